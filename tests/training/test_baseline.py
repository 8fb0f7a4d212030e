import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

import making
from making import EXPERT, FACT, OFFICIAL
from stance.config import BaselineSection
from stance.labels import LABELS
from stance.parts import Span
from stance.prediction.baseline_scorer import sentence_terms, sentence_words
from stance.prediction.predictor import Predictor
from stance.training.baseline import fit_baseline

NEWS = making.make_news(20, seed=4)
NEW_TEXT = (
    "The minister said rain fell. Zounds! The professor argued, and argued, it would not rise."
)
NEW_SPANS = [Span(0, 28), Span(29, 36), Span(37, 88)]


def fit(articles=NEWS, **changes):
    return fit_baseline(articles, BaselineSection(**changes), seed=1)


@pytest.fixture
def save(tmp_path):
    def save_baseline(baseline):
        folder = tmp_path / "model"
        folder.mkdir()
        baseline.save(folder)
        making.write_manifest(folder, baseline.settings)
        return folder

    return save_baseline


def documents_of(text, spans, settings):
    words = [sentence_words(text, span) for span in spans]
    return [sentence_terms(words, index, settings) for index in range(len(words))]


@pytest.mark.parametrize(("neighbours", "max_ngram"), [(0, 1), (1, 2), (2, 3)])
def test_the_scorer_gives_scikit_learns_probabilities(save, neighbours, max_ngram):
    baseline = fit(neighbours=neighbours, max_ngram=max_ngram)
    documents, labels = [], []
    for article in NEWS:
        spans = [one.span for one in article.sentences]
        documents += documents_of(article.text, spans, baseline.settings)
        labels += [LABELS.index(one.label) for one in article.sentences]
    vectorizer = TfidfVectorizer(analyzer=lambda terms: terms, min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=300, random_state=1)
    model.fit(vectorizer.fit_transform(documents), labels)

    scorer = Predictor.load(save(baseline))._scorer
    scored = scorer.score(NEW_TEXT, NEW_SPANS)

    rows = vectorizer.transform(documents_of(NEW_TEXT, NEW_SPANS, baseline.settings))
    found = np.exp([one.log_probabilities for one in scored])
    np.testing.assert_allclose(found, model.predict_proba(rows), atol=1e-9)


def test_a_baseline_learns(save):
    predictor = Predictor.load(save(fit()))

    for article in making.make_news(5, seed=5):
        spans = [one.span for one in article.sentences]
        found = predictor.predict(article.text, sentences=spans)
        scores = [one.log_probabilities for one in predictor.score(article)]
        assert [LABELS[int(np.argmax(one))] for one in scores] == [
            one.label for one in article.sentences
        ]
        assert len(found.sentences) == len(spans)


def test_one_seed_makes_one_baseline():
    one, other = fit(), fit()

    assert one.terms == other.terms
    assert np.array_equal(one.weights, other.weights)


def test_rare_terms_are_left_out():
    odd = making.make_article(("zeitgeist fell.", FACT), ("the minister said so.", OFFICIAL))

    assert "zeitgeist" not in fit([*NEWS, odd], min_count=2).terms
    assert "zeitgeist" in fit([*NEWS, odd], min_count=1).terms


def test_settings_say_how_many_terms_there_are():
    baseline = fit()

    assert baseline.settings.n_terms == len(baseline.terms)
    assert baseline.weights.shape == (len(LABELS) + 1, len(baseline.terms) + 1)


def test_neighbours_tell_what_a_sentence_does_not():
    articles = [
        making.make_article((f"the {who} spoke.", label), ("it would rise.", label))
        for who, label in (("minister", OFFICIAL), ("professor", EXPERT), ("rain", FACT))
        for _ in range(4)
    ]

    with_neighbours, alone = fit(articles, neighbours=1), fit(articles, neighbours=0)

    assert "-1:minister" in with_neighbours.terms
    assert not any(term.startswith("-1:") for term in alone.terms)
