"""Write the result tables of the pages from what the measuring commands leave as JSON.

    python experiments/tables.py                            # every table of every page anew
    stance evaluate bundled FILE… --json scores.json        # new figures of the bundled model:
    python experiments/tables.py --scores scores.json       # into docs/results/bundled.json
    python experiments/speakers/causes.py | python experiments/tables.py --grid speakers/causes

A table stands between ``<!-- table: NAME -->`` and ``<!-- /table -->``. A name with a slash is that
of a grid, ``experiments/NAME.json``: what a command printed as a Markdown table; ``make bench``
writes those of ``benchmarks``. The others are made here, from docs/results, the models' own figures
and experiments/outlets.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "docs" / "results"
BUNDLED = RESULTS / "bundled.json"
LEFT_OUT = ROOT / "experiments" / "outlets" / "left-out.json"
ACCURATE = ROOT / "packages" / "accurate" / "stance_news_accurate" / "model" / "model.json"
MARKED = re.compile(r"(<!-- table: (\S+) -->\n).*?(<!-- /table -->)", re.S)
NOTHING = "–"

#: The sets that the pages show, and what they are; {up} is the way to the root.
SETS = {
    "wikinews-dev": "[Wikinews]({up}data/wikinews/README.md) 2020",
    "newsdiscourse-dev": "Reuters, Xinhua, New York Times",
    "ntrex-dev": "[eighteen outlets]({up}data/ntrex/README.md) of 2018",
    "ecb-test": "[pages of 78 sites]({up}data/ecb/README.md), never read for errors",
    "ecb-dev": "pages of 144 more, read for errors",
    "originals-test": "[originals]({up}data/originals/README.md), kept back",
}
#: Real news among them, whose wrong labels the pages count.
REAL = ("wikinews-dev", "newsdiscourse-dev", "ntrex-dev", "ecb-test", "ecb-dev")
SHORT = {
    "official_statement": "official statement",
    "expert_analysis": "expert analysis",
    "reported_fact": "fact",
}
#: What a set's row in docs/results holds of what ``stance evaluate --json`` tells of it.
KEPT = ("digest", "n_articles", "n_sentences", "measures", "confusion")
MEASURES = {
    "macro-F1": ("macro_f1",),
    "accuracy; of the surest 80 %": ("accuracy", "accuracy_at_80"),
    "ECE": ("ece",),
    "right speaker": ("speaker_accuracy",),
    "B³": ("speaker_b3_f1",),
    "kind": ("speaker_kind_accuracy",),
    "neither official nor expert: fact": ("other_as_fact",),
    "experts who go on without a cue": ("carried_expert_recall",),
    "source / cue F1": ("source_overlap_f1", "cue_overlap_f1"),
}
AIMS = ("0.92; 0.88", "–; 0.97", "0.03", "0.92", "0.90", "0.93", "0.90", "0.85", "0.95 / 0.92")

Figures = Mapping[str, Mapping[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--scores", type=Path, help="figures by `stance evaluate --json` to keep")
    parser.add_argument("--grid", help="keep the Markdown table on standard input as this grid")
    options = parser.parse_args()
    if options.scores:
        keep_scores(options.scores, BUNDLED)
    if options.grid:
        write_json(grid_of(sys.stdin.read()), grid_path(options.grid))
    for page in pages():
        page.write_text(rendered(page), encoding="utf-8")


def pages() -> list[Path]:
    """Find the pages that have a table."""
    written = [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("experiments/**/*.md")]
    return [page for page in written if MARKED.search(page.read_text("utf-8"))]


def rendered(page: Path) -> str:
    """Give a page with its tables as the figures have them."""
    up = "../" * (len(page.relative_to(ROOT).parts) - 1)
    return MARKED.sub(
        lambda found: f"{found[1]}{table(found[2]).replace('{up}', up)}\n{found[3]}",
        page.read_text("utf-8"),
    )


def table(name: str) -> str:
    """Give a table as Markdown, by its name."""
    if "/" in name:
        grid = read_json(grid_path(name))
        note = f"\n\n{grid['note']}." if "note" in grid else ""
        return markdown(grid["columns"], grid["rows"]) + note
    return TABLES[name]()


def overview() -> str:
    """Give the table of README: the bundled model, and the floor beside it."""
    found, floor = read_json(BUNDLED), read_json(RESULTS / "floor.json")
    names = ("macro-F1", "ECE", "right speaker", "source / cue F1")
    rows = []
    for name, what in SETS.items():
        cells = [cell(found[name], MEASURES[one]) for one in names]
        floors = cell(floor.get(name, {"measures": {}}), ("macro_f1",))
        rows.append([f"{what} ({found[name]['n_articles']})", cells[0], floors, *cells[1:]])
    return markdown(
        ["articles, none of them learnt from", "macro-F1 (95 %)", "floor", *names[1:]], rows
    )


def measures() -> str:
    """Give all measures of the bundled model, with outlet types left out and what is aimed at."""
    found = read_json(BUNDLED)
    rows = [
        [
            f"{what}: {found[name]['n_articles']}, {found[name]['n_sentences']:,}",
            *(cell(found[name], keys) for keys in MEASURES.values()),
        ]
        for name, what in SETS.items()
    ]
    left_out = list(read_json(LEFT_OUT).values())
    kinds = "[27 kinds of originals]({up}experiments/outlets/README.md), each left out of training"
    rows.append([f"{kinds}: mean; worst", *(over(left_out, keys) for keys in MEASURES.values())])
    rows.append(["**we aim at**", *AIMS])
    return markdown(["articles, sentences", *MEASURES], rows)


def confusions() -> str:
    """Give which labels of real news are wrong, the most frequent first."""
    found, wrong, n_sentences = read_json(BUNDLED), Counter[tuple[str, str]](), 0
    for name in REAL:
        for gold, row in found[name]["confusion"].items():
            n_sentences += sum(row.values())
            wrong.update({(said, gold): n for said, n in row.items() if said != gold})
    rows = [[SHORT[said], SHORT[gold], n] for (said, gold), n in wrong.most_common()]
    rows.append(["**in all**", f"of {n_sentences:,} sentences", wrong.total()])
    return markdown(["it says", "it is", "labels"], rows)


def models() -> str:
    """Give macro-F1 and ECE of the three models."""
    accurate = nested(read_json(ACCURATE)["provenance"]["metrics"])
    sides = (read_json(BUNDLED), accurate, read_json(RESULTS / "fast.json"))
    rows = [
        [
            what.removesuffix(", never read for errors"),
            *(cell(side.get(name, {"measures": {}}), ("macro_f1", "ece")) for side in sides),
        ]
        for name, what in SETS.items()
    ]
    return markdown(["macro-F1; ECE", "bundled", "accurate", "fast"], rows)


def left_out_types() -> str:
    """Give mean and worst over the outlet types that were left out of training."""
    found = read_json(LEFT_OUT)
    rows: list[list[str]] = [["mean"], ["worst"]]
    for keys in MEASURES.values():
        rows[0].append(joined(keys, [f"{mean_of(found.values(), key):.3f}" for key in keys]))
        worst = [worst_of(found, key) for key in keys]
        rows[1].append(joined(keys, [f"`{batch}` {figure:.3f}" for batch, figure in worst]))
    return markdown([f"{len(found)} outlet types", *MEASURES], [*rows, ["we aim at", *AIMS]])


TABLES: Mapping[str, Callable[[], str]] = {
    "overview": overview,
    "measures": measures,
    "confusions": confusions,
    "models": models,
    "left-out": left_out_types,
}


def cell(figures: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Give figures of one set in a cell, each with its 95 % interval if that is on record."""
    known = [figures["measures"].get(key) for key in keys]
    return joined(keys, [NOTHING if one is None else estimate(one, keys) for one in known])


