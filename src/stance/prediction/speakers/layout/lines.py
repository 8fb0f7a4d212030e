"""Which sentences stand in one line of an article."""

from collections.abc import Sequence

from stance.prediction.scores import ScoredSentence


def lines_of(scored: Sequence[ScoredSentence], text: str) -> list[list[int]]:
    """Give the places of the sentences of each line.

    Args:
        scored: The sentences of an article, in order.
        text: The article.

    Returns:
        From top to bottom; a line has one sentence at least.
    """
    lines: list[list[int]] = []
    for place in range(len(scored)):
        if not place or breaks_after(place - 1, scored, text=text):
            lines.append([])
        lines[-1].append(place)
    return lines


def end_of_line(place: int, scored: Sequence[ScoredSentence], *, text: str) -> int:
    """Give the place after the last sentence of the line in which a sentence stands."""
    end = place + 1
    while end < len(scored) and not breaks_after(end - 1, scored, text=text):
        end += 1
    return end


def breaks_after(place: int, scored: Sequence[ScoredSentence], *, text: str) -> int:
    """Count the line ends between a sentence and the next."""
    return text.count("\n", scored[place].span.end, scored[place + 1].span.start)
