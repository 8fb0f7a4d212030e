"""Interviews that are printed without labels: every question is a paragraph of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import outlet_likelier
from stance.prediction.speakers.layout import Quotations, end_of_line, is_heading, lines_of
from stance.prediction.speakers.linking.cast import Cast
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.speech.orphans import people_of
from stance.schemes import NEWS, LabelScheme

#: How much less likely than a model thinks the outlet speaks in an answer, in natural logarithms;
#: what makes the outlet likelier elsewhere (``outlet_gain``) included.
ANSWERS = 2.25
#: Paragraphs that are questions, at least.
_FEWEST_QUESTIONS = 2
#: And of all paragraphs; a columnist asks now and then. In 22 of the labels it is one in eight.
_SHARE = 0.11
_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself)?\b")
_I = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
#: What an article says that only prints a talk.
_TALK = re.compile(
    r"\b(?:interview|conversation|(?:spoke|speaks|talk(?:s|ed)?|sat down) (?:to|with)|asked|answer"
    r"|questions?\b|Q ?& ?A\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Interview:
    """The sentences of an interview; of an article that is none, no sentence.

    Attributes:
        asked: Indices of the sentences in paragraphs that end in a question.
        answers: Indices of those between two such paragraphs, and in the one after the last.
    """

    asked: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()

    def heard(
        self, scored: Sequence[ScoredSentence], *, scheme: LabelScheme = NEWS
    ) -> list[ScoredSentence]:
        """Give the sentences other scores where somebody answers: the outlet is less likely."""
        return [
            outlet_likelier(one, -ANSWERS, scheme=scheme) if place in self.answers else one
            for place, one in enumerate(scored)
        ]

    def answered(
        self, voices: Sequence[Voice | None], scored: Sequence[ScoredSentence], *, cast: Cast
    ) -> list[Voice | None]:
        """Give the answers that are nobody's to whom the introduction tells most about.

        Args:
            voices: Who speaks in each sentence; None where nobody is known to.
            scored: The sentences.
            cast: Everybody whom the article names.

        Returns:
            The same list; unchanged where nobody is introduced in full.
        """
        if not self.answers:
            return list(voices)
        begin = scored[min(self.asked)].span.start
        labels = {scored[place].span.start for place in self.asked}  # "Ada Obi: Why is it low?"
        introduced = (
            one
            for one in people_of(cast)
            if any(mention.span.start < begin for mention in one.sightings)
            and labels.isdisjoint(mention.span.start for mention in one.sightings)
        )
        person = next(introduced, None)
        return [
            person if voice is None and place in self.answers else voice
            for place, voice in enumerate(voices)
        ]


def interview_in(scored: Sequence[ScoredSentence], page: Page, quotations: Quotations) -> Interview:
    """Find the questions and answers of an interview.

    An outlet that asks itself "How did it come to this?" and explains says neither "you" nor "I";
    a columnist says "I" before asking, and announces no talk.

    Args:
        scored: The sentences of an article in order.
        page: The article.
        quotations: Its quotations.

    Returns:
        The interview; an empty one if the article is none.
    """
    lines = lines_of(scored, page.text)
    asking = [line for line in lines if _asks(scored[line[-1]], page, quotations)]
    fewest = max(_FEWEST_QUESTIONS, _SHARE * len(lines))
    if len(asking) < fewest or asking[-1] == lines[-1]:
        return Interview()
    asked = frozenset(place for line in asking for place in line)
    first, end = asking[0][0], end_of_line(asking[-1][-1] + 1, scored, text=page.text)
    told = {place for line in lines if not is_heading(scored[line[-1]], page) for place in line}
    answers = frozenset(range(first, end)).intersection(told) - asked
    around = page.text[: scored[first].span.start] + page.text[scored[end - 1].span.end :]
    is_asked = any(_YOU.search(page.text, *scored[place].span) for place in asked)
    is_answered = any(
        quotations.around(found.start()) is None
        for place in answers
        for found in _I.finditer(page.text, *scored[place].span)
    )
    is_talk = _TALK.search(around) is not None or _I.search(around) is None
    return Interview(asked, answers) if is_asked and is_answered and is_talk else Interview()


def _asks(sentence: ScoredSentence, page: Page, quotations: Quotations) -> bool:
    """Whether a sentence is a question, and not one that somebody is quoted with."""
    return page.asks(sentence.span) and quotations.around(sentence.span.end - 1) is None
