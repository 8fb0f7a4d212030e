"""Who speaks in the sentences that only carry a speech on."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import (
    capacities,
    chances_of,
    is_speech,
    is_spoken,
    outlet_likelier,
)
from stance.prediction.speakers.layout import Quotations, breaks_after, is_heading
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.page import Page
from stance.schemes import NEWS, LabelScheme

#: What each thing is worth, in natural logarithms; found by search on the training articles.
OUTLET_BETWEEN = -0.3
AHEAD = -1.5
FURTHER_AHEAD = -0.85
SAME_QUOTATION = 5.0
NEW_PARAGRAPH = -0.2
#: The least that a voice must be worth to be carried on, to go on in quotation marks, where the
#: outlet does not speak, and to go on where the label alone would be the outlet's.
FLOOR, QUOTED_FLOOR, UNLABELLED_FLOOR = -3.0, -5.0, -1.5
#: How many sentences of the outlet a speech can be broken by.
FURTHEST = 30
#: How much likelier than a model thinks the outlet speaks after several at once, such as "experts",
#: who go on without a cue far less often than one person does.
SEVERAL = 3.0


class Carrier:
    """Finds who speaks in sentences without a source, from those around them."""

    def __init__(
        self,
        page: Page,
        scored: Sequence[ScoredSentence],
        *,
        heard: Sequence[Voice | None],
        quotations: Quotations,
        scheme: LabelScheme = NEWS,
    ) -> None:
        self._page = page
        self._scored = scored
        self._voices = list(heard)
        self._quotations = quotations
        self._scheme = scheme
        self._sourced = [place for place, voice in enumerate(heard) if voice is not None]
        self._starts = [sentence.span.start for sentence in scored]

    def carry_on(self) -> list[Voice | None]:
        """Give each sentence its voice.

        Returns:
            The voices heard, and for the sentences between them whose speech they carry on; None
            is the outlet, or a speech by nobody knows whom.
        """
        for place, sentence in enumerate(self._scored):
            if self._voices[place] is None:
                self._voices[place] = self._carried(place, sentence)
        return self._voices

    def _carried(self, place: int, sentence: ScoredSentence) -> Voice | None:
        quotation = self._quotations.filled_by(sentence.span)
        is_silent = not is_spoken(sentence, scheme=self._scheme)
        if is_silent and (quotation is None or is_heading(sentence, self._page)):
            return None
        chances = capacities(chances_of(sentence), scheme=self._scheme)
        best, floor = None, self._floor(sentence, quotation)
        for voice, worth in self._candidates(place, quotation):
            if voice.is_plural and not self._is_plainly_speech(sentence):
                break  # nor is it the speech of who comes next
            if voice.agreement(chances) + worth > floor:
                best, floor = voice, voice.agreement(chances) + worth
        return best

    def _floor(self, sentence: ScoredSentence, quotation: Span | None) -> float:
        """Give the least that a voice must be worth to go on in a sentence."""
        if quotation is not None:
            return QUOTED_FLOOR
        return FLOOR if is_speech(sentence, scheme=self._scheme) else UNLABELLED_FLOOR

    def _is_plainly_speech(self, sentence: ScoredSentence) -> bool:
        """Whether marks show it, or a model is sure enough for several to go on."""
        doubted = outlet_likelier(sentence, SEVERAL, scheme=self._scheme)
        is_quoted = bool(self._quotations.within(sentence.span))
        return is_quoted or is_speech(doubted, scheme=self._scheme)

    def _candidates(self, place: int, quotation: Span | None) -> Iterator[tuple[Voice, float]]:
        for position in quotation or ():
            voice = self._voice_at(position)
            if voice is not None:
                yield voice, SAME_QUOTATION
        following = map(self._voice_at, self._quotations.going_on(quotation) if quotation else ())
        if voice := next(filter(None, following), None):
            yield voice, SAME_QUOTATION
        for before in range(place - 1, max(place - FURTHEST, 0) - 1, -1):
            voice = self._voices[before]
            if voice is not None:
                is_new = breaks_after(place - 1, self._scored, text=self._page.text) > 0
                worth = OUTLET_BETWEEN * (place - 1 - before) + NEW_PARAGRAPH * is_new
                yield voice, worth
                break
        index = bisect_right(self._sourced, place)
        if index < len(self._sourced):
            ahead = self._sourced[index]
            voice = self._voices[ahead]
            if voice is not None:
                yield voice, AHEAD + FURTHER_AHEAD * (ahead - place - 1)

    def _voice_at(self, position: int) -> Voice | None:
        return self._voices[max(bisect_right(self._starts, position) - 1, 0)]
