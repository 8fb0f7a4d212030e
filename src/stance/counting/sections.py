"""The parts of a report that have a chart: shares by group and time, and how people speak."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stance.counting import charts
from stance.counting.charts import Chart, Row
from stance.counting.estimating import GroupShares
from stance.counting.saving import csv_address, data_address
from stance.counting.shares import FEWEST_LABELLED, Method
from stance.counting.tally import KINDS, Quoting, SpeakerSummary, Tally, split_by
from stance.labels import SpeakerKind, short_name
from stance.rendering.grids import NOTHING, Grid
from stance.schemes import LabelScheme

#: Groups that a page shows, the largest; the CSV beside has all.
N_GROUPS = 20
#: A group of fewer articles has no interval: a bootstrap over so few gives one too narrow.
FEWEST_ARTICLES = 10
_N_OVER_TIME = 10
_WAYS = {
    Quoting.DIRECT: "direct",
    Quoting.PARTLY: "partly quoted",
    Quoting.INDIRECT: "indirect",
}
METHOD_NAMES = {
    Method.COUNTED: "counted labels",
    Method.PROBABILITIES: "sums of probabilities",
    Method.CONFUSION: "confusion matrix",
    Method.PREDICTION_POWERED: "prediction-powered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """All shares that a report shows.

    Attributes:
        overall: Of all articles.
        groups: By field.
        periods: By time, in its order; empty if no article has a date.
    """

    overall: GroupShares
    groups: Mapping[str, Sequence[GroupShares]]
    periods: Sequence[GroupShares]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page.

    Attributes:
        title: What it shows.
        about: A sentence or two above it.
        chart: Its chart, if it has one.
        grid: Its numbers, if they are a table.
        files: Name and ``data:`` address of what can be saved.
    """

    title: str
    about: str
    chart: Chart | None = None
    grid: Grid | None = None
    files: Sequence[tuple[str, str]] = ()


def share_sections(tally: Tally, shares: Shares) -> Iterator[Section]:
    """Show the shares of all articles by method, and those of groups and times."""
    scheme = tally.scheme
    yield _methods_section(shares.overall, scheme)
    for field, groups in shares.groups.items():
        largest = sorted(groups, key=lambda one: (-one.n_sentences, one.name))[:N_GROUPS]
        chosen = _share_rows(largest, scheme)
        more = f" The {N_GROUPS} largest of {len(groups)}; the CSV has all." * (
            len(groups) > N_GROUPS
        )
        yield _section(
            charts.share_chart(
                chosen,
                title=f"Shares by {field}",
                by=field,
                labels=_labels(scheme),
                outlet=str(scheme.outlet),
            ),
            about=_about(largest) + more,
            grid=_share_grid(largest, scheme, field=field),
            rows=_all_rows(groups, scheme),
        )
        yield from _balance(largest, scheme, field=field)
    if shares.periods:
        rows = _share_rows(shares.periods, scheme)
        when = "month" if "-" in shares.periods[0].name else "year"
        yield _section(
            charts.time_chart(
                rows,
                title=f"Shares by {when}",
                labels=_labels(scheme),
                outlet=str(scheme.outlet),
                when=when,
            ),
            about=_about(shares.periods),
            grid=_share_grid(shares.periods, scheme, field=when),
            rows=_all_rows(shares.periods, scheme),
        )


def _methods_section(overall: GroupShares, scheme: LabelScheme) -> Section:
    rows: list[Row] = [
        {"group": METHOD_NAMES[method], **row}
        for method in overall.estimates
        for row in _rows_of(overall, scheme, method=method)
    ]
    return _section(
        charts.share_chart(
            rows,
            title="Shares of all articles, by method",
            by="method",
            labels=_labels(scheme),
            outlet=str(scheme.outlet),
        ),
        about="How far the methods differ is how far a plain count of predicted labels is off. "
        f"The shares above are by: {METHOD_NAMES[overall.method]}. Methods are below.",
        grid=None,
        rows=rows,
    )


def _balance(
    groups: Sequence[GroupShares], scheme: LabelScheme, *, field: str
) -> Iterator[Section]:
    """Compare experts with officials, where the scheme has both."""
    by_kind = scheme.label_of_kind
    if SpeakerKind.EXPERT not in by_kind or SpeakerKind.OFFICIAL not in by_kind:
        return
    expert, official = (
        list(scheme.names).index(by_kind[kind])
        for kind in (SpeakerKind.EXPERT, SpeakerKind.OFFICIAL)
    )
    rows: list[Row] = []
    for group in groups:
        share, low, high = group.best.part(expert, of=[expert, official])
        is_few = group.n_articles < FEWEST_ARTICLES
        if not np.isnan(share):
            ends = {"low": None if is_few else low, "high": None if is_few else high}
            rows.append({"group": group.name, "share": share, **ends})
    if rows:
        chart = charts.ratio_chart(
            rows,
            title=f"Experts against officials, by {field}",
            by=field,
            measure="experts, of experts and officials",
        )
        yield _section(
            chart,
            about="Above one half, experts have more sentences than officials.",
            grid=None,
            rows=rows,
        )


