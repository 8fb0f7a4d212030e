"""What each lever buys on outlets that are not in training: trains and measures each cell once.

    python experiments/outlets/levers.py [--seeds 1 2 3] [--only accurate …]

Adds to results.json as soon as a cell is measured, goes on where it was stopped, and writes
table.md. Needs the merged Wikinews and GUM texts; the column of newsdiscourse-dev is empty
without data/local/newsdiscourse-dev.jsonl, which is not in the repository.
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

from stance.config import RunConfig, load_config
from stance.files import write_whole
from stance.pipeline.evaluate.sets import flat_metrics
from stance.pipeline.train.train import Listener, train
from stance.run_record.values import RunStatus, read_run

HERE = Path(__file__).parent
OUT = Path("runs/outlets")
RESULTS = HERE / "results.json"
ORIGINALS = Path("data/originals")
#: Batches written for this question, in the order in which they came.
NEW = (
    *("newswire", "background", "expertwire", "essay"),
    *("metro", "citizen", "deeds", "sources"),
    *("rulings", "exchange", "civic", "formerly", "papers"),
    *("dialogue", "county", "columns", "bureaus", "bench"),
    *("volunteer", "bylines", "signals", "window2"),
    *("captions", "desks", "advocates", "plainfolk"),
    *("performatives", "longreads", "argument", "chambers"),
    *("leaders", "portals", "explainers", "findings"),
    *("orders", "aftermath", "goeson", "quietcues"),
    *("datawire", "accounts", "roundup", "standpoint"),
    *("digest", "neighbours", "hustings", "institutes"),
    *("manyvoices", "consult", "translated", "features"),
    *("pundits", "polling", "trail", "deskbiz"),
    *("westminster", "filings", "offscreen", "hometown"),
    *("liveupdates", "airwaves", "barometer", "handouts"),
)
SETS = ("wikinews-dev", "newsdiscourse-dev", "originals-test")
COLUMNS = {
    "macro-F1": "macro_f1",
    "ECE": "ece",
    "speaker": "speaker_accuracy",
    "source": "source_overlap_f1",
    "cue": "cue_overlap_f1",
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One row of the table.

    Attributes:
        what: For readers.
        n_new: How many of the new batches it learns from.
        config: Its recipe below ``configs/``.
        overrides: What else differs from the recipe.
        learns_gum_news: Whether the older Wikinews news is learnt from too, instead of choosing
            the epoch and setting the temperature.
        recast: Chance of a speaker to get another role, where ``overrides`` says no more of it.
    """

    what: str
    n_new: int
    config: str = "fast"
    overrides: tuple[str, ...] = ()
    learns_gum_news: bool = False
    role_swap: float = 0.0


def _members(*fits: str) -> tuple[str]:
    """Give the override that asks for further fits, each told by what differs in it."""
    return ("training.average_fits=[" + ", ".join(f"{{{one}}}" for one in fits) + "]",)


