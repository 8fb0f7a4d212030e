import math
import pickle
import shutil
import tracemalloc
import warnings
from collections import UserList
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import making
from stance.article import Article
from stance.errors import ArtifactError, LanguageWarning
from stance.labels import LABELS, Label
from stance.parts import Span
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence

#: For texts of any kind, some of which are not English.
ANY_LANGUAGE = pytest.mark.filterwarnings("ignore::stance.errors.LanguageWarning")
TEXT = "The minister said taxes would rise. “It is late,” the professor argued.\n\nRain fell."
ODD = (
    *("\x00", "\ud800", "\udfff", "\u200b", "\u200f", "\u202e", "\ufeff", "\r\n", "\n\n", "\u2028"),
    *(
        "😀",
        "👩‍👩‍👧",
        "é",
        "é",
        "שלום.",
        "مرحبا؟",
        "東京は雨。",
        "नमस्ते।",
        "<p>Rain.</p>",
        "&nbsp;",
        "“",
        "”",
    ),
    *("The minister said so. ", "Dr. Roy, 3.5%", " ", "\t", "- item\n", "a" * 200),
)
ANY_TEXT = st.one_of(
    st.lists(st.sampled_from(ODD), max_size=12).map("".join),
    st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])), max_size=80),
)


@pytest.fixture(scope="module")
def predictor(exported_folder):
    return Predictor.load(exported_folder, n_threads=1)


def spans_of(article):
    return [(one.start, one.end) for one in article.sentences]


def test_a_text_gives_an_article(predictor):
    article = predictor.predict(TEXT)

    assert isinstance(article, Article)
    assert article.text == TEXT
    assert len(article.sentences) == 3


@pytest.mark.parametrize(
    ("gain", "label"), [(0.0, Label.OFFICIAL_STATEMENT), (4.0, Label.REPORTED_FACT)]
)
def test_the_outlet_is_likelier_by_what_the_model_says(network_folder, gain, label):
    making.change_manifest(network_folder, lambda fields: fields.update(outlet_gain=gain))
    scores = tuple(map(math.log, (0.6, 0.05, 0.35)))
    said = ScoredSentence(span=Span(0, 35), log_probabilities=scores, source=Span(0, 12))

    article = Predictor.load(network_folder, n_threads=1).resolve(TEXT, [said])

    assert [one.label for one in article.sentences] == [label]


@pytest.mark.parametrize("kind", [list, tuple, UserList, iter, np.array, pd.Series])
def test_any_iterable_gives_a_list_in_its_order(predictor, kind):
    texts = ["Rain fell.", TEXT, "", "Snow fell."]

    articles = predictor.predict(kind(texts))

    assert [one.text for one in articles] == texts


def test_progress_is_told_after_each_article(predictor):
    told = []

    predictor.predict(iter(["Rain fell.", TEXT]), progress=lambda *one: told.append(one))

    assert told == [(1, 2), (2, 2)]


def test_progress_is_told_within_a_long_article(predictor):
    told = []

    predictor.predict(TEXT * 9, progress=lambda *one: told.append(one))

    n_windows = told[0][1]
    assert n_windows > 1
    assert told == [(number, n_windows) for number in range(1, n_windows + 1)]


def test_texts_without_end_are_answered_as_they_come(predictor):
    articles = predictor.pipe(f"Rain fell on day {day}." for day in count())

    assert [one.text[-2:] for one in islice(articles, 3)] == ["0.", "1.", "2."]


def test_a_pipe_says_what_is_no_text(predictor):
    with pytest.raises(TypeError, match="item 1 is int"):
        list(predictor.pipe(iter(["Rain fell.", 3])))


def test_an_article_says_which_model_answered(predictor, exported_folder):
    digest = sha256((exported_folder / "model.json").read_bytes()).hexdigest()

    article = predictor.predict("Rain fell.")

    assert predictor.digest == digest
    assert article.metadata["model"] == {
        "name": predictor.name,
        "digest": digest,
        "uncertain_below": predictor.uncertain_below,
    }
    assert article.to_dict()["model"] == article.metadata["model"]


@pytest.mark.parametrize(
    ("text", "code", "is_english"),
    [
        ("The minister said taxes would rise, and the professor argued.", "en", True),
        ("Die Regierung werde die Steuern senken, sagte Anna Berger.", "de", False),
        ("2-1", "und", True),
    ],
)
def test_an_article_says_in_which_language_it_is(predictor, text, code, is_english):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        article = predictor.predict(text)

    assert article.to_dict()["language"] == {"code": code, "is_english": is_english}
    assert [one.category for one in caught] == [LanguageWarning] * (not is_english)


