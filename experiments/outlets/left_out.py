"""Leaves the outlet types of the first originals out, half of them at a time, and measures on them.

    python experiments/outlets/left_out.py [--runs runs/left-out]

Two fits of the large network. Each learns from one half of the first batches, every second
article of the later ones and real news, and is measured on every article of the other half.
Goes on where it was stopped; writes left-out.json as soon as a batch is measured, and
left-out.md. Needs the merged texts (data/*/README.md) and the extra `accurate`; three hours on
2 cores with AMX, half of them for the probes.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from stance.config import RunConfig, load_config
from stance.corpus.reading import read_files
from stance.corpus.traits import Trait
from stance.files import write_whole
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.pipeline.series.leave_out import LeaveOut
from stance.pipeline.train.data import RunData
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.train import Listener, train
from stance.prediction.predictor import Predictor
from stance.run_record.values import RunStatus, read_run

HERE = Path(__file__).parent
RESULTS = HERE / "left-out.json"
ORIGINALS = Path("data/originals")
#: The batches that the project began with; neighbours in the alphabet teach alike and are parted.
FIRST = (
    *("acts", "agency", "analysis", "analysis2", "campaign", "climate", "comment", "conflict"),
    *("daily", "economy", "former", "health", "market", "people", "plain", "politics", "radio"),
    *("region", "science", "society", "special", "stage", "tech", "trade", "wire", "xlat", "xlat2"),
)
COLUMNS = {
    "macro-F1": "macro_f1",
    "right speaker": "speaker_accuracy",
    "B³": "speaker_b3_f1",
    "kind": "speaker_kind_accuracy",
    "neither as fact": "other_as_fact",
    "carried-on experts": "carried_expert_recall",
    "source": "source_overlap_f1",
    "cue": "cue_overlap_f1",
    "ECE": "ece",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, default=Path("runs/left-out"))
    options = parser.parse_args()
    config = load_config(HERE / "left-out.yaml")
    whole = load_data(config, say=_say)
    for number, left_out in enumerate((FIRST[::2], FIRST[1::2]), start=1):
        if not set(left_out) <= set(_results()):
            _say(f"── half {number}: without {', '.join(left_out)}")
            data = _every_second_later(LeaveOut(trait=Trait.BATCH, values=left_out).rest_of(whole))
            _measure(Predictor.load(_fit(config, data, runs=options.runs / str(number))), left_out)


def _every_second_later(data: RunData) -> RunData:
    """Give all first batches that are left, every second article of the later ones, the news."""
    originals, *news = data.train
    first = originals.where(lambda _, batch: batch in FIRST)
    later = originals.where(lambda _, batch: batch not in FIRST, name="later")
    kept = {article.id for article in later.articles[::2]}
    return replace(data, train=(first, later.where(lambda one, _: one.id in kept), *news))


def _fit(config: RunConfig, data: RunData, *, runs: Path) -> Path:
    """Fit one half, go on with its fit, or give the model of a fit that is done."""
    states = {path.parent: read_run(path.parent).status for path in runs.glob("*/run.json")}
    done = [path for path, status in states.items() if status is RunStatus.FINISHED]
    if done:
        return done[0] / "model"
    listener = Listener(say=_say, fitting=lambda step: _say(str(step)), evaluating=lambda *_: None)
    return train(config, listener=listener, data=data, resume=bool(states), runs=runs).model_folder


def _measure(predictor: Predictor, batches: Sequence[str]) -> None:
    for batch in batches:
        path = ORIGINALS / f"{batch}.jsonl"
        if batch not in _results():
            scores = evaluate_sets(predictor, {batch: read_files([path])[path]})[batch].scores
            figures = {"sentences": float(scores.n_sentences)}
            figures |= {name: one.value for name, one in scores.estimates.items()}
            interval = scores.macro_f1_interval
            figures |= {"macro_f1_low": interval.low, "macro_f1_high": interval.high}
            _say(f"{batch}: {figures['macro_f1']:.3f}")
            found = _results() | {batch: figures}
            write_whole(json.dumps(found, indent=1, sort_keys=True) + "\n", RESULTS)
            write_whole(_table(found), HERE / "left-out.md")


def _results() -> dict[str, dict[str, float]]:
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def _table(found: Mapping[str, Mapping[str, float]]) -> str:
    ranked = sorted(found, key=lambda batch: -found[batch]["macro_f1"])
    rows = [_row(f"`{batch}`", found[batch]) for batch in ranked]
    means = {
        key: fmean(one[key] for one in found.values() if key in one) for key in COLUMNS.values()
    }
    head = [f"| batch left out | {' | '.join(COLUMNS)} |", "| --- " * (len(COLUMNS) + 1) + "|"]
    return "\n".join([*head, *rows, _row("**mean**", means)]) + "\n"


def _row(name: str, figures: Mapping[str, float]) -> str:
    cells = [_cell(figures, key) for key in COLUMNS.values()]
    return f"| {name} | {' | '.join(cells)} |"


def _cell(figures: Mapping[str, float], key: str) -> str:
    if key not in figures:
        return "–"
    if key == "macro_f1" and "macro_f1_low" in figures:
        return f"{figures[key]:.3f} ({figures['macro_f1_low']:.3f}–{figures['macro_f1_high']:.3f})"
    return f"{figures[key]:.3f}"


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
