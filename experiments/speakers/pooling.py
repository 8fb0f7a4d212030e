"""Measure what pooling a speaker's sentences does to the labels of a weak, honest classifier."""

import json
from pathlib import Path

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from stance.article import Article
from stance.corpus.reading import read_corpus
from stance.labels import LABELS
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

ORIGINALS = Path("data/originals")


def main() -> None:
    """Print macro-F1, calibration error and log loss, without pooling and with it."""
    split = json.loads((ORIGINALS / "split.json").read_text("utf-8"))["articles"]
    articles = read_corpus(sorted(ORIGINALS.glob("*.jsonl")))
    articles = [article for article in articles if split[article.id] == "train"]
    gold = np.array([LABELS.index(one.label) for article in articles for one in article.sentences])
    scores = score_out_of_fold(articles, gold)
    print(f"{'':14} {'macro-F1':>9} {'ECE':>7} {'log loss':>9}")
    print(f"{'each alone':14} {quality(gold, scores)}")
    print(f"{'pooled':14} {quality(gold, resolved(articles, scores))}")


def score_out_of_fold(articles: list[Article], gold: np.ndarray) -> np.ndarray:
    """Give probabilities from TF-IDF of a sentence and its neighbours, never trained on it."""
    texts = [[article.text_of(one) for one in article.sentences] for article in articles]
    before = [text for of_one in texts for text in ["", *of_one[:-1]]]
    here = [text for of_one in texts for text in of_one]
    after = [text for of_one in texts for text in [*of_one[1:], ""]]
    features = hstack(
        [
            TfidfVectorizer(ngram_range=(1, n), min_df=3, sublinear_tf=True).fit_transform(column)
            for n, column in ((1, before), (2, here), (1, after))
        ]
    ).tocsr()
    groups = [number for number, of_one in enumerate(texts) for _ in of_one]
    return cross_val_predict(
        LogisticRegression(C=4, max_iter=300),
        features,
        gold,
        groups=groups,
        cv=GroupKFold(4),
        method="predict_proba",
    )


def resolved(articles: list[Article], scores: np.ndarray) -> np.ndarray:
    """Give the probabilities after resolving, with gold sources."""
    rows, start = [], 0
    for article in articles:
        own = np.log(scores[start : start + len(article.sentences)])
        start += len(article.sentences)
        scored = [
            ScoredSentence(
                span=one.span, log_probabilities=tuple(row), source=one.source, cue=one.cue
            )
            for one, row in zip(article.sentences, own, strict=True)
        ]
        found = resolve_speakers(article.text, scored)
        rows += [[one.probabilities[label] for label in LABELS] for one in found.sentences]
    return np.array(rows)


def quality(gold: np.ndarray, scores: np.ndarray) -> str:
    """Give macro-F1, expected calibration error over 15 bins and mean log loss."""
    found, sure = scores.argmax(axis=1), scores.max(axis=1)
    bins = np.minimum((sure * 15).astype(int), 14)
    gaps = [
        abs((found == gold)[bins == one].mean() - sure[bins == one].mean()) * (bins == one).mean()
        for one in np.unique(bins)
    ]
    loss = -np.log(scores[np.arange(len(gold)), gold]).mean()
    return f"{f1_score(gold, found, average='macro'):9.4f} {sum(gaps):7.4f} {loss:9.4f}"


if __name__ == "__main__":
    main()
