"""An article's sentences and speakers as plain text."""

from collections.abc import Collection, Sequence
from itertools import zip_longest
from textwrap import wrap

from stance.labels import short_name
from stance.parts import Sentence, Speaker
from stance.printing import on_one_line

#: How many characters a line has in which columns are aligned.
WIDTH = 100
#: What goes on in the next line gets at least this many, however wide its neighbours are.
_NARROWEST = 30
_SPEAKER_COLUMNS = ("", "kind", "name", "role", "sentences")
_NO_SENTENCES = "(no sentences)"


def aligned(
    text: str,
    sentences: Sequence[Sentence],
    speakers: Sequence[Speaker],
    *,
    uncertain_below: float = 0.0,
) -> str:
    """Lay out an article for people, as a terminal shows it but for the colours.

    Args:
        text: The article.
        sentences: Its sentences.
        speakers: Its speakers.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], get a question mark.

    Returns:
        A line for each sentence with label, confidence and speaker, and a table of the speakers;
        what does not fit into ``WIDTH`` characters goes on in the next line.
    """
    if not sentences:
        return _NO_SENTENCES
    rows = [sentence_cells(text, one, uncertain_below=uncertain_below) for one in sentences]
    lines = _in_columns(rows, right={1}, folded={3})
    if speakers:
        table = [_SPEAKER_COLUMNS, *(speaker_cells(one) for one in speakers)]
        lines += ["", *_in_columns(table, right={4}, folded={2, 3})]
    return "\n".join(lines)


def tabbed(
    text: str,
    sentences: Sequence[Sentence],
    speakers: Sequence[Speaker],
    *,
    uncertain_below: float = 0.0,
) -> str:
    """Lay out an article for programs: a line for each sentence and speaker, tabs between cells.

    Args:
        text: The article.
        sentences: Its sentences.
        speakers: Its speakers.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], get a question mark.

    Returns:
        Lines of label, confidence, speaker and sentence; behind an empty line, those of speaker,
        kind, name, role and number of sentences.
    """
    if not sentences:
        return _NO_SENTENCES
    rows = [sentence_cells(text, one, uncertain_below=uncertain_below) for one in sentences]
    lines = ["\t".join(row) for row in rows]
    if speakers:
        lines += ["", *("\t".join(speaker_cells(one)) for one in speakers)]
    return "\n".join(lines)


def sentence_cells(
    text: str, sentence: Sentence, *, uncertain_below: float = 0.0
) -> tuple[str, str, str, str]:
    """Give label, confidence, speaker and words of a sentence, as people read them."""
    mark = "?" if sentence.confidence < uncertain_below else ""
    return (
        f"{short_name(sentence.label)}{mark}",
        f"{sentence.confidence:.0%}",
        sentence.speaker or "",
        on_one_line(text[sentence.start : sentence.end]),
    )


def speaker_cells(speaker: Speaker) -> tuple[str, str, str, str, str]:
    """Give id, kind, name, role and number of sentences of a speaker, as people read them."""
    name, role = on_one_line(speaker.name), on_one_line(speaker.role)
    return speaker.id, speaker.kind.value, name, role, str(speaker.n_sentences)


def _in_columns(
    rows: Sequence[Sequence[str]], *, right: Collection[int], folded: Collection[int]
) -> list[str]:
    """Align cells; those of the columns ``folded`` go on in the next line if they must."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = WIDTH - len(widths) + 1 - sum(widths) + sum(widths[index] for index in folded)
    for index in folded:
        widths[index] = min(widths[index], max(_NARROWEST, room // len(folded)))
    lines = []
    for row in rows:
        cells = (wrap(cell, width or 1) for cell, width in zip(row, widths, strict=True))
        for parts in zip_longest(*cells, fillvalue=""):
            placed = (
                part.rjust(width) if index in right else part.ljust(width)
                for index, (part, width) in enumerate(zip(parts, widths, strict=True))
            )
            lines.append(" ".join(placed).rstrip())
    return lines
