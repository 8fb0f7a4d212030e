"""The tables that `stance data stats` prints."""

from collections.abc import Iterator, Sequence

from stance.cli.output import counted
from stance.corpus.statistics import Group, Spread, Statistics, Voices
from stance.labels import short_name
from stance.rendering.grids import NOTHING, Grid

_MAX_GROUPS = 20


def tables_of(statistics: Statistics) -> Iterator[Grid]:
    """Lay out what a corpus holds by label, style, domain, speaker and length."""
    yield _label_table(statistics.total)
    labels = [short_name(label) for label in statistics.total.n_sentences]
    yield _group_table("By style (coarse)", statistics.styles, labels=labels)
    yield _group_table("By domain", statistics.domains, labels=labels)
    yield _voice_table(statistics.voices)
    yield _length_table(statistics.lengths)


def _label_table(total: Group) -> Grid:
    n_sentences = sum(total.n_sentences.values())
    counts = {**{str(label): n for label, n in total.n_sentences.items()}, "all": n_sentences}
    return Grid(
        title=counted(total.n_articles, "article"),
        header=("label", "sentences", "share"),
        rows=[(label, f"{n:,}", _share(n, n_sentences)) for label, n in counts.items()],
    )


def _group_table(title: str, groups: Sequence[Group], *, labels: Sequence[str]) -> Grid:
    rows = []
    for group in groups[:_MAX_GROUPS]:
        n_sentences = sum(group.n_sentences.values())
        shares = [_share(n, n_sentences) for n in group.n_sentences.values()]
        rows.append((group.name, f"{group.n_articles:,}", f"{n_sentences:,}", *shares))
    rest = groups[_MAX_GROUPS:]
    n_articles = sum(group.n_articles for group in rest)
    return Grid(
        title=title,
        header=("name", "articles", "sentences", *labels),
        rows=rows,
        note=f"and {len(rest)} more with {n_articles:,} articles: see --json" if rest else "",
    )


def _voice_table(voices: Sequence[Voices]) -> Grid:
    return Grid(
        title="By speaker",
        header=("kind", "speakers", "sentences", "with source", "with cue"),
        rows=[
            (
                one.kind.value if one.kind else "the outlet itself",
                f"{one.n_speakers:,}" if one.kind else NOTHING,
                f"{one.n_sentences:,}",
                _share(one.n_sources, one.n_sentences),
                _share(one.n_cues, one.n_sentences),
            )
            for one in voices
        ],
    )


def _length_table(lengths: Sequence[Spread]) -> Grid:
    rows = []
    for one in lengths:
        values = (one.minimum, one.median, one.mean, one.p95, one.maximum)
        rows.append((one.name, *(f"{value:,.1f}".removesuffix(".0") for value in values)))
    header = ("of", "least", "median", "mean", "95 in 100", "most")
    return Grid(title="By length", header=header, rows=rows)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else NOTHING
