"""Who speaks in the sentences that name nobody: somebody who goes on, or the outlet."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import (
    capacities,
    chances_of,
    is_speech,
    is_spoken,
)
from stance.prediction.speakers.layout.headings import is_heading
from stance.prediction.speakers.layout.lines import breaks_after
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.layout.quotations import Quotations
from stance.prediction.speakers.linking.entities import SpeakerEntity
from stance.prediction.speakers.linking.ranker import Candidate, Ranker
from stance.prediction.speakers.naming.mentions import Being
from stance.schemes import NEWS, LabelScheme

#: How many sentences back and ahead a speaker is looked for, and how many speakers back.
_BACK, _AHEAD, _N_SPEAKERS = 20, 3, 3
#: Log-odds count between these bounds, in natural logarithms.
_SUREST = 4.0
#: How likely a label by which nobody speaks is where somebody does.
_UNSPOKEN = 0.02
#: The type of the candidate that the outlet speaks; it has no features.
OUTLET = "goes on, outlet"
#: The types of the others: in quotation marks, where the network hears a speech, and elsewhere.
QUOTED, SPOKEN, SILENT = "goes on, quoted", "goes on, spoken", "goes on, silent"


def attribute(
    linked: Sequence[SpeakerEntity | None],
    scored: Sequence[ScoredSentence],
    *,
    page: Page,
    quotations: Quotations,
    ranker: Ranker,
    scheme: LabelScheme = NEWS,
) -> list[SpeakerEntity | None]:
    """Give each sentence without a source the speaker who goes on in it.

    Args:
        linked: The speakers of the sentences with a source.
        scored: The sentences with their scores.
        page: The article.
        quotations: Its quotations.
        ranker: Chooses.
        scheme: Tells which labels are those of speech.

    Returns:
        The speakers; None is the outlet, or a speech by nobody knows whom.
    """
    asking = _Attribution(linked, scored, page, quotations, scheme)
    for place, entity in enumerate(linked):
        if entity is None:
            asking.said[place] = asking.choose(place, ranker)
    return asking.said


class _Attribution:
    """An article whose sentences get their speakers from top to bottom."""

    def __init__(
        self,
        linked: Sequence[SpeakerEntity | None],
        scored: Sequence[ScoredSentence],
        page: Page,
        quotations: Quotations,
        scheme: LabelScheme,
    ) -> None:
        self.said = list(linked)
        self._linked, self._scored = linked, scored
        self._page, self._quotations, self._scheme = page, quotations, scheme
        self._starts = [one.span.start for one in scored]
        self._is_quoted = [bool(quotations.within(one.span)) for one in scored]
        n = len(scored)
        self._n_breaks = [breaks_after(one, scored, text=page.text) for one in range(n - 1)]

    def choose(self, place: int, ranker: Ranker) -> SpeakerEntity | None:
        """Let the ranker say who speaks in a sentence without a source."""
        behind, ahead = self._behind(place), self._ahead(place)
        found = dict.fromkeys([*behind, *ahead])
        if not found:
            return None
        sentence = self._scored[place]
        quotation = self._quotations.filled_by(sentence.span)
        if quotation is not None:
            kind = QUOTED
        else:
            kind = SPOKEN if is_spoken(sentence, scheme=self._scheme) else SILENT
        quoting = self._quoting(quotation) if quotation is not None else set()
        common = list(self._of_sentence(place))
        candidates: list[Candidate[SpeakerEntity | None]] = [Candidate(None, OUTLET, {})]
        for rank, entity in enumerate(found):
            features = [*common, *self._of_speaker(entity, sentence)]
            if entity in behind:
                features += [("rank", rank), *self._of_before(entity, behind[entity], place)]
            if entity in ahead:
                features += self._of_ahead(ahead[entity], place)
                features.append(("only ahead", entity not in behind))
            features.append(("same quotation", entity in quoting))
            told = {name: float(value) for name, value in features if value}
            candidates.append(Candidate(entity, kind, told))
        return ranker.choose(place, candidates)

    def _behind(self, place: int) -> dict[SpeakerEntity, int]:
        """Give the latest speakers, each with the last of their sentences, the latest first."""
        found: dict[SpeakerEntity, int] = {}
        for before in range(place - 1, max(place - _BACK, 0) - 1, -1):
            entity = self.said[before]
            if entity is not None:
                found.setdefault(entity, before)
                if len(found) == _N_SPEAKERS:
                    break
        return found

    def _ahead(self, place: int) -> dict[SpeakerEntity, int]:
        """Give who is named as the next source, with that sentence."""
        for after in range(place + 1, min(place + 1 + _AHEAD, len(self._scored))):
            entity = self._linked[after]
            if entity is not None:
                return {entity: after}
        return {}

    def _of_sentence(self, place: int) -> Iterator[tuple[str, float]]:
        sentence = self._scored[place]
        yield "bias", 1
        chances = chances_of(sentence)
        outlet = chances[self._scheme.names.index(self._scheme.outlet)]
        yield "speech", bounded_speech(math.log(max(1 - outlet, 1e-9) / outlet))
        yield "speaking", bounded_speech(sentence.speaking or 0.0)
        yield "no probe", sentence.speaking is None
        yield "label", is_speech(sentence, scheme=self._scheme)
        yield "partly quoted", self._is_quoted[place]
        yield "heading", is_heading(sentence, self._page)
        yield "asks", self._page.asks(sentence.span)
        yield "cue", sentence.cue is not None
        yield "last", place == len(self._scored) - 1
        yield "paragraph", place > 0 and self._n_breaks[place - 1] > 0

    def _of_speaker(
        self, entity: SpeakerEntity, sentence: ScoredSentence
    ) -> Iterator[tuple[str, float]]:
        chances = chances_of(sentence)
        own = capacities(chances, scheme=self._scheme)
        yield "capacity", max(entity.agreement(own), -_SUREST)
        labelled = zip(self._scheme.names, chances, strict=True)
        spoken = tuple(
            own if label in self._scheme.attributed else _UNSPOKEN for label, own in labelled
        )
        own = capacities(spoken, scheme=self._scheme)
        yield "capacity of speech", max(entity.agreement(own), -_SUREST)
        yield "plural", entity.is_plural
        yield "body", entity.being is Being.BODY
        yield "nameless", not entity.names
        yield "often", math.log1p(len(entity.sources))

    def _of_before(
        self, entity: SpeakerEntity, before: int, place: int
    ) -> Iterator[tuple[str, float]]:
        gap = place - 1 - before
        yield "behind", 1
        yield "gap", gap
        yield "log gap", math.log1p(gap)
        yield "next", gap == 0
        yield "named before", self._linked[before] is not None
        n_on = 0
        run = range(before, max(before - _BACK, -1), -1)
        while n_on < len(run) and self._goes_on(entity, run[n_on]):
            n_on += 1
        yield "gone on", math.log1p(n_on)
        yield "quoted before", self._is_quoted[before]
        if gap == 0:
            yield "same paragraph", self._n_breaks[before] == 0
            yield "after colon", self._ends_in_colon(before)
            yield "quotes in a row", self._is_quoted[before] and self._is_quoted[place]

    def _ends_in_colon(self, place: int) -> bool:
        start, end = self._scored[place].span
        return self._page.text[start:end].rstrip().endswith(":")

    def _goes_on(self, entity: SpeakerEntity, place: int) -> bool:
        return self.said[place] is entity and self._linked[place] is None

    def _of_ahead(self, after: int, place: int) -> Iterator[tuple[str, float]]:
        yield "ahead", 1
        yield "gap ahead", after - place - 1
        yield "same paragraph ahead", not any(self._n_breaks[place:after])

    def _quoting(self, quotation: Span) -> set[SpeakerEntity | None]:
        """Give who speaks at the ends of a quotation, and where it goes on."""
        later = islice(self._quotations.going_on(quotation), _AHEAD)
        return {self.said[self._place_of(one)] for one in (*quotation, *later)}

    def _place_of(self, position: int) -> int:
        return max(bisect_right(self._starts, position) - 1, 0)


def bounded_speech(odds: float) -> float:
    """Keep log-odds that somebody speaks between the bounds up to which they count."""
    return max(-_SUREST, min(_SUREST, odds))