def speaking_sections(tally: Tally, named: Sequence[SpeakerSummary]) -> Iterator[Section]:
    """Show when the speakers with the most sentences speak, and how far speech is quoted."""
    times = sorted(set(tally.periods) - {""})
    most = named[:_N_OVER_TIME]
    rows: list[Row] = [
        {"speaker": one.name, "group": when, "sentences": one.by_period.get(when, 0)}
        for one in most
        for when in times
    ]
    if rows and len(times) > 1:
        when = "month" if "-" in times[0] else "year"
        shown = [row for row in rows if row["sentences"]]
        chart = charts.count_chart(
            shown, title="Speakers over time", when=when, speakers=[one.name for one in most]
        )
        yield _section(
            chart, about=f"The {len(most)} speakers with the most sentences.", grid=None, rows=rows
        )
    if tally.quoting.sum():
        yield _quoting_section("kind of speaker", _by_kind(tally))
    for field, values in tally.groups.items():
        groups = {name: tally.quoting[chosen].sum(axis=(0, 1)) for name, chosen in split_by(values)}
        largest = sorted(groups, key=lambda name: -int(groups[name].sum()))[:N_GROUPS]
        kept = {name: groups[name].tolist() for name in largest if groups[name].sum()}
        if kept:
            yield _quoting_section(field, kept)


def _by_kind(tally: Tally) -> dict[str, list[int]]:
    by_kind = tally.quoting.sum(axis=0)
    return {kind.value: by_kind[at].tolist() for at, kind in enumerate(KINDS)}


def _quoting_section(by: str, groups: Mapping[str, Sequence[int]]) -> Section:
    rows: list[Row] = [
        {"group": name, "part": _WAYS[way], "sentences": counts[way]}
        for name, counts in groups.items()
        for way in Quoting
    ]
    chart = charts.stacked_chart(
        rows, title=f"Direct and indirect speech, by {by}", by=by, parts=list(_WAYS.values())
    )
    about = (
        "Sentences with a speaker: direct if at least half of what is said stands in quotation "
        "marks, indirect if nothing does."
    )
    return _section(chart, about=about, grid=None, rows=rows)


def _about(groups: Sequence[GroupShares]) -> str:
    methods = {group.method for group in groups}
    said = "; ".join(METHOD_NAMES[one] for one in Method if one in methods)
    about = f"Shares (by: {said}) with 95 % intervals"
    if any(group.n_articles < FEWEST_ARTICLES for group in groups):
        about += f", none for groups of fewer than {FEWEST_ARTICLES} articles"
    about += "."
    if Method.PREDICTION_POWERED in methods and len(methods) > 1:
        about += (
            f" Groups with fewer than {FEWEST_LABELLED} labelled articles are corrected by the "
            "confusion matrix of all."
        )
    return about


def _labels(scheme: LabelScheme) -> list[str]:
    return [str(name) for name in scheme.names]


def _share_rows(groups: Sequence[GroupShares], scheme: LabelScheme) -> list[Row]:
    return [
        {"group": group.name, **row}
        for group in groups
        for row in _rows_of(group, scheme, method=group.method)
    ]


def _all_rows(groups: Sequence[GroupShares], scheme: LabelScheme) -> list[Row]:
    """Give the shares of all groups by all methods."""
    return [
        {
            "group": group.name,
            "articles": group.n_articles,
            "sentences": group.n_sentences,
            "labelled_articles": group.n_labelled,
            "method": method.value,
            "shown": "yes" if method is group.method else "no",
            **row,
        }
        for group in groups
        for method in group.estimates
        for row in _rows_of(group, scheme, method=method)
    ]


def _rows_of(group: GroupShares, scheme: LabelScheme, *, method: Method) -> list[Row]:
    found, is_few = group.estimates[method], group.n_articles < FEWEST_ARTICLES
    return [
        {
            "label": label,
            "share": _number(share),
            "low": None if is_few else _number(low),
            "high": None if is_few else _number(high),
        }
        for label, share, low, high in zip(
            _labels(scheme), found.shares, found.low, found.high, strict=True
        )
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 5)


def _share_grid(groups: Sequence[GroupShares], scheme: LabelScheme, *, field: str) -> Grid:
    def cell(group: GroupShares, at: int) -> str:
        found = group.best
        if np.isnan(found.shares[at]):
            return NOTHING
        if group.n_articles < FEWEST_ARTICLES:
            return f"{found.shares[at]:.1%}"
        return f"{found.shares[at]:.1%} ({found.low[at]:.1%}–{found.high[at]:.1%})"

    return Grid(
        title=f"Shares by {field}",
        header=(
            field,
            "articles",
            "labelled",
            "sentences",
            *(short_name(label) for label in scheme.names),
            "method",
        ),
        rows=[
            (
                group.name,
                f"{group.n_articles:,}",
                f"{group.n_labelled:,}",
                f"{group.n_sentences:,}",
                *(cell(group, at) for at in range(len(scheme.names))),
                METHOD_NAMES[group.method],
            )
            for group in groups
        ],
        words=("method",),
    )


def _section(chart: Chart, *, about: str, grid: Grid | None, rows: Sequence[Row]) -> Section:
    name = chart.title.lower().replace(",", "").replace(" ", "-")
    header = list(rows[0])
    return Section(
        title=chart.title,
        about=about,
        chart=chart,
        grid=grid or _plain_grid(chart),
        files=[
            csv_address(header, [[row[one] for one in header] for row in rows], name=name),
            (f"{name}.vl.json", data_address(chart.spec, kind="application/json")),
        ],
    )


def _plain_grid(chart: Chart) -> Grid:
    header = tuple(chart.rows[0])
    return Grid(
        title=chart.title,
        header=header,
        rows=[tuple(_shown(row[name]) for name in header) for row in chart.rows],
        words=tuple(name for name in header if isinstance(chart.rows[0][name], str)),
    )


def _shown(value: object) -> str:
    if value is None:
        return NOTHING
    return f"{value:.1%}" if isinstance(value, float) else str(value)
