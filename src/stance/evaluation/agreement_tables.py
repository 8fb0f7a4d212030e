"""The agreement of two annotators as tables: for a terminal, and for a file."""

from collections.abc import Iterator

from rich.console import RenderableType

from stance.evaluation.annotators import AnnotatorAgreement, LabelAgreement
from stance.evaluation.disputes import Dispute
from stance.evaluation.grids import NOTHING, Grid, draw, write

_TEXT_LENGTH = 60


def to_tables(agreement: AnnotatorAgreement, *, max_disputes: int) -> list[RenderableType]:
    """Draw an agreement for a terminal.

    Args:
        agreement: Of two annotators.
        max_disputes: How many disputed sentences to list.

    Returns:
        A table of the labels, one of spans and speakers, one of the disputed sentences.
    """
    return [draw(grid) for grid in _grids(agreement, max_disputes=max_disputes)]


def to_markdown(agreement: AnnotatorAgreement, *, max_disputes: int) -> str:
    """Write the tables of ``to_tables`` as Markdown.

    Args:
        agreement: Of two annotators.
        max_disputes: How many disputed sentences to list.

    Returns:
        Markdown, ending in a line break.
    """
    return "\n".join(write(grid) for grid in _grids(agreement, max_disputes=max_disputes))


def _grids(agreement: AnnotatorAgreement, *, max_disputes: int) -> Iterator[Grid]:
    yield _labels(agreement)
    yield _rest(agreement)
    if agreement.disputes:
        yield _disputes(agreement, max_disputes=max_disputes)


def _labels(agreement: AnnotatorAgreement) -> Grid:
    rows = {"all": agreement.overall}
    rows |= {str(label): one for label, one in agreement.labels.items()}
    return Grid(
        title=f"Labels, {agreement.n_articles} articles, {agreement.n_sentences} sentences",
        header=("label", "agreed", "kappa", "alpha", "first", "second"),
        rows=[_label_row(name, one) for name, one in rows.items()],
    )


def _label_row(name: str, one: LabelAgreement) -> tuple[str, ...]:
    beyond_chance = (_number(one.kappa), _number(one.alpha))
    return (name, f"{one.observed:.3f}", *beyond_chance, str(one.n_first), str(one.n_second))


def _rest(agreement: AnnotatorAgreement) -> Grid:
    found = {
        "source, exact": agreement.source.exact,
        "source, overlap": agreement.source.overlap,
        "cue, exact": agreement.cue.exact,
        "cue, overlap": agreement.cue.overlap,
        "same speaker": agreement.same_speaker,
        "speakers, B³": agreement.speakers.grouping,
    }
    rows = [
        (name, _number(one.f1 if one.n_gold + one.n_predicted else None), str(one.n_gold))
        for name, one in found.items()
    ]
    n_speakers = agreement.speakers.n_speakers
    for name, share in (
        ("speakers, kind", agreement.speakers.kind_accuracy),
        ("speakers, name", agreement.speakers.name_accuracy),
    ):
        rows.append((name, _number(share if n_speakers else None), str(n_speakers)))
    return Grid(
        title="Spans and speakers (F1; kind and name: share of the first's speakers)",
        header=("what", "agreement", "of the first"),
        rows=rows,
    )


def _disputes(agreement: AnnotatorAgreement, *, max_disputes: int) -> Grid:
    shown = agreement.disputes[:max_disputes]
    title = f"In dispute: {len(agreement.disputes)} of {agreement.n_sentences} sentences"
    return Grid(
        title=title if len(shown) == len(agreement.disputes) else f"{title}, first {len(shown)}",
        header=("article", "sentence", "first", "second"),
        rows=[_dispute_row(dispute) for dispute in shown],
        prose=("sentence", "first", "second"),
    )


def _dispute_row(dispute: Dispute) -> tuple[str, ...]:
    text = " ".join(dispute.text.split())
    shown = text if len(text) <= _TEXT_LENGTH else f"{text[: _TEXT_LENGTH - 1]}…"
    first, second = (
        "; ".join(f"{part.value}: {_value(getattr(reading, part.value))}" for part in dispute.parts)
        for reading in (dispute.first, dispute.second)
    )
    return (dispute.article_id, shown, first, second)


def _value(value: str | None) -> str:
    return NOTHING if value is None else str(value)


def _number(number: float | None) -> str:
    return NOTHING if number is None else f"{number:.3f}"
