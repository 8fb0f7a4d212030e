"""Fitting the TF-IDF baseline with scikit-learn."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from stance.article import Article
from stance.config import BaselineSection
from stance.prediction.baseline_scorer import (
    TERMS_FILE,
    WEIGHTS_FILE,
    sentence_terms,
    sentence_words,
)
from stance.prediction.manifest import BaselineSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedBaseline:
    """A baseline as it will be stored.

    ``terms`` are in the order of the columns of ``weights``, shape ``(labels + 1, terms + 1)``,
    float64, as ``BaselineScorer`` has them.
    """

    terms: list[str]
    weights: npt.NDArray[np.float64]
    settings: BaselineSettings

    def save(self, folder: Path) -> None:
        """Write the files of the baseline into an existing folder."""
        text = json.dumps(self.terms, ensure_ascii=False)
        (folder / TERMS_FILE).write_text(text, encoding="utf-8")
        with (folder / WEIGHTS_FILE).open("wb") as file:
            np.save(file, self.weights, allow_pickle=False)


def fit_baseline(
    articles: Sequence[Article], section: BaselineSection, *, seed: int
) -> FittedBaseline:
    """Fit logistic regression on the terms of a sentence and its neighbours."""
    settings = BaselineSettings(
        neighbours=section.neighbours, max_ngram=section.max_ngram, n_terms=1
    )
    documents, labels = [], []
    for article in articles:
        words = [sentence_words(article.text, one.span) for one in article.sentences]
        documents += [sentence_terms(words, index, settings) for index in range(len(words))]
        labels += [article.scheme.names.index(one.label) for one in article.sentences]
    vectorizer = TfidfVectorizer(
        analyzer=_as_they_are, min_df=section.min_count, sublinear_tf=True, norm="l2"
    )
    matrix = vectorizer.fit_transform(documents)
    model = LogisticRegression(
        C=section.inverse_regularisation,
        class_weight="balanced",
        max_iter=300,
        random_state=seed,
    )
    model.fit(matrix, labels)
    terms = vectorizer.get_feature_names_out().tolist()
    weights = np.zeros((len(model.classes_) + 1, len(terms) + 1))
    weights[:-1, :-1] = _by_label(model.coef_)
    weights[-1, :-1] = vectorizer.idf_
    weights[:-1, -1] = _by_label(model.intercept_)
    return FittedBaseline(
        terms=terms,
        weights=weights,
        settings=settings.model_copy(update={"n_terms": len(terms)}),
    )


def _by_label(found: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give a row for each label; of two labels scikit-learn tells the second one's lead alone."""
    return np.concatenate([-found / 2, found / 2]) if len(found) == 1 else found


def _as_they_are(terms: list[str]) -> list[str]:
    """Let scikit-learn take the terms that we have already found."""
    return terms
