"""A page to read a model's errors on: one self-contained HTML file."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from stance.evaluation.errors import LabelError, Reading
from stance.files import write_whole
from stance.labels import LABELS
from stance.parts import Span
from stance.text.characters import readable

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff; }}
article {{ border-top: 1px solid #bbb; padding: 1rem 0; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.4rem; }}
h2 {{ font-size: 1rem; margin: 0; }}
strong, td, .around {{ unicode-bidi: isolate; }}
.where, .around {{ color: #595959; }}
.where {{ font-size: 0.85rem; margin: 0; }}
p {{ margin: 0.5rem 0; }}
strong, .around {{ white-space: pre-line; }}
table {{ border-collapse: collapse; font-size: 0.85rem; }}
th, td {{ text-align: left; vertical-align: top; padding: 0.1rem 1rem 0.1rem 0; }}
.model-source {{ background: #cfe3ff; }}
.model-cue {{ background: #ffe2b8; }}
.gold-source {{ border-bottom: 3px solid #1f5fbf; }}
.gold-cue {{ border-bottom: 3px solid #b35c00; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{summary} The most confident come first.
Marked by the model: <span class="model-source">source</span>,
<span class="model-cue">cue</span>. Marked by people: <span class="gold-source">source</span>,
<span class="gold-cue">cue</span>.</p>
{articles}
</body>
</html>
"""

_ARTICLE = """<article>
<h2>{gold}, read as {predicted}</h2>
<p class="where">{article_id}, sentence {position} of {n_sentences}; {probabilities}</p>
<p><span class="around">{previous}</span> {sentence}
<span class="around">{next}</span></p>
<table>
<tr><th></th><th>label</th><th>speaker</th><th>source</th><th>cue</th></tr>
{readings}
</table>
</article>"""


def write_errors_html(errors: Sequence[LabelError], path: Path, *, title: str) -> None:
    """Write errors as a page that needs nothing else to be read.

    Args:
        errors: In the order in which they will stand.
        path: HTML file in UTF-8; replaced whole if it exists.
        title: What the page is called, such as the name of the evaluation set.
    """
    noun = "sentence has" if len(errors) == 1 else "sentences have"
    page = _PAGE.format(
        title=escape(readable(title)),
        summary=f"{len(errors)} {noun} the wrong label.",
        articles="\n".join(_article(error) for error in errors),
    )
    write_whole(page, path)


def _article(error: LabelError) -> str:
    probabilities = ", ".join(
        f"{label.value} {error.probabilities[label]:.2f}"
        for label in LABELS
        if label in error.probabilities
    )
    return _ARTICLE.format(
        gold=error.gold.label.value,
        predicted=error.predicted.label.value,
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
        reading.label.value,
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
