"""The scores of a run as tables: for a terminal, and for a file."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType

from stance.evaluation.agreement import Agreement
from stance.evaluation.grids import NOTHING, Grid, draw, write
from stance.evaluation.intervals import Estimate
from stance.evaluation.scores import Scores
from stance.labels import short_name

#: Labels up to which one table of 80 columns holds the confusions as well.
_MOST_BESIDE = 4


def to_tables(scores: Mapping[str, Scores]) -> list[RenderableType]:
    """Draw scores for a terminal of 80 columns or more.

    Args:
        scores: By name of the evaluation set.

    Returns:
        A table over all sets, one for the labels of each set, one of speakers, one of source and
        cue, one of hard cases. Nothing in them is told by colour alone.
    """
    return [draw(grid) for grid in _grids(scores)]


def to_markdown(scores: Mapping[str, Scores]) -> str:
    """Write the tables of ``to_tables`` as Markdown.

    Args:
        scores: By name of the evaluation set.

    Returns:
        Markdown with a third-level heading over each table, ending in a line break.
    """
    return "\n".join(write(grid) for grid in _grids(scores))


def _grids(scores: Mapping[str, Scores]) -> Iterator[Grid]:
    yield overview_grid(scores)
    for name, one in scores.items():
        yield from label_grids(name, one)
    yield _speakers(scores)
    yield _spans(scores)
    yield _hard(scores)


def overview_grid(scores: Mapping[str, Scores]) -> Grid:
    """Give the table over all sets."""
    rows = []
    for name, one in scores.items():
        numbers = (
            with_interval(one.estimates["macro_f1"]),
            f"{one.accuracy:.3f}",
            f"{one.ece:.3f}",
        )
        rows.append((name, str(one.n_articles), str(one.n_sentences), *numbers))
    return Grid(
        title="All sets",
        header=("set", "articles", "sentences", "macro-F1 (95 %)", "accuracy", "ECE"),
        rows=rows,
    )


def label_grids(name: str, scores: Scores) -> Iterator[Grid]:
    """Give the table of one set's labels, with what their sentences were read as.

    Args:
        name: Of the set.
        scores: Of the set.

    Yields:
        One table; two if there are so many labels that one would be too wide. In the second one
        the columns are numbered like the rows.
    """
    ratios = ("label", "precision", "recall", "F1", "gold")
    rows = [
        (str(label), *_ratios(found), str(found.n_gold)) for label, found in scores.labels.items()
    ]
    read_as = [tuple(map(str, row.values())) for row in scores.confusion.values()]
    if len(rows) <= _MOST_BESIDE:
        yield Grid(
            title=f"{name}: labels, and what their sentences were read as",
            header=(*ratios, *map(short_name, scores.labels)),
            rows=[(*row, *others) for row, others in zip(rows, read_as, strict=True)],
        )
        return
    yield Grid(title=f"{name}: labels", header=ratios, rows=rows)
    numbered = [f"{number} {label}" for number, label in enumerate(scores.labels, start=1)]
    yield Grid(
        title=f"{name}: what the sentences of each label were read as",
        header=("label", *map(str, range(1, len(numbered) + 1))),
        rows=[(label, *others) for label, others in zip(numbered, read_as, strict=True)],
    )


def _speakers(scores: Mapping[str, Scores]) -> Grid:
    return Grid(
        title="Speakers (speaker, kind and name: accuracy)",
        header=("set", "attributed F1", "speaker", "kind", "name", "B³ F1"),
        rows=_rows(
            scores,
            *("attributed_f1", "speaker_accuracy", "speaker_kind_accuracy"),
            *("speaker_name_accuracy", "speaker_b3_f1"),
        ),
    )


def _spans(scores: Mapping[str, Scores]) -> Grid:
    rows = []
    for name, one in scores.items():
        found = [
            agreement
            for spans in (one.source, one.cue)
            for agreement in (spans.overlap, spans.exact)
        ]
        rows.append((name, *(_number(one.f1, of=one.n_gold) for one in found)))
    return Grid(
        title="Source and cue, F1",
        header=("set", "source overlap", "source exact", "cue overlap", "cue exact"),
        rows=rows,
    )


def _hard(scores: Mapping[str, Scores]) -> Grid:
    return Grid(
        title="Hard cases and confidence",
        header=("set", "carried on", "other as fact", "surest 80 %", "area", "Brier"),
        rows=_rows(
            scores,
            *("carried_expert_recall", "other_as_fact"),
            *("accuracy_at_80", "coverage_area", "brier"),
        ),
    )


def _rows(scores: Mapping[str, Scores], *measures: str) -> list[tuple[str, ...]]:
    rows = []
    for name, one in scores.items():
        found = [one.estimates.get(measure) for measure in measures]
        rows.append((name, *(f"{each.value:.3f}" if each else NOTHING for each in found)))
    return rows


def with_interval(estimate: Estimate) -> str:
    """Give a score and its interval in one cell."""
    interval = estimate.interval
    return f"{estimate.value:.3f} ({interval.low:.3f}–{interval.high:.3f})"


def _ratios(agreement: Agreement) -> tuple[str, str, str]:
    return (
        _number(agreement.precision, of=agreement.n_predicted),
        _number(agreement.recall, of=agreement.n_gold),
        _number(agreement.f1, of=agreement.n_gold + agreement.n_predicted),
    )


def _number(number: float, *, of: int) -> str:
    return f"{number:.3f}" if of else NOTHING
