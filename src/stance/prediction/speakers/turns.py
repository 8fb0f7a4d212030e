"""Whose turn it is in a transcript: "PENCE: Well, look, …"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.chances import outlet_likelier
from stance.prediction.speakers.lexicon import lexicon
from stance.schemes import NEWS, LabelScheme

#: How much likelier those who ask are the outlet's than a model thinks, in natural logarithms.
ASKS = 1.5
#: How much less likely those who answer are.
ANSWERS = 1.5
#: One to five words in capitals, after any marks, and more after their colon.
_LABEL = re.compile(r"\W*((?:[^\W\d_a-z][^\W\d_a-z'’.-]+ ){0,4}[^\W\d_a-z][^\W\d_a-z'’.-]+): ?\w")
#: A heading like "FLOODS:" stands once; who talks with somebody has more than one turn.
_FEWEST_TURNS = 2
_FEWEST_TALKERS = 2


@dataclass(frozen=True, slots=True)
class _Turn:
    label: Span
    name: str
    places: range
    asks: bool


def with_turns(
    scored: Sequence[ScoredSentence], text: str, *, scheme: LabelScheme = NEWS
) -> list[ScoredSentence]:
    """Hear the speakers whose names open the turns of a transcript.

    Args:
        scored: The sentences of an article, with a model's scores and spans.
        text: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentences. Where two labels in capitals or more open several sentences each, every
        label is the source of its sentence, but for the outlet's own ("HOST", "Q"); and turns of
        the outlet, and of those who ask in half of them or more, are likelier the outlet's, all
        others less likely.
    """
    sentences = list(scored)
    turns = _turns(sentences, text)
    n_turns = Counter(turn.name for turn in turns)
    n_asked = Counter(turn.name for turn in turns if turn.asks)
    if sum(count >= _FEWEST_TURNS for count in n_turns.values()) < _FEWEST_TALKERS:
        return sentences
    for turn in turns:
        first = turn.places.start
        is_outlet = turn.name.casefold() in lexicon().small["asks"]
        source = None if is_outlet else turn.label
        sentences[first] = replace(sentences[first], source=source)
        asks = is_outlet or 2 * n_asked[turn.name] >= n_turns[turn.name]
        gain = ASKS if asks else -ANSWERS
        for place in turn.places:
            sentences[place] = outlet_likelier(sentences[place], gain, scheme=scheme)
    return sentences


def _turns(scored: Sequence[ScoredSentence], text: str) -> list[_Turn]:
    """Find the labels in capitals, each with the sentences up to the next."""
    found = [
        (place, Span(*label.span(1)))
        for place, sentence in enumerate(scored)
        if (label := _LABEL.match(text, *sentence.span))
    ]
    end = found[-1][0] + 1 if found else 0
    while 0 < end < len(scored) and "\n" not in text[scored[end - 1].span.end : scored[end].span.start]:
        end += 1  # the last turn is one paragraph; what follows is the outlet's
    starts = [*(place for place, _ in found), end]
    return [
        _Turn(
            label=label,
            name=text[label.start : label.end],
            places=range(place, end),
            asks="?" in text[label.end : scored[end - 1].span.end],
        )
        for (place, label), end in zip(found, starts[1:], strict=True)
    ]
