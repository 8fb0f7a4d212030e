"""Measure every trained cell of the first-light table on every set that is there.

    python experiments/first-light/measure.py

Writes results.json and table.md beside this file; what is in results.json is not measured again.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, stdev
from time import perf_counter

from cells import CELLS, OUT

from stance.article import Article
from stance.config import CorpusPart
from stance.corpus.parts import load_part
from stance.files import write_whole
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.predictor import Predictor

HERE = Path(__file__).parent
BUNDLED = "bundled model"
SETS = {
    "wikinews-dev": CorpusPart(
        name="wikinews-dev", files="data/merged/wikinews-dev.jsonl", optional=True
    ),
    "newsdiscourse-dev": CorpusPart(
        name="newsdiscourse-dev", files="data/local/newsdiscourse-dev.jsonl", optional=True
    ),
    "originals-test": CorpusPart(
        name="originals-test",
        files="data/originals/*.jsonl",
        split=Path("data/originals/split.json"),
        part="test",
    ),
}
COLUMNS = {
    "macro-F1": "macro_f1",
    "F1 official": "f1.official_statement",
    "F1 expert": "f1.expert_analysis",
    "F1 fact": "f1.reported_fact",
    "ECE": "ece",
    "speaker": "speaker_accuracy",
    "source": "source_overlap_f1",
    "cue": "cue_overlap_f1",
}


def main() -> None:
    loaded = {name: load_part(part) for name, part in SETS.items()}
    sets = {name: part.articles for name, part in loaded.items() if part is not None}
    path = HERE / "results.json"
    results = json.loads(path.read_text("utf-8")) if path.exists() else {}
    folders = {cell.name: sorted(OUT.glob(f"{cell.name}-*/*/model")) for cell in CELLS}
    folders[BUNDLED] = [BUNDLED_FOLDER]
    bundled = Predictor.load(BUNDLED_FOLDER).manifest.name
    if BUNDLED in results:  # an earlier release is another model, no further seed of this one
        results[BUNDLED] = {k: v for k, v in results[BUNDLED].items() if k == bundled}
    for row, models in folders.items():
        for folder in models:
            name = Predictor.load(folder).manifest.name
            if name not in results.setdefault(row, {}):
                results[row][name] = _measure(folder, sets)
                write_whole(json.dumps(results, indent=1) + "\n", path)
                print(f"{name}: measured", flush=True)
    write_whole("\n".join(_tables(results, list(sets))), HERE / "table.md")


def _measure(folder: Path, sets: dict[str, Sequence[Article]]) -> dict[str, float]:
    predictor = Predictor.load(folder)
    began = perf_counter()
    evaluated = evaluate_sets(predictor, sets)
    seconds = perf_counter() - began
    n_sentences = sum(one.scores.n_sentences for one in evaluated.values())
    figures = {"sentences_per_s": n_sentences / seconds}
    for name, one in evaluated.items():
        figures |= one.scores.to_metrics(name)
    return figures


def _tables(results: dict[str, dict[str, dict[str, float]]], sets: list[str]) -> list[str]:
    lines = []
    seeds = {row: list(runs.values()) for row, runs in results.items()}
    for name in sets:
        lines += [f"### {name}", "", f"| system, trained on | seeds | {' | '.join(COLUMNS)} |"]
        lines += [f"|---|---|{'---|' * len(COLUMNS)}"]
        for cell, runs in seeds.items():
            cells = [_cell([run.get(f"{name}.{key}") for run in runs]) for key in COLUMNS.values()]
            lines.append(f"| {cell} | {len(runs)} | {' | '.join(cells)} |")
        lines.append("")
    lines += ["### Speed", "", "| system, trained on | sentences/s |", "|---|---|"]
    lines += [
        f"| {cell} | {mean(run['sentences_per_s'] for run in runs):.0f} |"
        for cell, runs in seeds.items()
    ]
    return [*lines, ""]


def _cell(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    spread = f" ± {stdev(known):.3f}" if len(known) > 1 else ""
    return f"{mean(known):.3f}{spread}"


if __name__ == "__main__":
    main()
