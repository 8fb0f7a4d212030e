"""Trains and measures each lever alone and all together, with three seeds and the same splits.

    python experiments/levers/measure.py [--seeds 1 2 3] [--only base layer …]

Adds to results.json as soon as a cell is measured, goes on where it was stopped, and writes
table.md. Needs the merged texts (data/*/README.md); the column of newsdiscourse-dev is empty
without data/local/newsdiscourse-dev.jsonl, which is not in the repository.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from cells import CELLS, data_of
from table import table

from stance.article import Article
from stance.config import load_config
from stance.evaluation.scores import score
from stance.files import write_whole
from stance.pipeline.evaluate.sets import flat_metrics
from stance.pipeline.train.data import RunData
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.train import Listener, train
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolving
from stance.run_record.values import RunStatus, read_run

HERE = Path(__file__).parent
OUT = Path("runs/levers")
RESULTS = HERE / "results.json"
CONFIG = HERE / "base.yaml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", nargs="+", choices=CELLS, default=list(CELLS))
    options = parser.parse_args()
    whole = load_data(load_config(CONFIG), say=_say)
    for seed in options.seeds:
        for name in options.only:
            if f"{name}-{seed}" not in read_results():
                keep(f"{name}-{seed}", _measure(name, seed=seed, whole=whole))
                write_whole(table(read_results()), HERE / "table.md")


def read_results() -> dict[str, Mapping[str, float]]:
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def keep(cell: str, figures: Mapping[str, float]) -> None:
    """Add figures to results.json at once, so that a restart need not measure them again."""
    found = read_results() | {cell: dict(figures)}
    write_whole(json.dumps(found, indent=1, sort_keys=True) + "\n", RESULTS)


def _measure(name: str, *, seed: int, whole: RunData) -> dict[str, float]:
    _say(f"── {name}, seed {seed}")
    cell, runs = CELLS[name], OUT / f"{name}-{seed}"
    overrides = [f"name={name}", f"seed={seed}", *cell.overrides]
    states = [read_run(path.parent).status for path in runs.glob("*/run.json")]
    listener = Listener(
        say=_say,
        fitting=lambda step: step.dev_macro_f1 and _say(str(step)),
        evaluating=lambda *_: None,
    )
    data = data_of(cell, whole)
    outcome = train(
        load_config(CONFIG, overrides=overrides),
        listener=listener,
        data=data,
        resume=bool(states) and RunStatus.FINISHED not in states,
        runs=runs,
    )
    parts = {}
    if name == "base":
        parts = _without_parts(Predictor.load(outcome.model_folder), data)
    n_learnt = sum(len(article.sentences) for article in data.train_articles)
    return flat_metrics(outcome.scores) | parts | {"sentences": n_learnt}


def _without_parts(predictor: Predictor, data: RunData) -> dict[str, float]:
    """Give macro-F1 where a speaker's sentences do not decide together, and without words."""
    figures = {}
    for name, gold in data.evaluation_sets.items():
        scored = [predictor.score(article) for article in gold]
        alone = [_each_alone(*pair) for pair in zip(gold, scored, strict=True)]
        figures[f"{name}.macro_f1_alone"] = score(gold, alone).macro_f1
        with patch.object(resolving, "lean", lambda chances, *_, **__: tuple(chances)):
            pooled = [
                predictor.resolve(article.text, answers)
                for article, answers in zip(gold, scored, strict=True)
            ]
        figures[f"{name}.macro_f1_without_words"] = score(gold, pooled).macro_f1
    return figures


def _each_alone(article: Article, scored: Sequence[ScoredSentence]) -> Article:
    """Give each sentence the label that the network finds most probable, and no speaker."""
    names = article.scheme.names
    labels = [names[one.log_probabilities.index(max(one.log_probabilities))] for one in scored]
    sentences = tuple(
        replace(sentence, label=label, speaker=None, source=None, cue=None)
        for sentence, label in zip(article.sentences, labels, strict=True)
    )
    return replace(article, sentences=sentences, speakers=())


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