def estimate(figure: Mapping[str, float], keys: Sequence[str]) -> str:
    said = f"{figure['value']:.3f}"
    if "low" not in figure or len(keys) > 1:
        return said
    return f"{said} ({figure['low']:.2f}–{figure['high']:.2f})"


def joined(keys: Sequence[str], cells: Sequence[str]) -> str:
    if set(cells) == {NOTHING}:
        return NOTHING
    return (" / " if keys[0].startswith("source") else "; ").join(cells)


def over(found: Sequence[Mapping[str, float]], keys: Sequence[str]) -> str:
    """Give the means over outlet types; of macro-F1 the worst beside it."""
    means = [f"{mean_of(found, key):.3f}" for key in keys]
    if keys == ("macro_f1",):
        means.append(f"{min(one['macro_f1'] for one in found):.3f}")
    return joined(keys, means)


def mean_of(found: Any, key: str) -> float:
    return fmean(one[key] for one in found if key in one)


def worst_of(found: Figures, key: str) -> tuple[str, float]:
    known = {batch: one[key] for batch, one in found.items() if key in one}
    batch = (max if key == "ece" else min)(known, key=lambda one: known[one])
    return batch, known[batch]


def nested(metrics: Mapping[str, float]) -> dict[str, Any]:
    """Give the figures in a model's ``model.json``, ``set.measure``, by set and measure."""
    found: dict[str, Any] = {}
    for name, figure in metrics.items():
        one, _, measure = name.partition(".")
        found.setdefault(one, {"measures": {}})["measures"][measure] = {"value": figure}
    for one in found.values():
        for measure in [key for key in one["measures"] if f"{key}_low" in one["measures"]]:
            for end in ("low", "high"):
                one["measures"][measure][end] = one["measures"].pop(f"{measure}_{end}")["value"]
    return found


def keep_scores(scores: Path, kept: Path) -> None:
    """Take what ``stance evaluate --json`` wrote into the results, set by set."""
    found = read_json(kept) if kept.exists() else {}
    for name, one in read_json(scores)["sets"].items():
        found[name] = {key: one[key] for key in KEPT if key in one}
    write_json(found, kept)


def grid_path(name: str) -> Path:
    """Tell where a grid is: beside the command that measures it."""
    room = ROOT if name.startswith("benchmarks/") else ROOT / "experiments"
    return room / f"{name}.json"


def grid_of(printed: str) -> dict[str, list[Any]]:
    """Read the first Markdown table of what a command printed."""
    lines = [line for line in printed.splitlines() if line.startswith("|")]
    cells = [[one.strip() for one in line.strip("|").split("|")] for line in lines]
    return {"columns": cells[0], "rows": cells[2:]}


def markdown(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    ruler = ["---", *["---:"] * (len(columns) - 1)]
    lines = [columns, ruler, *rows]
    return "\n".join(f"| {' | '.join(str(one) for one in line)} |" for line in lines)


def read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8"))


def write_json(content: object, path: Path) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
