"""Score what every system said, and what our own models say; writes results.json and table.md.

    python experiments/baselines/measure.py

A system that has no answer below runs/baselines keeps the figures it has in results.json.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from answers import LABELS, OUT, size_of
from sets import load_sets

from stance.article import Article
from stance.evaluation.scores import Scores, score
from stance.files import write_whole
from stance.frozen import FrozenDict
from stance.labels import Label
from stance.pipeline.evaluate.sets import predict_gold
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.predictor import Predictor

HERE = Path(__file__).parent
#: Rows of the table, in order; our own models are folders, the others answers.
SYSTEMS = {
    "always-fact": "reported fact, always",
    "quotes-textacy": "textacy's quotations, kind by word list",
    "quotes-textacy-gold-kind": "textacy's quotations, kind from gold",
    "tfidf-svm": "TF-IDF, linear SVM",
    "tfidf-logistic": "TF-IDF, logistic regression",
    "setfit-64": "SetFit, MiniLM, 64 sentences of each label",
    "finetuned-minilm": "MiniLM fine-tuned, single sentences",
    "bundled": "stance, the bundled model",
}


def main() -> None:
    path = HERE / "results.json"
    results = json.loads(path.read_text("utf-8")) if path.exists() else {}
    sets = load_sets()
    digests = {name: part.digest for name, part in sets.items()}
    gold = {name: part.articles for name, part in sets.items()}
    for system in SYSTEMS:
        figures = _measure(system, gold)
        if figures is not None:
            results[system] = figures | {"digests": digests}
            write_whole(json.dumps(results, indent=1) + "\n", path)
            print(f"{system}: measured", flush=True)
    write_whole("\n".join(_table(results, list(sets))), HERE / "table.md")


def _measure(system: str, gold: dict[str, Sequence[Article]]) -> dict[str, object] | None:
    if system == "bundled":
        return _measure_own(BUNDLED_FOLDER, gold)
    if system == "always-fact":
        labels = {
            name: [LABELS[-1] for one in articles for _ in one.sentences]
            for name, articles in gold.items()
        }
        facts = {"train_s": 0.0, "predict_s": 0.0, "megabytes": 0.0, "trained_on": 0}
    else:
        path = OUT / f"{system}.json"
        if not path.exists():
            return None
        facts = json.loads(path.read_text("utf-8"))
        labels = facts.pop("labels")
    scores = {name: score(gold[name], _labelled(gold[name], labels[name])) for name in gold}
    return facts | _figures(scores)


def _measure_own(folder: Path, gold: dict[str, Sequence[Article]]) -> dict[str, object]:
    predictor = Predictor.load(folder, n_threads=1)
    began = process_time()
    predicted = {name: predict_gold(predictor, articles) for name, articles in gold.items()}
    seconds = process_time() - began
    provenance = predictor.manifest.provenance
    facts = {
        "name": predictor.manifest.name,
        "train_s": provenance.get("fitting_seconds"),
        "predict_s": round(seconds, 1),
        "megabytes": round(size_of(folder), 1),
        "trained_on": provenance.get("n_train_sentences"),
    }
    return facts | _figures({name: score(gold[name], predicted[name]) for name in gold})


def _labelled(gold: Sequence[Article], labels: list[str]) -> list[Article]:
    """Give the gold articles with a system's labels, and nothing else."""
    left = iter(labels)
    return [
        replace(
            article,
            sentences=tuple(
                replace(
                    one,
                    label=Label(next(left)),
                    speaker=None,
                    source=None,
                    cue=None,
                    probabilities=FrozenDict(),
                )
                for one in article.sentences
            ),
            speakers=(),
        )
        for article in gold
    ]


def _figures(scores: dict[str, Scores]) -> dict[str, dict[str, float]]:
    return {
        "sets": {
            name: {
                "macro_f1": round(one.macro_f1, 4),
                "low": round(one.macro_f1_interval.low, 4),
                "high": round(one.macro_f1_interval.high, 4),
                **{f"f1.{label}": round(one.labels[label].f1, 4) for label in Label},
            }
            for name, one in scores.items()
        }
    }


def _table(results: dict[str, dict], sets: list[str]) -> list[str]:
    head = [*(f"{name}: macro-F1" for name in sets), "learnt from", "training", "labelling", "size"]
    lines = [f"| system | {' | '.join(head)} |", f"|---|{'---|' * len(head)}"]
    for system, told in SYSTEMS.items():
        if system not in results:
            continue
        row = results[system]
        cells = [_interval(row["sets"].get(name)) for name in sets]
        cells += [
            f"{row['trained_on'] or 0:,} sentences",
            _seconds(row["train_s"]),
            _seconds(row["predict_s"]),
            f"{row['megabytes']:.1f} MB",
        ]
        lines.append(f"| {told} | {' | '.join(cells)} |")
    return [*lines, ""]


def _interval(figures: dict[str, float] | None) -> str:
    if figures is None:
        return "–"
    return f"{figures['macro_f1']:.3f} ({figures['low']:.3f} to {figures['high']:.3f})"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f} s"


if __name__ == "__main__":
    main()
