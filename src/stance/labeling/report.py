"""A page to judge labelling functions on: one self-contained HTML file."""

from html import escape
from pathlib import Path

from stance.files import write_whole
from stance.labeling.disputes import Dispute
from stance.labeling.statistics import Statistics
from stance.labeling.tables import COLUMNS, summary, to_row
from stance.labels import LABELS
from stance.text.characters import readable

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }}
article {{ border-top: 1px solid #bbb; padding: 1rem 0; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.4rem; }}
h2 {{ font-size: 1.1rem; }}
h3 {{ font-size: 1rem; margin: 0; }}
strong, td, .around {{ unicode-bidi: isolate; }}
.where, .around {{ color: #595959; }}
.where {{ font-size: 0.85rem; margin: 0; }}
p {{ margin: 0.5rem 0; }}
strong, .around {{ white-space: pre-line; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 0.85rem; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.15rem 1rem 0.15rem 0; }}
.numbers td:nth-child(n+3), .numbers th:nth-child(n+3) {{ text-align: right; white-space: nowrap; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{summary} Combined by the label model “{model}”.</p>
<h2>What each function does</h2>
<p>Coverage: sentences that it gives a label. Overlap: those that another function labels too.
Conflict: those that another labels otherwise. All three are shares of all sentences. Accuracy
is that of its votes on gold, with the interval that holds the sentences of an article together.
</p>
<div class="wide">
<table class="numbers">
<tr>{header}</tr>
{rows}
</table>
</div>
<h2>Where functions disagree most</h2>
{disputes}
</body>
</html>
"""

_DISPUTE = """<article>
<h3>{outcome}</h3>
<p class="where">{article_id}, sentence {position}; {probabilities}</p>
<p><span class="around">{previous}</span> <strong>{sentence}</strong>
<span class="around">{next}</span></p>
<table>
{votes}
</table>
</article>"""


def write_report_html(statistics: Statistics, path: Path, *, title: str, model: str) -> None:
    """Write statistics and disputes as a page that needs nothing else to be read.

    Args:
        statistics: Of all functions.
        path: HTML file in UTF-8; replaced whole if it exists.
        title: What the page is called.
        model: Name of the label model that combined the votes.
    """
    page = _PAGE.format(
        title=escape(readable(title)),
        summary=escape(summary(statistics)),
        model=escape(model),
        header=_cells(COLUMNS, tag="th"),
        rows="\n".join(f"<tr>{_cells(to_row(one))}</tr>" for one in statistics.functions),
        disputes="\n".join(_dispute(one) for one in statistics.disputes)
        or "<p>No two functions gave a sentence different labels.</p>",
    )
    write_whole(page, path)


def _dispute(dispute: Dispute) -> str:
    gold = "" if dispute.gold is None else f"; people said {dispute.gold}"
    probabilities = ", ".join(
        f"{label.value} {dispute.probabilities[label]:.2f}"
        for label in LABELS
        if label in dispute.probabilities
    )
    return _DISPUTE.format(
        outcome=f"{dispute.label}{gold}",
        article_id=escape(dispute.article_id),
        position=dispute.position,
        probabilities=probabilities or "no probabilities",
        previous=escape(dispute.previous),
        sentence=escape(dispute.sentence),
        next=escape(dispute.next),
        votes="\n".join(
            f"<tr>{_cells((label.value, ', '.join(names)))}</tr>"
            for label in LABELS
            if (names := [name for name, vote in dispute.votes.items() if vote == label])
        ),
    )


def _cells(texts: tuple[str, ...], *, tag: str = "td") -> str:
    return "".join(f"<{tag}>{escape(readable(text))}</{tag}>" for text in texts)
