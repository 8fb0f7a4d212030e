"""How two models differ, as tables and as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby

from stance.evaluation.comparing import Difference, Flip, SetComparison
from stance.evaluation.measures import LOWER_IS_BETTER
from stance.evaluation.slicing import MeasuredSlice
from stance.labels import short_name
from stance.rendering.grids import NOTHING, Grid

#: The measures of the table over all sets.
_HEADLINES = {
    "macro-F1": "macro_f1",
    "accuracy": "accuracy",
    "speaker": "speaker_accuracy",
    "source": "source_overlap_f1",
    "cue": "cue_overlap_f1",
}
#: So many flipped sentences of each kind are shown on a terminal; a file has all.
N_SHOWN = 10
_HEADER = ("first", "second", "difference (95 %)", "p")


def comparison_grids(
    sets: Mapping[str, SetComparison], *, n_flips: int | None = N_SHOWN
) -> list[Grid]:
    """Give a table over all sets; for each set every measure, the slices, what flipped each way.

    ``n_flips`` of the flipped sentences of each kind are listed; None for all.
    """
    grids = [_overview(sets)]
    for name, one in sets.items():
        grids += [
            _measures(name, one),
            _slices(name, one),
            _flips(f"{name}: wrong before, right now", one.mended, n_flips),
            _flips(f"{name}: right before, wrong now", one.broken, n_flips),
        ]
    return grids


def comparison_rows(sets: Mapping[str, SetComparison]) -> dict[str, list[str | float]]:
    """Give all differences as the columns of one table, slices included.

    Columns are ``set``, ``slice`` (empty for the whole set), ``measure``, ``first``, ``second``,
    ``difference``, ``low``, ``high`` and ``p``, all of the same length.
    """
    columns: dict[str, list[str | float]] = {name: [] for name in ("set", "slice", "measure")}
    for name, one in sets.items():
        parts = {"": one.differences}
        parts |= {f"{part.by}: {part.value}": part.measures for part in one.slices}
        for part_name, differences in parts.items():
            for measure, values in _values(differences).items():
                place = {"set": name, "slice": part_name, "measure": measure}
                for column, value in (place | values).items():
                    columns.setdefault(column, []).append(value)
    return columns


def comparison_values(one: SetComparison) -> dict[str, object]:
    """Give one set's comparison as plain values, ready for JSON."""
    return {
        "n_articles": one.n_articles,
        "n_sentences": one.n_sentences,
        "measures": _values(one.differences),
        "slices": [
            {
                "by": part.by,
                "value": part.value,
                "n_sentences": part.n_sentences,
                "is_small": part.is_small,
                "measures": _values(part.measures),
            }
            for part in one.slices
        ],
        "mended": [asdict(flip) for flip in one.mended],
        "broken": [asdict(flip) for flip in one.broken],
    }


def _values(differences: Mapping[str, Difference]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "first": one.first,
            "second": one.second,
            "difference": one.difference,
            "low": one.interval.low,
            "high": one.interval.high,
            "p": one.p,
        }
        for name, one in differences.items()
    }


def _overview(sets: Mapping[str, SetComparison]) -> Grid:
    rows = []
    for name, one in sets.items():
        found = [one.differences.get(measure) for measure in _HEADLINES.values()]
        rows.append((name, *(f"{each.difference:+.3f}" if each else NOTHING for each in found)))
    return Grid(title="All sets: second less first", header=("set", *_HEADLINES), rows=rows)


def _measures(name: str, one: SetComparison) -> Grid:
    return Grid(
        title=f"{name}: {one.n_sentences} sentences of {one.n_articles} articles",
        header=("measure", *_HEADER),
        rows=[
            (f"{measure}{' ↓' * (measure in LOWER_IS_BETTER)}", *_cells(difference))
            for measure, difference in one.differences.items()
        ],
        note="↓ less is better. Intervals: paired bootstrap by article. p: swapping articles.",
    )


def _slices(name: str, one: SetComparison) -> Grid:
    return Grid(
        title=f"{name}: slices, accuracy",
        header=("slice", "n", *_HEADER),
        rows=[
            row
            for by, slices in groupby(one.slices, key=lambda part: part.by)
            for row in ((f"by {by}", *[""] * 5), *map(_slice, slices))
        ],
        note="n: sentences. * too few to prove much.",
    )


def _slice(part: MeasuredSlice[Difference]) -> tuple[str, ...]:
    size = f"{part.n_sentences}{'*' * part.is_small}"
    return (f"· {part.value}", size, *_cells(part.measures["accuracy"]))


def _cells(one: Difference) -> tuple[str, ...]:
    interval = f"({one.interval.low:+.3f} to {one.interval.high:+.3f})"
    return (
        f"{one.first:.3f}",
        f"{one.second:.3f}",
        f"{one.difference:+.3f} {interval}",
        f"{one.p:.3f}",
    )


def _flips(title: str, flips: Sequence[Flip], n_shown: int | None) -> Grid:
    shown = flips[:n_shown]
    more = f" {len(flips) - len(shown)} more are in --json." if len(shown) < len(flips) else ""
    return Grid(
        title=f"{title} ({len(flips)})",
        header=("sentence", "gold", "first", "second"),
        rows=[
            (
                f"{flip.article_id} {flip.position}: {flip.sentence}",
                *map(short_name, (flip.gold, flip.first, flip.second)),
            )
            for flip in shown
        ],
        note=more.strip(),
        words=("gold", "first", "second"),
        prose=("sentence",),
    )
