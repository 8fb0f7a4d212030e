"""Whose turn it is in a transcript: "PENCE: Well, look, …"."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.chances import outlet_likelier
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.page import Page
from stance.schemes import NEWS, LabelScheme

#: How much likelier those who ask are the outlet's than a model thinks, in natural logarithms.
ASKS = 1.5
#: How much likelier the host's are in which no cue shows another speaker.
HOSTS = 6.0
#: One to six words after any marks, what is in brackets after them, and a colon before more.
_LABEL = re.compile(r"\W*([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5})(?: \([^()]*\))?: ?\S")
#: Who talk with each other have more than one turn; a heading like "FLOODS:" does not come back.
_FEWEST_TURNS = 2
_FEWEST_TALKERS = 2


@dataclass(frozen=True, slots=True)
class _Turn:
    label: Span
    names: tuple[str, ...]
    places: range
    has_question: bool

    @property
    def name(self) -> str:
        """The last word: a surname is enough after the first turn."""
        return self.names[-1]

    @property
    def has_rank(self) -> bool:
        """Whether a title or a role stands there: "SEN. OBI" asks for a body."""
        known = lexicon()
        return any(word in known.titles or word in known.roles for word in self.names)


def with_turns(
    scored: Sequence[ScoredSentence], page: Page, *, scheme: LabelScheme = NEWS
) -> list[ScoredSentence]:
    """Hear the speakers whose names open the turns of a transcript.

    Args:
        scored: The sentences of an article, with a model's scores and spans.
        page: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentences. Where two labels in capitals or more come back after others, every label is
        the source of its sentence, but for those of the outlet ("HOST") and of a questionnaire
        ("Q", "A"); and turns of the host, and of those without a rank who ask in half of them or
        more, are likelier the outlet's.
    """
    sentences = list(scored)
    turns = _turns(sentences, page)
    if not _is_talk(turns):
        return sentences
    n_turns = Counter(turn.name for turn in turns)
    n_asked = Counter(turn.name for turn in turns if turn.has_question)
    asks, answers = lexicon().small["asks"], lexicon().small["answers"]
    ranked = {turn.name for turn in turns if turn.has_rank} | answers
    for turn in turns:
        is_host = turn.name in asks
        first = turn.places.start
        source = None if is_host or turn.name in answers else turn.label
        sentences[first] = replace(sentences[first], source=source)
        mostly_asks = 2 * n_asked[turn.name] >= n_turns[turn.name] and turn.name not in ranked
        for place in turn.places:
            one = sentences[place]
            gain = HOSTS if is_host and one.cue is None else ASKS if mostly_asks else 0.0
            sentences[place] = outlet_likelier(one, gain, scheme=scheme)
    return sentences


def _is_talk(turns: Sequence[_Turn]) -> bool:
    """Whether some take turns with each other: "KOCHI: … KOCHI: … KOLLAM: …" are none."""
    returns = Counter(name for name, _ in groupby(turn.name for turn in turns))
    return sum(count >= _FEWEST_TURNS for count in returns.values()) >= _FEWEST_TALKERS


def _turns(scored: Sequence[ScoredSentence], page: Page) -> list[_Turn]:
    """Find the labels, each with the sentences up to the next; a surname is one's name."""
    found = [
        (place, Span(*label.span(1)))
        for place, sentence in enumerate(scored)
        if (label := _LABEL.match(page.text, *sentence.span)) and _is_label(label[1])
    ]
    if not found:
        return []
    # the last turn is one paragraph: what follows is the outlet's
    starts = [*(place for place, _ in found), _paragraph_end(scored, found[-1][0], page.text)]
    return [
        _Turn(
            label=label,
            names=tuple(word.key for word in page.words_of(label)),
            places=range(place, end),
            has_question="?" in page.text[label.end : scored[end - 1].span.end],
        )
        for (place, label), end in zip(found, starts[1:], strict=True)
    ]


def _is_label(words: str) -> bool:
    """Whether words are in capitals and no heading, or those of a questionnaire."""
    small, key = lexicon().small, words.casefold()
    is_heading = key.split()[-1] in small["heading"]
    return (words.isupper() and not is_heading) or key in small["asks"] | small["answers"]


def _paragraph_end(scored: Sequence[ScoredSentence], place: int, text: str) -> int:
    """Give the index after the last sentence of a sentence's paragraph."""
    end = place + 1
    while end < len(scored):
        if "\n" in text[scored[end - 1].span.end : scored[end].span.start]:
            break
        end += 1
    return end