def test_the_warning_points_at_who_asked(predictor):
    with pytest.warns(LanguageWarning, match=r"not English \(de\)") as caught:
        predictor.predict("Die Regierung werde die Steuern senken, sagte Anna Berger.")

    assert [one.filename for one in caught] == [__file__]


def test_a_predictor_shows_name_date_encoder_and_folder(exported_folder, tmp_path):
    folder = shutil.copytree(exported_folder, tmp_path / "model")
    config = {"config": {"model.encoder": "all-Tiny-L2"}}
    made = {"name": "news-7", "created": "2026-12-03T10:00:00+00:00", "provenance": config}
    making.change_manifest(folder, lambda fields: fields.update(made))

    shown = repr(Predictor.load(folder))

    assert shown == f"Predictor('news-7' of 2026-12-03, all-Tiny-L2, in {folder})"
    assert repr(Predictor.load("bundled")).endswith("all-mpnet-base-v2, in bundled)")


def test_a_predictor_is_pickled_by_its_folder(predictor, exported_folder):
    pickled = pickle.dumps(predictor)

    loaded = pickle.loads(pickled)

    assert len(pickled) < 1000
    assert loaded.folder == exported_folder
    assert loaded.predict(TEXT) == predictor.predict(TEXT)


def test_worker_processes_give_the_same_answers(predictor):
    texts = [TEXT, "Rain fell."]

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        articles = list(pool.map(predictor.predict, texts))

    assert articles == predictor.predict(texts)


def test_another_model_in_the_folder_of_a_pickle_is_refused(network_folder):
    pickled = pickle.dumps(Predictor.load(network_folder))
    making.change_manifest(network_folder, lambda fields: fields.update(name="other"))

    with pytest.raises(ArtifactError, match=r"is another model \(\w+\) than was pickled"):
        pickle.loads(pickled)


@pytest.mark.parametrize(("own", "threshold"), [(0.7, 0.7), (0.0, 0.0), (None, 0.9)])
def test_a_model_without_a_threshold_has_a_stated_one(network_folder, own, threshold):
    making.change_manifest(network_folder, lambda fields: fields.update(uncertain_below=own))

    assert Predictor.load(network_folder).uncertain_below == threshold


@ANY_LANGUAGE
def test_an_article_is_the_same_alone_and_in_a_list(predictor):
    texts = [TEXT, "Rain fell. " * 50, "The minister said so."]

    alone = [predictor.predict(text) for text in texts]

    assert predictor.predict(texts) == alone
    assert predictor.predict(list(reversed(texts))) == list(reversed(alone))


@pytest.mark.parametrize("texts", [(TEXT,), UserList([TEXT]), [np.str_(TEXT)]], ids=type)
def test_any_sequence_of_texts_will_do(predictor, texts):
    assert predictor.predict(texts) == [predictor.predict(TEXT)]


def test_no_texts_give_no_articles(predictor):
    assert predictor.predict([]) == []


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n \t", "\u00a0\u2003", "\u2028"])
def test_a_blank_text_has_no_sentences(predictor, text):
    article = predictor.predict(text)

    assert (article.text, article.sentences, article.speakers) == (text, (), ())


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (b"Rain.", r"decode bytes first: predict\(data\.decode\('utf-8'\)\)"),
        (bytearray(b"Rain."), "decode bytes first"),
        (memoryview(b"Rain."), "decode bytes first"),
        (None, "takes a str, or an iterable of them, not NoneType"),
        (3, "not int"),
        (3.5, "not float"),
        (Path("news.txt"), r"read the file first: predict\(path\.read_text\('utf-8'\)\)"),
        ({"text": "Rain."}, "not dict"),
        ([b"Rain."], "item 0 is bytes"),
        (["Rain.", None], "item 1 is NoneType"),
        (["Rain.", float("nan")], "item 1 is float"),
        ([["Rain."]], "item 0 is list"),
        (range(2), "item 0 is int"),
        (Article(text="Rain."), "not Article"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_what_is_no_text_is_refused_with_advice(predictor, wrong, hint):
    with pytest.raises(TypeError, match=hint):
        predictor.predict(wrong)


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 35), (36, 71), (73, 83)],
        [(0, len(TEXT))],
        [(3, 4), (4, 5), (30, 60)],
        [(71, 73)],
        [],
    ],
    ids=["sentences", "the whole", "pieces", "only space", "none"],
)
def test_the_callers_spans_come_back_exactly(predictor, spans):
    article = predictor.predict(TEXT, sentences=spans)

    assert spans_of(article) == spans


@ANY_LANGUAGE
@given(data=st.data())
def test_any_spans_of_any_text_come_back_exactly(predictor, data):
    text = data.draw(ANY_TEXT)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))

    assert spans_of(predictor.predict(text, sentences=spans)) == spans


