"""Charts of a report, made by Altair and drawn as SVG, so that a page needs no script."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import altair as alt
import vl_convert

from stance.labels import short_name
from stance.rendering.palette import HUES, INK, OUTLET, PAPER, QUIET, RULE

Row: TypeAlias = dict[str, str | float | int | None]

#: Widths at which each chart is drawn, in pixels: for a screen, and for a phone.
WIDTHS = (660, 340)
#: One typeface whose widths the drawing program knows and that most systems have.
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_ROW = 20  # pixels for each mark
#: How long a name beside an axis may be, in pixels, by width.
_NAME_PIXELS = {660: 190, 340: 105}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart ready for a page.

    Attributes:
        title: What it shows.
        svgs: Drawings, one for each of ``WIDTHS``, in light colours.
        spec: The Vega-Lite specification, data included, as JSON.
        rows: The numbers.
    """

    title: str
    svgs: tuple[str, ...]
    spec: str
    rows: Sequence[Row]


def share_chart(
    rows: Sequence[Row], *, title: str, by: str, labels: Sequence[str], outlet: str
) -> Chart:
    """Draw shares with their intervals, a band of marks for each value of a field.

    ``rows`` have ``group``, ``label``, ``share``, ``low`` and ``high``; ``labels`` are in the order
    of the scheme, ``outlet`` is the one of the outlet's own voice.
    """
    names = [short_name(label) for label in labels]
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    data = _data([row | {"label": short_name(str(row["label"]))} for row in rows])
    base = alt.Chart(data).encode(
        y=alt.Y("group:N", title=by, sort=groups),
        yOffset=alt.YOffset("label:N", sort=names),
        color=_colours(names, outlet=short_name(outlet)),
    )
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format="%", tickCount=5)
    rules = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title="share of sentences", scale=scale, axis=axis), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=55, opacity=1).encode(
        x=alt.X("share:Q", scale=scale),
        shape=alt.Shape("label:N", title=None, scale=_shapes(names)),
    )
    height = max(len(groups) * (len(names) * 11 + 8), 60)
    return _drawn(rules + points, title=title, rows=rows, height=height)


def ratio_chart(rows: Sequence[Row], *, title: str, by: str, measure: str) -> Chart:
    """Draw one share with its interval for each value of a field."""
    groups = [str(row["group"]) for row in rows]
    base = alt.Chart(_data(rows)).encode(y=alt.Y("group:N", title=by, sort=groups))
    axis = alt.Axis(format="%", tickCount=5)
    scale = alt.Scale(domain=[0, 1])
    colour = HUES[1].line.light
    rules = base.mark_rule(strokeWidth=2, color=colour).encode(
        x=alt.X("low:Q", title=measure, scale=scale, axis=axis), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=55, color=colour, opacity=1).encode(
        x=alt.X("share:Q", scale=scale)
    )
    return _drawn(rules + points, title=title, rows=rows, height=max(_ROW * len(groups), 60))


def time_chart(
    rows: Sequence[Row], *, title: str, labels: Sequence[str], outlet: str, when: str
) -> Chart:
    """Draw shares over time with their intervals as bands; ``group`` of a row is the time."""
    names = [short_name(label) for label in labels]
    data = _data([row | {"label": short_name(str(row["label"]))} for row in rows])
    base = alt.Chart(data).encode(
        x=alt.X("group:O", title=when, axis=alt.Axis(labelAngle=-45, labelOverlap=True)),
        color=_colours(names, outlet=short_name(outlet)),
    )
    axis = alt.Axis(format="%", tickCount=5)
    bands = base.mark_errorband(opacity=0.18).encode(
        y=alt.Y("low:Q", title="share of sentences", axis=axis), y2="high:Q"
    )
    lines = base.mark_line(strokeWidth=2).encode(y=alt.Y("share:Q"))
    points = base.mark_point(filled=True, size=45, opacity=1).encode(
        y="share:Q", shape=alt.Shape("label:N", title=None, scale=_shapes(names))
    )
    return _drawn(bands + lines + points, title=title, rows=rows, height=240)


def count_chart(rows: Sequence[Row], *, title: str, when: str, speakers: Sequence[str]) -> Chart:
    """Draw how many sentences speakers have over time, a small chart for each of them."""
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("group:O", title=when, axis=alt.Axis(labelAngle=-45, labelOverlap=True)),
        y=alt.Y("speaker:N", title=None, sort=list(speakers)),
    )
    marks = base.mark_circle(color=HUES[0].line.light, opacity=1).encode(
        size=alt.Size("sentences:Q", title="sentences", scale=alt.Scale(range=[20, 350]))
    )
    return _drawn(marks, title=title, rows=rows, height=26 * max(len(speakers), 2))


def stacked_chart(rows: Sequence[Row], *, title: str, by: str, parts: Sequence[str]) -> Chart:
    """Draw parts of a whole; ``rows`` have ``group``, ``part`` and ``sentences``."""
    colours = [hue.line.light for hue in (HUES[5], HUES[6], HUES[4], HUES[7])][: len(parts)]
    groups = list(dict.fromkeys(str(row["group"]) for row in rows))
    numbered = [row | {"order": parts.index(str(row["part"]))} for row in rows]
    chart = (
        alt.Chart(_data(numbered))
        .mark_bar(stroke=PAPER.light, strokeWidth=1)
        .encode(
            x=alt.X(
                "sentences:Q",
                stack="normalize",
                title="share of sentences with a speaker",
                axis=alt.Axis(format="%", tickCount=5),
            ),
            y=alt.Y("group:N", title=by, sort=groups),
            color=alt.Color(
                "part:N", title=None, scale=alt.Scale(domain=list(parts), range=colours)
            ),
            order="order:Q",
        )
    )
    return _drawn(chart, title=title, rows=rows, height=max((_ROW + 4) * len(groups), 60))


def _data(rows: Sequence[Row]) -> alt.Data:
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def _colours(names: Sequence[str], *, outlet: str) -> alt.Color:
    hues = iter(hue.line.light for hue in HUES)
    colours = [OUTLET.light if name == outlet else next(hues, QUIET.light) for name in names]
    scale = alt.Scale(domain=list(names), range=colours)
    return alt.Color("label:N", title=None, scale=scale)


def _shapes(names: Sequence[str]) -> alt.Scale:
    """Give a shape for each label, so that none is told by colour alone."""
    shapes = [_SHAPES[at % len(_SHAPES)] for at in range(len(names))]
    return alt.Scale(domain=list(names), range=shapes)


def _drawn(
    chart: alt.Chart | alt.LayerChart, *, title: str, rows: Sequence[Row], height: int
) -> Chart:
    words = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    words |= {"labelColor": INK.light, "titleColor": INK.light}
    lines = {"gridColor": RULE.light, "domainColor": QUIET.light, "tickColor": QUIET.light}
    config = {
        "font": _FONT,
        "background": PAPER.light,
        "view": {"stroke": None},
        "axis": words | lines,
        "legend": words | {"orient": "top", "symbolOpacity": 1},
    }
    size = {"height": height, "autosize": {"type": "fit-x", "contains": "padding"}}
    shape = {**chart.to_dict(), **size}
    specs = [
        shape | {"width": width, "config": config | {"axisY": {"labelLimit": _NAME_PIXELS[width]}}}
        for width in WIDTHS
    ]
    return Chart(
        title=title,
        svgs=tuple(vl_convert.vegalite_to_svg(spec) for spec in specs),
        spec=json.dumps(specs[0], ensure_ascii=False, indent=1),
        rows=rows,
    )
