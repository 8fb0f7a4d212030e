"""How good are the labelling functions and each label model, against gold?

    python experiments/weak-labels/functions.py

Label models are fitted on the votes of the pool, without its labels, and measured on each set
sentence by sentence ("votes") and with speakers resolved, as ``stance label`` writes ("articles").
"""

from collections.abc import Sequence
from time import perf_counter

import numpy as np
from articles import POOL, SETS, load
from cells import keep
from weakly import FUNCTIONS, poll_on_gold, table_of

from stance.article import Article
from stance.evaluation.scores import score
from stance.labeling.label_models import MODELS, LabelModel, fit
from stance.labeling.statistics import accuracy_by_article
from stance.labeling.votes import ABSTAIN
from stance.labels import LABELS
from stance.parts import Sentence
from stance.pipeline.label.label import to_article
from stance.pipeline.label.vote_spool import SpooledArticle


def main() -> None:
    pool = table_of([one for part in POOL for one in poll_on_gold(load(part))])
    golds = {part.name: load(part) for part in SETS}
    sets = {name: (gold, poll_on_gold(gold)) for name, gold in golds.items()}
    for name, (gold, polled) in sets.items():
        keep("functions", name, _functions(gold, polled))
    for name in MODELS:
        began = perf_counter()
        model = fit(name, pool, seed=1)
        figures: dict[str, float] = {"seconds": perf_counter() - began}
        for set_name, (gold, polled) in sets.items():
            figures |= {
                f"{set_name}.{key}": value for key, value in _figures(model, gold, polled).items()
            }
        keep("models", name, figures)
        print(name, {key: round(value, 3) for key, value in figures.items()}, flush=True)


def _figures(
    model: LabelModel, gold: Sequence[Article], polled: Sequence[SpooledArticle]
) -> dict[str, float]:
    rows = iter(model.probabilities(table_of(polled)).tolist())
    alone = [
        Article(
            text=one.text,
            sentences=tuple(_sentence(each, next(rows)) for each in one.sentences),
        )
        for one in gold
    ]
    figures = {}
    for what, predicted in (
        ("votes", alone),
        ("articles", [to_article(one, model=model) for one in polled]),
    ):
        found = score(gold, predicted)
        figures |= {
            f"{what}.macro_f1": found.macro_f1,
            f"{what}.macro_f1_low": found.macro_f1_interval.low,
            f"{what}.macro_f1_high": found.macro_f1_interval.high,
            f"{what}.ece": found.ece,
            f"{what}.brier": found.brier,
            f"{what}.speaker_accuracy": found.speakers.accuracy,
            f"{what}.source_overlap_f1": found.source.overlap.f1,
            f"{what}.cue_overlap_f1": found.cue.overlap.f1,
        }
        figures |= {f"{what}.f1.{label.value}": found.labels[label].f1 for label in LABELS}
    return figures


def _sentence(sentence: Sentence, row: list[float]) -> Sentence:
    return Sentence(
        start=sentence.start,
        end=sentence.end,
        label=LABELS[row.index(max(row))],
        probabilities=dict(zip(LABELS, row, strict=True)),
    )


def _functions(gold: Sequence[Article], polled: Sequence[SpooledArticle]) -> dict[str, object]:
    """Give coverage, and the accuracy of each function."""
    table = table_of(polled)
    right = {one.name: [] for one in FUNCTIONS}
    for article, one in zip(gold, polled, strict=True):
        for name, counts in right.items():
            hits = [
                votes[name] == sentence.label
                for sentence, votes in zip(
                    article.sentences, (each.votes for each in one.polled.sentences), strict=True
                )
                if name in votes
            ]
            counts.append((sum(hits), len(hits)))
    labels = np.array([LABELS.index(one.label) for article in gold for one in article.sentences])
    silent = (table.labels == ABSTAIN).all(axis=1)
    return {
        "coverage": float(1 - silent.mean()),
        "labels_overall": (np.bincount(labels, minlength=3) / len(labels)).tolist(),
        "labels_where_silent": (np.bincount(labels[silent], minlength=3) / silent.sum()).tolist(),
        "accuracy": {
            name: [found.fraction, found.low, found.high, found.n_sentences]
            for name, counts in right.items()
            if (found := accuracy_by_article(counts))
        },
    }


if __name__ == "__main__":
    main()