@pytest.mark.parametrize(
    "spans",
    [
        ((0, 35), (36, 71)),
        np.array([[0, 35], [36, 71]]),
        [[0, 35], [np.int64(36), np.int32(71)]],
        [Span(0, 35), Span(36, 71)],
        iter([(0, 35), (36, 71)]),
    ],
    ids=["tuples", "array", "numpy numbers", "spans", "iterator"],
)
def test_spans_may_come_in_any_container(predictor, spans):
    assert spans_of(predictor.predict(TEXT, sentences=spans)) == [(0, 35), (36, 71)]


@pytest.mark.parametrize(
    ("spans", "fault"),
    [
        ([(0, 35), (35, 35)], r"sentence 1 \(35, 35\) is empty or leaves the text"),
        ([(5, 3)], r"sentence 0 \(5, 3\) is empty or leaves the text"),
        ([(-1, 3)], r"sentence 0 \(-1, 3\) is empty or leaves the text"),
        ([(0, 999)], r"sentence 0 \(0, 999\) .* which has 83 characters"),
        ([(0, 35), (30, 40)], r"sentence 1 \(30, 40\) begins before the one before it ends \(35\)"),
        ([(36, 71), (0, 35)], r"sentence 1 \(0, 35\) begins before the one before it ends \(71\)"),
        ([(0, 35, 40)], r"sentence 0 is \(0, 35, 40\); a sentence is \(start, end\)"),
        ([(0,)], r"sentence 0 is \(0,\); a sentence is \(start, end\)"),
        ([(0, 35), ()], r"sentence 1 is \(\); a sentence is \(start, end\)"),
    ],
)
def test_a_span_that_cannot_be_is_named(predictor, spans, fault):
    with pytest.raises(ValueError, match=fault):
        predictor.predict(TEXT, sentences=spans)


@pytest.mark.parametrize(
    ("spans", "fault"),
    [
        ([(0.0, 35.0)], r"sentence 0 is \(0\.0, 35\.0\); a sentence is .* two whole numbers"),
        ([(0, None)], r"sentence 0 is \(0, None\)"),
        ([("0", "35")], r"sentence 0 is \('0', '35'\)"),
        (["Rain fell."], "sentence 0 is 'Rain fell.'"),
        ("Rain fell.", "sentence 0 is 'R'"),
        ([0, 35], "sentence 0 is 0"),
        ([None], "sentence 0 is None"),
    ],
)
def test_what_is_no_span_is_named(predictor, spans, fault):
    with pytest.raises(TypeError, match=fault):
        predictor.predict(TEXT, sentences=spans)


def test_spans_go_with_one_text(predictor):
    with pytest.raises(TypeError, match=r"call predict\(\) once for each article"):
        predictor.predict([TEXT], sentences=[(0, 35)])


@ANY_LANGUAGE
@given(text=ANY_TEXT)
def test_any_text_gets_an_answer_with_exact_offsets(predictor, text):
    article = predictor.predict(text)

    assert article.text == text
    covered = {at for one in article.sentences for at in range(one.start, one.end)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    for sentence in article.sentences:
        assert sentence.source is None or article.text_of(sentence.source).strip()
        assert sentence.cue is None or article.text_of(sentence.cue).strip()
        assert math.fsum(sentence.probabilities.values()) == pytest.approx(1.0)


def test_every_sentence_has_a_probability_for_each_label(predictor):
    article = predictor.predict(TEXT)

    for sentence in article.sentences:
        assert list(sentence.probabilities) == list(LABELS)
        assert sentence.confidence == sentence.probabilities[sentence.label]


def test_every_speaker_named_is_listed(predictor):
    article = predictor.predict(TEXT * 5)

    named = {one.speaker for one in article.sentences if one.speaker}
    assert named == {one.id for one in article.speakers}


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "rain " * 200_000, "rain fell.\n" * 90_000], ids=["one", "no", "many"]
)
@pytest.mark.slow
def test_a_million_characters_are_answered(predictor, text):
    article = predictor.predict(text)

    assert article.text == text
    assert article.sentences


def test_labels_are_scored_on_the_articles_own_sentences(predictor):
    article = making.make_article(("Rain fell. Snow", making.FACT), ("fell.", making.FACT))

    scores = [one.log_probabilities for one in predictor.score(article)]

    assert len(scores) == 2
    assert all(math.fsum(map(math.exp, one)) == pytest.approx(1.0) for one in scores)


def test_memory_does_not_grow_with_the_number_of_texts(predictor):
    predictor.predict(TEXT)
    tracemalloc.start()
    for _ in range(50):
        predictor.predict(TEXT)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert held < 100_000
