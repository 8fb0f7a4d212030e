"""The levers' table: what each bought over the base, seed by seed."""

from collections.abc import Mapping, Sequence
from statistics import mean, stdev

from cells import CELLS

SETS = ("wikinews-dev", "newsdiscourse-dev", "gum-news", "left-out")
#: Columns of the second table, by what they are called.
OTHERS = {
    "ECE": "ece",
    "speaker": "speaker_accuracy",
    "kind": "speaker_kind_accuracy",
    "source": "source_overlap_f1",
    "cue": "cue_overlap_f1",
}
#: Rows that need no training: the base without a part of the resolver.
PARTS = {
    "each sentence alone, no speakers": "macro_f1_alone",
    "speakers pooled, without words for them": "macro_f1_without_words",
}
_Results = Mapping[str, Mapping[str, float]]


def table(results: _Results) -> str:
    """Write what was measured as two tables in Markdown.

    Args:
        results: Figures by cell and seed, ``layer-2``.

    Returns:
        Macro-F1 and what it is over the base of the same seed; then the other figures.
    """
    by_cell = {name: _by_seed(results, name) for name in CELLS}
    base = by_cell["base"]
    rows = [
        [what, len(base), "", *_gains(base, base, key), _mean_gain(base, base, key)]
        for what, key in PARTS.items()
    ]
    for name, cell in CELLS.items():
        runs = by_cell[name]
        if runs:
            n_sentences = f"{mean(run['sentences'] for run in runs.values()):,.0f}"
            gains = _gains(runs, base, "macro_f1")
            last = _mean_gain(runs, base, "macro_f1")
            rows.append([cell.what, len(runs), n_sentences, *gains, last])
    heads = ["base and", "seeds", "sentences", *SETS, "mean gain"]
    others = [
        [CELLS[name].what, *(_spread(runs, one, key) for one in SETS for key in OTHERS.values())]
        for name, runs in by_cell.items()
        if runs
    ]
    other_heads = ["", *(f"{one} {column}" for one in SETS for column in OTHERS)]
    return "\n\n".join([_markdown(heads, rows), _markdown(other_heads, others)]) + "\n"


def _by_seed(results: _Results, name: str) -> dict[str, Mapping[str, float]]:
    split = [(*key.rpartition("-")[::2], found) for key, found in results.items()]
    return {seed: found for cell, seed, found in split if cell == name}


def _gains(runs: _Results, base: _Results, key: str) -> list[str]:
    """Give each set's mean, and its gain over the base of the same seed, mean ± deviation."""
    cells = []
    for one in SETS:
        figure = _spread(runs, one, key, with_deviation=False)
        gains = [gain[one] for gain in _by_set(runs, base, key) if one in gain]
        cells.append(f"{figure} ({_signed(gains)})" if any(gains) else _spread(runs, one, key))
    return cells


def _mean_gain(runs: _Results, base: _Results, key: str) -> str:
    """Give the gain in the mean of the sets, over the seeds."""
    gains = [mean(gain.values()) for gain in _by_set(runs, base, key)]
    return _signed(gains) if any(gains) else ""


def _by_set(runs: _Results, base: _Results, key: str) -> list[dict[str, float]]:
    """Give the gain on each set that was measured, for each seed that both have."""
    return [
        {
            one: runs[seed][f"{one}.{key}"] - base[seed][f"{one}.macro_f1"]
            for one in SETS
            if f"{one}.{key}" in runs[seed] and f"{one}.macro_f1" in base[seed]
        }
        for seed in runs
        if seed in base
    ]


def _signed(gains: Sequence[float]) -> str:
    spread = f" ± {stdev(gains):.3f}" if len(gains) > 1 else ""
    return f"{mean(gains):+.3f}{spread}"


def _spread(runs: _Results, one: str, key: str, *, with_deviation: bool = True) -> str:
    found = [run[f"{one}.{key}"] for run in runs.values() if f"{one}.{key}" in run]
    if not found:
        return "–"
    spread = f" ± {stdev(found):.3f}" if with_deviation and len(found) > 1 else ""
    return f"{mean(found):.3f}{spread}"


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    return "\n".join(lines + [f"| {' | '.join(map(str, row))} |" for row in rows])
