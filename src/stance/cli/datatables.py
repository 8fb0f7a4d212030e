"""The tables that `stance data stats` prints."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from stance.corpus.statistics import Group, Spread, Statistics, Voices
from stance.labels import short_name

_MAX_GROUPS = 20


def tables_of(statistics: Statistics) -> Iterator[Table]:
    """Lay out what a corpus holds.

    Args:
        statistics: The counts.

    Yields:
        Tables by label, style, domain, speaker and length.
    """
    yield _label_table(statistics.total)
    labels = [short_name(label) for label in statistics.total.n_sentences]
    yield _group_table("By style (coarse)", statistics.styles, labels=labels)
    yield _group_table("By domain", statistics.domains, labels=labels)
    yield _voice_table(statistics.voices)
    yield _length_table(statistics.lengths)


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _label_table(total: Group) -> Table:
    n_sentences = sum(total.n_sentences.values())
    table = _table(f"{total.n_articles:,} articles", "label", "sentences", "share")
    for label, n in total.n_sentences.items():
        table.add_row(Text(label), f"{n:,}", _share(n, n_sentences))
    table.add_section()
    table.add_row("all", f"{n_sentences:,}", _share(n_sentences, n_sentences))
    return table


def _group_table(title: str, groups: Sequence[Group], *, labels: Sequence[str]) -> Table:
    table = _table(title, "name", "articles", "sentences", *labels)
    for group in groups[:_MAX_GROUPS]:
        n_sentences = sum(group.n_sentences.values())
        shares = [_share(n, n_sentences) for n in group.n_sentences.values()]
        table.add_row(Text(group.name), f"{group.n_articles:,}", f"{n_sentences:,}", *shares)
    if len(groups) > _MAX_GROUPS:
        rest = groups[_MAX_GROUPS:]
        n_articles = sum(group.n_articles for group in rest)
        table.caption = f"and {len(rest)} more with {n_articles:,} articles: see --json"
    return table


def _voice_table(voices: Sequence[Voices]) -> Table:
    table = _table("By speaker", "kind", "speakers", "sentences", "with source", "with cue")
    for one in voices:
        table.add_row(
            one.kind.value if one.kind else "the outlet itself",
            f"{one.n_speakers:,}" if one.kind else "",
            f"{one.n_sentences:,}",
            _share(one.n_sources, one.n_sentences),
            _share(one.n_cues, one.n_sentences),
        )
    return table


def _length_table(lengths: Sequence[Spread]) -> Table:
    table = _table("By length", "of", "least", "median", "mean", "95 in 100", "most")
    for one in lengths:
        values = (one.minimum, one.median, one.mean, one.p95, one.maximum)
        table.add_row(one.name, *(f"{value:,.1f}".removesuffix(".0") for value in values))
    return table


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
