"""The report on many articles as one page."""

from collections.abc import Sequence

from stance.counting.estimating import GroupShares
from stance.counting.naming import find_merges
from stance.counting.saving import csv_address
from stance.counting.sections import Shares, share_sections, speaking_sections
from stance.counting.tally import KINDS, Tally
from stance.labels import short_name
from stance.rendering.grids import Grid
from stance.rendering.templating import render
from stance.schemes import LabelScheme

#: Rows that a page shows; the CSV beside has more.
N_SPEAKERS = 25
_N_IN_CSV = 1000
_N_MERGES = 40
_N_UNNAMED = 15


def report_page(
    tally: Tally,
    shares: Shares,
    *,
    title: str,
    methods: Sequence[tuple[str, str]],
    confusion: Grid | None,
    n_left_out: int,
) -> str:
    """Write a report as one page without scripts, which needs nothing from outside.

    Args:
        tally: What was counted.
        shares: What was estimated.
        title: Of the page.
        methods: Names and sentences of the box on methods.
        confusion: The confusion matrix that corrected shares rest on.
        n_left_out: Records without labels.

    Returns:
        HTML; everything quoted in it is escaped.
    """
    named = tally.speakers(N_SPEAKERS, named=True)
    unnamed = tally.speakers(_N_UNNAMED, named=False)
    merges = find_merges(tally.n_sentences_of(named=True))
    return render(
        "shares.html",
        title=title,
        facts=_facts(tally, n_left_out=n_left_out),
        tiles=_tiles(shares.overall, tally.scheme),
        sections=list(share_sections(tally, shares)),
        speaking=list(speaking_sections(tally, named)),
        speakers=named,
        unnamed=unnamed,
        n_unnamed=int(tally.attributed[:, 1].sum()),
        n_attributed=int(tally.attributed.sum()),
        all_speakers=_speakers_csv(tally),
        merges=merges[:_N_MERGES],
        n_merges=len(merges),
        merges_csv=csv_address(
            ("alias", "name"), [(one.alias, one.name) for one in merges], name="aliases"
        ),
        unresolved=tally.unresolved,
        n_unresolved=tally.n_unresolved,
        methods=methods,
        confusion=confusion,
        short_name=short_name,
    )


def _facts(tally: Tally, *, n_left_out: int) -> str:
    times = sorted(set(tally.periods) - {""})
    n_undated = tally.periods.count("")
    facts = [
        f"{tally.n_articles:,} articles",
        f"{int(tally.sums.n_sentences.sum()):,} sentences",
    ]
    if times:
        facts.append(f"{times[0]} to {times[-1]}")
    if times and n_undated:
        facts.append(f"{n_undated:,} without a date")
    if n_left_out:
        facts.append(f"{n_left_out:,} record{'s' * (n_left_out != 1)} without labels left out")
    return " · ".join(facts)


def _tiles(group: GroupShares, scheme: LabelScheme) -> list[tuple[str, str, str]]:
    """Give name, share and interval of each label."""
    best = group.best
    return [
        (short_name(label), f"{share:.0%}", f"{low:.1%} to {high:.1%}")
        for label, share, low, high in zip(
            scheme.names, best.shares, best.low, best.high, strict=True
        )
    ]


def _speakers_csv(tally: Tally) -> tuple[str, str]:
    header = ("name", "named", "sentences", "articles", *map(str, KINDS), "roles", "writings")
    rows = [
        (
            one.name,
            "yes" if one.is_named else "no",
            one.n_sentences,
            one.n_articles,
            *(one.kinds[kind] for kind in KINDS),
            "; ".join(role for role, _ in one.roles),
            "; ".join(one.writings),
        )
        for named in (True, False)
        for one in tally.speakers(_N_IN_CSV, named=named)
    ]
    return csv_address(header, rows, name="speakers")
