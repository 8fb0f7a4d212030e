"""Whose turn it is in a transcript: "PENCE: Well, look, …"."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import outlet_likelier
from stance.prediction.speakers.layout import end_of_line
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import fold
from stance.schemes import NEWS, LabelScheme

#: How much likelier those who ask are the outlet's than a model thinks, in natural logarithms.
ASKS = 1.5
#: How much likelier the host's are in which no cue shows another speaker.
HOSTS = 6.0
#: One to six words after any marks, what is in brackets after them, and a colon before more.
_LABEL = re.compile(r"\W*([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5})(?: \(([^()]*)\))?: ?\S")
#: Who talk with each other have more than one turn; a heading like "FLOODS:" does not come back.
_FEWEST_TURNS = 2
_FEWEST_TALKERS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A label and the sentences up to the next.

    Attributes:
        label: The words that say whose turn it is.
        names: Folded words of the label.
        alias: Folded initials by which other labels call whom this one names in full, or "".
        places: Indices of the sentences.
        has_question: Whether somebody asks in it.
    """

    label: Span
    names: tuple[str, ...]
    alias: str
    places: range
    has_question: bool

    @property
    def name(self) -> str:
        """The last word: a surname is enough after the first turn."""
        return self.alias or self.names[-1]

    @property
    def called(self) -> str:
        """The whole label, the same in all turns of one speaker who is called alike."""
        return self.alias or " ".join(self.names)

    @property
    def is_host(self) -> bool:
        """Whether the label is "HOST" or "Q"."""
        return self.name in lexicon().small["asks"]

    @property
    def is_named(self) -> bool:
        """Whether the label is neither "HOST" nor "A"."""
        return not self.is_host and self.name not in lexicon().small["answers"]

    @property
    def has_rank(self) -> bool:
        """Whether a title or a role stands there: "SEN. OBI" asks for a body."""
        known = lexicon()
        return any(word in known.titles or word in known.roles for word in self.names)


def turns_of(scored: Sequence[ScoredSentence], page: Page) -> list[Turn]:
    """Find the turns of a transcript or an interview.

    Args:
        scored: The sentences of an article.
        page: The article.

    Returns:
        The turns, from the first label to the end of the line of the last, where two labels in
        capitals or more come back after others. A full name whose initials are such a label, or
        stand beside it in brackets, is one too.
    """
    found = [
        (place, label)
        for place, sentence in enumerate(scored)
        if (label := _LABEL.match(page.text, *sentence.span))
        and page.words_of(Span(*label.span(1)))  # a sentence may begin inside a word
    ]
    capitals = {fold(label[1]) for _, label in found if _is_label(label[1])}
    opened = [
        (place, label, alias)
        for place, label in found
        if (alias := _alias(label, among=capitals)) is not None
    ]
    if not opened:
        return []
    # the last turn is one line: what follows is the outlet's
    last = end_of_line(opened[-1][0], scored, text=page.text)
    ends = [*(place for place, _, _ in opened[1:]), last]
    turns = [
        Turn(
            label=Span(*label.span(1)),
            names=tuple(word.key for word in page.words_of(Span(*label.span(1)))),
            alias=alias,
            places=range(place, end),
            has_question="?" in page.text[label.end(1) : scored[end - 1].span.end],
        )
        for (place, label, alias), end in zip(opened, ends, strict=True)
    ]
    # "KOCHI: … KOCHI: … KOLLAM: …" are none
    returns = Counter(name for name, _ in groupby(turn.name for turn in turns))
    is_talk = sum(count >= _FEWEST_TURNS for count in returns.values()) >= _FEWEST_TALKERS
    return turns if is_talk else []


def with_turns(
    scored: Sequence[ScoredSentence],
    turns: Sequence[Turn],
    page: Page,
    *,
    scheme: LabelScheme = NEWS,
) -> list[ScoredSentence]:
    """Hear the speakers whose names open the turns of a transcript.

    Args:
        scored: The sentences of an article, with a model's scores and spans.
        turns: Its turns.
        page: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentences. Every label is the source of its sentence, but for those of the outlet
        ("HOST") and of a questionnaire ("Q", "A"), and who answers is not interrupted in the line
        of the label by those of whom the answer tells; and turns of the host, and of those
        without a rank who ask in half of them or more, are likelier the outlet's.
    """
    sentences = list(scored)
    n_turns = Counter(turn.name for turn in turns)
    n_asked = Counter(turn.name for turn in turns if turn.has_question)
    ranked = {turn.name for turn in turns if turn.has_rank} | lexicon().small["answers"]
    for turn in turns:
        first = turn.places.start
        mostly_asks = 2 * n_asked[turn.name] >= n_turns[turn.name] and turn.name not in ranked
        label = turn.label if turn.is_named else None
        sentences[first] = replace(sentences[first], source=label)
        for place in turn.places:
            one = sentences[place]
            if turn.is_host and one.cue is None:
                one, gain = replace(one, source=None), HOSTS  # "Joining me is Ada Obi"
            else:
                gain = ASKS if mostly_asks else 0.0
            sentences[place] = outlet_likelier(one, gain, scheme=scheme)
        if turn.is_named and not mostly_asks:
            line_end = end_of_line(first, scored, text=page.text)
            for place in range(first + 1, min(line_end, turn.places.stop)):
                sentences[place] = replace(sentences[place], source=None, cue=None)
    return sentences


def label_of(text: str, sentence: Span) -> Span | None:
    """Give the label in capitals that opens a sentence: whose turn it is, if this is a talk."""
    found = _LABEL.match(text, *sentence)
    return Span(*found.span(1)) if found and _is_label(found[1]) else None


def _alias(label: re.Match[str], *, among: Collection[str]) -> str | None:
    """Give the label that a full name stands for, "" for a label itself, None for other words."""
    if _is_label(label[1]):
        return ""
    initials = _initials(label)
    return initials if initials in among else None


def _initials(label: re.Match[str]) -> str:
    """Give the folded initials of a full name, which may stand in brackets after it."""
    name, bracketed = label.groups()
    pieces = re.findall(r"[^ -]+", name)
    return fold(bracketed or "".join(piece[0] for piece in pieces)) if len(pieces) > 1 else ""


def _is_label(words: str) -> bool:
    """Whether words are in capitals and no heading, or those of a questionnaire."""
    small, key = lexicon().small, words.casefold()
    is_heading = key.split()[-1] in small["heading"]
    return (words.isupper() and not is_heading) or key in small["asks"] | small["answers"]
