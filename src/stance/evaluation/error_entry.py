"""One sentence with the wrong label as a piece of a page: its context, both readings, all spans."""

from html import escape
from itertools import pairwise

from stance.evaluation.errors import LabelError, Reading
from stance.parts import Span

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


def write_error(error: LabelError) -> str:
    """Write an error as HTML; whatever an article holds is escaped.

    Args:
        error: The sentence.

    Returns:
        An ``article`` element: gold and predicted label, the sentence between its neighbours with
        source and cue of both sides marked, the probabilities, and a table of the two readings.
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