_NO_LAYER = "model.sentence_layers=0"
_AVERAGE, _TEACHER = "training.ema_decay=0.995", "training.distill_from=accurate"
_MILD, _PLAIN, _STRONG = (
    tuple(f"data.train.{part}.perturb={chance}" for part in range(3)) for chance in (0.15, 0, 0.3)
)
_FOUR_EPOCHS = "training.epochs=4"
_SINGLE = ("training.average_fits=[]",)
_ALONE = (*_SINGLE, _FOUR_EPOCHS)
_WIDE = ("model.window.max_tokens=512", "training.batch_windows=6", _AVERAGE)
_MEMBER = ", ".join(_WIDE).replace("=", ": ")
_PAIR = _members(_MEMBER)
_TWO = (*_PAIR, _FOUR_EPOCHS)
_EARLIER = "leave_out: 'batch=" + ",".join(NEW[42:50]) + "'"
_FOUR = (*_members(_MEMBER, _EARLIER, f"{_MEMBER}, {_EARLIER}"), _FOUR_EPOCHS)
_LATE, _LATER = (
    "training.epochs: 4, leave_out: 'batch=" + ",".join(NEW[first:]) + "'" for first in (50, 42)
)
_SIX = _members(_MEMBER, _LATE, f"{_MEMBER}, {_LATE}", _LATER, f"{_MEMBER}, {_LATER}")
_ROLES = "training.role_swap: 0.4"
_ROLES_TOO = (_MEMBER, _ROLES, f"{_MEMBER}, {_ROLES}")
_AGAIN = f"{_ROLES}, seed: 2, training.epochs: 2"
_BOTH = _members(*_ROLES_TOO)
_RECAST_SIX = _members(*_ROLES_TOO, _AGAIN, f"{_MEMBER}, {_AGAIN}")
_SHORT = (*_SINGLE, _NO_LAYER, "training.epochs=3", "export={}")
_LONG = (*_SINGLE, "training.epochs=5")
CELLS = {
    "27-batches": Cell(
        what="the 27 batches of the first corpus",
        n_new=0,
        overrides=(*_SHORT, *_PLAIN),
        learns_gum_news=True,
    ),
    "29-batches": Cell(
        what="+ newswire, background", n_new=2, overrides=(*_SHORT, *_PLAIN), learns_gum_news=True
    ),
    "31-batches": Cell(
        what="+ expertwire, essay; GUM news held out", n_new=4, overrides=(*_SHORT, *_PLAIN)
    ),
    "33-batches": Cell(what="+ metro, citizen; perturbed", n_new=6, overrides=(*_SHORT, *_MILD)),
    "35-batches": Cell(
        what="+ deeds, sources; 5 epochs", n_new=8, overrides=(*_LONG, _NO_LAYER, *_MILD)
    ),
    "49-batches": Cell(
        what="+ the fourteen of rulings to window2",
        n_new=22,
        overrides=(*_LONG, _NO_LAYER, *_MILD),
    ),
    "sentence-layer": Cell(
        what="49 batches, a transformer layer over sentences", n_new=22, overrides=(*_LONG, *_MILD)
    ),
    "everything": Cell(
        what="49 batches, layer, teacher, averaged weights, perturbed twice as often",
        n_new=22,
        overrides=(*_LONG, _AVERAGE, _TEACHER, *_STRONG),
    ),
    "61-batches": Cell(
        what="61 batches, layer, 4 epochs: the bundled model before", n_new=34, overrides=_ALONE
    ),
    "69-batches": Cell(
        what="+ the eight of orders to standpoint; confidence of what users see",
        n_new=42,
        overrides=_ALONE,
    ),
    "second-fit": Cell(
        what="the same, windows of 512 tokens, averaged weights",
        n_new=42,
        overrides=(*_ALONE, *_WIDE),
    ),
    "two-fits": Cell(
        what="both averaged into one: the bundled model before",
        n_new=42,
        overrides=_TWO,
    ),
    "77-batches": Cell(
        what="77 batches, + the eight of digest to features; news outlets by name",
        n_new=50,
        overrides=_ALONE,
    ),
    "77-batches-wide": Cell(
        what="the same, windows of 512 tokens, averaged weights",
        n_new=50,
        overrides=(*_ALONE, *_WIDE),
    ),
    "77-two-fits": Cell(
        what="both averaged into one",
        n_new=50,
        overrides=_TWO,
    ),
    "four-fits": Cell(
        what="and with the two fits of 69 batches: four averaged, the bundled model before",
        n_new=50,
        overrides=_FOUR,
    ),
    "89-batches": Cell(
        what="89 batches, + the twelve of pundits to handouts, 3 epochs",
        n_new=62,
        overrides=_SINGLE,
    ),
    "89-batches-wide": Cell(
        what="the same, windows of 512 tokens, averaged weights",
        n_new=62,
        overrides=(*_SINGLE, *_WIDE),
    ),
    "89-two-fits": Cell(
        what="both averaged into one",
        n_new=62,
        overrides=_PAIR,
    ),
    "six-fits": Cell(
        what="and with those of 77 and of 69 batches: six averaged, the bundled model before",
        n_new=62,
        overrides=_SIX,
    ),
    "recast-two-fits": Cell(
        what="89 batches, speakers in other roles, the same two",
        n_new=62,
        overrides=_PAIR,
        role_swap=0.4,
    ),
    "recast-four-fits": Cell(
        what="and with the two of 89 batches as they are: four averaged",
        n_new=62,
        overrides=_BOTH,
    ),
    "recast-six-fits": Cell(
        what="and with two more in other roles, another seed and 2 epochs",
        n_new=62,
        overrides=_RECAST_SIX,
    ),
    "recast-release": Cell(
        what="two in other roles, two of 77 and two of 69 as they are: the bundled model before",
        n_new=62,
        role_swap=0.4,
    ),
    "described-two-fits": Cell(
        what="89 batches, other roles for whomever an article describes, the same two",
        n_new=62,
        overrides=_PAIR,
        role_swap=0.25,
    ),
    "release": Cell(
        what="these two, two of 77 and two of 69 batches as they are: bundled before, fast today",
        n_new=62,
        role_swap=0.25,
    ),
    "taught": Cell(
        what="69 batches, taught by the accurate model", n_new=42, overrides=(*_ALONE, _TEACHER)
    ),
    "averaged": Cell(what="69 batches, averaged weights", n_new=42, overrides=(*_ALONE, _AVERAGE)),
    "57-batches-large": Cell(
        what="57 batches, MPNet-base, ten layers: the accurate model before",
        n_new=30,
        config="accurate",
        overrides=_SINGLE,
    ),
    "accurate": Cell(
        what="89 batches, the same: the accurate model before",
        n_new=62,
        config="accurate",
        overrides=_SINGLE,
    ),
    "codebooks": Cell(
        what="that model with its weights in codebooks: the bundled model before",
        n_new=62,
        config="release",
        overrides=_SINGLE,
    ),
    "large-two-fits": Cell(
        what="averaged with a fit in other roles: the accurate model", n_new=62, config="accurate"
    ),
    "large-release": Cell(
        what="that average with its weights in codebooks: the bundled model",
        n_new=62,
        config="release",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--only", nargs="+", choices=CELLS, default=list(CELLS))
    options = parser.parse_args()
    for seed in options.seeds:
        for name in options.only:
            if f"{name}-{seed}" not in read_results():
                keep(f"{name}-{seed}", _measure(name, seed=seed))
    write_whole(table(read_results()), HERE / "table.md")


def read_results() -> dict[str, Mapping[str, float]]:
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def keep(cell: str, figures: Mapping[str, float]) -> None:
    """Add figures to results.json at once, so that a restart need not measure them again."""
    found = read_results() | {cell: dict(figures)}
    write_whole(json.dumps(found, indent=1, sort_keys=True) + "\n", RESULTS)


def _measure(name: str, *, seed: int) -> dict[str, float]:
    print(f"── {name}, seed {seed}", flush=True)
    runs = OUT / f"{name}-{seed}"
    states = [read_run(path.parent).status for path in runs.glob("*/run.json")]
    resume = bool(states) and RunStatus.FINISHED not in states
    listener = Listener(
        say=lambda text: print(text, flush=True),
        fitting=lambda step: step.dev_macro_f1 and print(step, flush=True),
        evaluating=lambda *_: None,
    )
    outcome = train(_config(name, seed=seed), listener=listener, resume=resume, runs=runs)
    return flat_metrics(outcome.scores)


def _config(name: str, *, seed: int) -> RunConfig:
    cell = CELLS[name]
    folder = OUT / "corpora" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in ORIGINALS.glob("*.jsonl"):
        if path.stem not in NEW[cell.n_new :]:
            shutil.copy(path, folder)
    recipe = load_config(Path(f"configs/{cell.config}.yaml"))
    data = recipe.data.model_dump(mode="json", exclude_none=True)
    if cell.learns_gum_news:
        data["train"][2] = {"name": "gum-train", "files": data["train"][2]["files"]}
        data["dev"], data["calibrate_on"] = data["dev"][:1], []
    for part in (*data["train"], *data["dev"], *data["evaluation"]):
        part["files"] = part["files"].replace(str(ORIGINALS), str(folder))
    return load_config(
        Path(f"configs/{cell.config}.yaml"),
        overrides=[
            f"name={name}",
            f"seed={seed}",
            f"data={json.dumps(data)}",
            "tracking.enabled=false",
            f"training.role_swap={cell.recast}",
            *cell.overrides,
        ],
    )


def table(results: Mapping[str, Mapping[str, float]]) -> str:
    heads = [f"{one} {column}" for one in SETS for column in COLUMNS]
    lines = [
        f"| learnt from | seeds | {' | '.join(heads)} |",
        f"| --- | ---: | {' | '.join('---:' for _ in heads)} |",
    ]
    for name, cell in CELLS.items():
        runs = [found for key, found in results.items() if key.rpartition("-")[0] == name]
        if runs:
            figures = [_figure(runs, f"{one}.{key}") for one in SETS for key in COLUMNS.values()]
            lines.append(f"| {cell.what} | {len(runs)} | {' | '.join(figures)} |")
    return "\n".join(lines) + "\n"


def _figure(runs: list[Mapping[str, float]], key: str) -> str:
    found = [run[key] for run in runs if key in run]
    if not found:
        return "–"
    spread = f" ± {stdev(found):.3f}" if len(found) > 1 else ""
    return f"{mean(found):.3f}{spread}"


if __name__ == "__main__":
    main()
