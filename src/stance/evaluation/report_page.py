"""The report on a model: one self-contained HTML file, to be read without anything else."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from stance.evaluation.errors import LabelError, Reading
from stance.evaluation.figures import Picture
from stance.evaluation.grids import Grid, write_html
from stance.evaluation.reports import ArticleScores, SetReport
from stance.evaluation.tables import overview_grid, set_grids
from stance.files import write_whole
from stance.parts import Span
from stance.text.characters import readable

#: Articles that are listed as the worst ones.
N_WORST = 20

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }
article { border-top: 1px solid #bbb; padding: 1rem 0; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.3rem; border-top: 2px solid #1a1a1a; padding-top: 1rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; margin: 0; }
strong, td, .around { unicode-bidi: isolate; }
.where, .around { color: #595959; }
.where { font-size: 0.85rem; margin: 0; }
p { margin: 0.5rem 0; }
strong, .around { white-space: pre-line; }
table { border-collapse: collapse; font-size: 0.85rem; }
th, td { text-align: left; vertical-align: top; padding: 0.1rem 1rem 0.1rem 0; }
.model-source { background: #cfe3ff; }
.model-cue { background: #ffe2b8; }
.gold-source { border-bottom: 3px solid #1f5fbf; }
.gold-cue { border-bottom: 3px solid #b35c00; }
table.numbers td { text-align: right; font-variant-numeric: tabular-nums; }
table.numbers tr:nth-child(even) { background: #f3f3f3; }
.scrolled { overflow-x: auto; }
img { width: 35rem; max-width: 100%; }
"""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
{warnings}
{overview}
{sets}
</body>
</html>
"""

_KEY = """<p>Marked by the model: <span class="model-source">source</span>,
<span class="model-cue">cue</span>. Marked by people: <span class="gold-source">source</span>,
<span class="gold-cue">cue</span>.</p>"""

_ENTRY = """<article>
<h4>{gold}, read as {predicted}</h4>
<p class="where">{article_id}, sentence {position} of {n_sentences}; {probabilities}</p>
<p><span class="around">{previous}</span> {sentence}
<span class="around">{next}</span></p>
<table>
<tr><th></th><th>label</th><th>speaker</th><th>source</th><th>cue</th></tr>
{readings}
</table>
</article>"""


def write_report_html(
    reports: Mapping[str, SetReport],
    path: Path,
    *,
    pictures: Mapping[str, Sequence[Picture]],
    title: str,
    readable_sets: Sequence[str] | None = None,
    warnings: Sequence[str] = (),
) -> None:
    """Write a report with figures, slices, the worst articles, and every error in its context.

    ``readable_sets`` are those whose articles may be read; of the others, which stay unseen so that
    nobody learns from them, only numbers are shown. None stands for all. ``warnings`` are what
    readers have to know of the figures, a sentence each.
    """
    names = list(reports) if readable_sets is None else readable_sets
    page = _PAGE.format(
        title=escape(readable(title)),
        style=_STYLE,
        warnings="\n".join(f"<p>{escape(readable(one))}</p>" for one in warnings),
        overview=write_html(overview_grid({name: one.scores for name, one in reports.items()})),
        sets="\n".join(
            _section(name, report, pictures=pictures[name], may_read=name in names)
            for name, report in reports.items()
        ),
    )
    write_whole(page, path)


def _section(name: str, report: SetReport, *, pictures: Sequence[Picture], may_read: bool) -> str:
    tables = [f'<div class="scrolled">{write_html(grid)}</div>' for grid in set_grids(name, report)]
    parts = [f"<h2>{escape(readable(name))}</h2>", *map(_shown, pictures), *tables]
    if may_read:
        parts += [write_html(_worst(report.worst)), _errors(report.errors)]
    content = "\n".join(parts)
    return f"<section>\n{content}\n</section>"


def _shown(picture: Picture) -> str:
    data = b64encode(picture.png).decode("ascii")
    return f'<img alt="{escape(picture.about)}" src="data:image/png;base64,{data}">'


def _worst(articles: Sequence[ArticleScores]) -> Grid:
    n_right = f"; {len(articles) - N_WORST} more have some" if len(articles) > N_WORST else ""
    return Grid(
        title="The worst articles",
        header=("article", "title", "wrong", "sentences", "share"),
        rows=[
            (
                *(one.article_id, one.title, str(one.n_wrong), str(one.n_sentences)),
                f"{one.n_wrong / one.n_sentences:.0%}",
            )
            for one in articles[:N_WORST]
        ],
        note=f"Articles with wrong labels, the largest share of them first{n_right}.",
    )


def _errors(errors: Sequence[LabelError]) -> str:
    noun = "sentence has" if len(errors) == 1 else "sentences have"
    return "\n".join(
        [
            "<h3>Every error</h3>",
            f"<p>{len(errors)} {noun} the wrong label. The most confident come first.</p>",
            _KEY,
            *map(_error, errors),
        ]
    )


def _error(error: LabelError) -> str:
    """Write a sentence with the wrong label between its neighbours, and what each side says.

    Whatever an article holds is escaped.
    """
    probabilities = ", ".join(
        f"{label} {probability:.2f}" for label, probability in error.probabilities.items()
    )
    return _ENTRY.format(
        gold=error.gold.label,
        predicted=error.predicted.label,
        article_id=escape(error.article_id),
        position=error.position,
        n_sentences=error.n_sentences,
        probabilities=probabilities or "no probabilities",
        previous=escape(error.previous),
        sentence=_marked(error),
        next=escape(error.next),
        readings="\n".join(
            (_reading("gold", error, error.gold), _reading("model", error, error.predicted))
        ),
    )


def _reading(side: str, error: LabelError, reading: Reading) -> str:
    cells = (
        str(reading.label),
        reading.speaker or "the outlet",
        error.words_of(reading.source) or "–",
        error.words_of(reading.cue) or "–",
    )
    return f"<tr><th>{side}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _marked(error: LabelError) -> str:
    """Give the sentence in pieces, each with the classes of all spans that it lies in.

    Spans of the two sides may cross, which nested elements could not show.
    """
    spans: dict[str, Span | None] = {
        "model-source": error.predicted.source,
        "model-cue": error.predicted.cue,
        "gold-source": error.gold.source,
        "gold-cue": error.gold.cue,
    }
    marks = {name: span for name, span in spans.items() if span}
    cuts = {0, len(error.sentence), *(edge for span in marks.values() for edge in span)}
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        text = escape(error.sentence[start:end])
        names = [name for name, span in marks.items() if span.start <= start and end <= span.end]
        pieces.append(f'<span class="{" ".join(names)}">{text}</span>' if names else text)
    return f"<strong>{''.join(pieces)}</strong>"
