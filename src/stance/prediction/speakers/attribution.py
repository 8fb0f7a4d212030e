"""Who speaks in the sentences that name nobody: somebody who goes on, or the outlet."""

import math
from collections.abc import Sequence

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import (
    capacities,
    chances_of,
    is_speech,
    is_spoken,
)
from stance.prediction.speakers.entities import SpeakerEntity
from stance.prediction.speakers.layout.headings import is_heading
from stance.prediction.speakers.layout.lines import breaks_after
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.layout.quotations import Quotations
from stance.prediction.speakers.naming.mentions import Being
from stance.prediction.speakers.ranker import Candidate, Features, Ranker
from stance.schemes import NEWS, LabelScheme

#: How many sentences back and ahead a speaker is looked for, and how many speakers.
_BACK, _AHEAD, _N_SPEAKERS = 20, 3, 3
_SUREST = 4.0


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
    return _Attribution(linked, scored, page, quotations, ranker, scheme).all()


class _Attribution:
    def __init__(
        self,
        linked: Sequence[SpeakerEntity | None],
        scored: Sequence[ScoredSentence],
        page: Page,
        quotations: Quotations,
        ranker: Ranker,
        scheme: LabelScheme,
    ) -> None:
        self._linked, self._scored = linked, scored
        self._page, self._quotations = page, quotations
        self._ranker, self._scheme = ranker, scheme
        self._said = list(linked)
        self._quoted = [quotations.filled_by(one.span) for one in scored]

    def all(self) -> list[SpeakerEntity | None]:
        for place in range(len(self._scored)):
            if self._said[place] is None:
                self._said[place] = self._speaker_at(place)
        return self._said

    def _speaker_at(self, place: int) -> SpeakerEntity | None:
        sentence = self._scored[place]
        behind = self._behind(place)
        ahead = self._ahead(place)
        found = dict.fromkeys([*behind, *ahead])
        if not found:
            return None
        chances = chances_of(sentence)
        outlet = chances[self._scheme.names.index(self._scheme.outlet)]
        speech = math.log1p(-min(outlet, 1 - 1e-9)) - math.log(outlet)
        speech = max(-_SUREST, min(_SUREST, speech))
        speaking = max(-_SUREST, min(_SUREST, sentence.speaking or 0.0))
        quotation = self._quoted[place]
        n_breaks = breaks_after(place - 1, self._scored, text=self._page.text) if place else 0
        common = {
            "speech": speech,
            "speaking": speaking,
            "no probe": float(sentence.speaking is None),
            "quoted": float(quotation is not None),
            "partly quoted": float(
                quotation is None and bool(self._quotations.within(sentence.span))
            ),
            "heading": float(is_heading(sentence, self._page)),
            "asks": float(self._page.asks(sentence.span)),
            "cue": float(sentence.cue is not None),
            "last": float(place == len(self._scored) - 1),
            "paragraph": float(n_breaks > 0),
        }
        spoken = is_spoken(sentence, scheme=self._scheme)
        common["spoken"] = float(spoken)
        common["label"] = float(is_speech(sentence, scheme=self._scheme))
        kind = "quoted" if quotation is not None else "spoken" if spoken else "silent"
        candidates: list[Candidate[SpeakerEntity | None]] = [
            Candidate(None, "goes on, outlet", {})
        ]
        for entity in found:
            features = dict(common)
            features["bias"] = 1.0
            own = capacities(chances, scheme=self._scheme)
            features["capacity"] = max(entity.agreement(own), -_SUREST)
            shares = self._spoken_share(chances)
            features["capacity of speech"] = max(entity.agreement(shares), -_SUREST)
            if entity in behind:
                index = behind[entity]
                features["behind"] = 1.0
                features["gap"] = float(place - 1 - index)
                features["log gap"] = math.log1p(place - 1 - index)
                features["next"] = float(index == place - 1)
                features["rank"] = float(list(behind).index(entity))
                features["named before"] = float(self._linked[index] is not None)
                n_on = 0
                while index - n_on >= 0 and self._said[index - n_on] is entity and self._linked[index-n_on] is None:
                    n_on += 1
                features["gone on"] = math.log1p(n_on)
                features["quoted before"] = float(bool(self._quotations.within(self._scored[index].span)))
                if index == place - 1 and n_breaks == 0:
                    features["same paragraph"] = 1.0
                colon = self._page.text[: self._scored[index].span.end].rstrip()[-1:]
                features["after colon"] = float(colon == ":" and index == place - 1)
                if index == place - 1 and quotation is not None and bool(self._quotations.within(self._scored[index].span)):
                    features["quotes in a row"] = 1.0
            if entity in ahead:
                index = ahead[entity]
                features["ahead"] = 1.0
                features["gap ahead"] = float(index - place - 1)
                features["only ahead"] = float(entity not in behind)
                features["same paragraph ahead"] = float(
                    all(
                        breaks_after(one, self._scored, text=self._page.text) == 0
                        for one in range(place, index)
                    )
                )
            if quotation is not None:
                features["same quotation"] = float(self._shares_quotation(entity, place, quotation))
            features["plural"] = float(entity.is_plural)
            features["body"] = float(entity.being is Being.BODY)
            features["nameless"] = float(not entity.names)
            features["often"] = math.log1p(len(entity.sources))
            features["pronoun"] = 0.0
            candidates.append(
                Candidate(
                    entity,
                    f"goes on, {kind}",
                    {name: value for name, value in features.items() if value},
                )
            )
        return self._ranker.choose(place, candidates)

    def _spoken_share(self, chances: Sequence[float]) -> tuple[float, ...]:
        """Give the probability of each capacity if somebody speaks whom a label tells."""
        return tuple(
            chance if label in self._scheme.attributed else 0.02 for label, chance in zip(self._scheme.names, chances, strict=True)
        )

    def _behind(self, place: int) -> dict[SpeakerEntity, int]:
        found: dict[SpeakerEntity, int] = {}
        for index in range(place - 1, max(place - _BACK, 0) - 1, -1):
            entity = self._said[index]
            if entity is not None:
                found.setdefault(entity, index)
                if len(found) == _N_SPEAKERS:
                    break
        return found

    def _ahead(self, place: int) -> dict[SpeakerEntity, int]:
        for index in range(place + 1, min(place + 1 + _AHEAD, len(self._scored))):
            entity = self._linked[index]
            if entity is not None:
                return {entity: index}
        return {}

    def _shares_quotation(self, entity: SpeakerEntity, place: int, quotation) -> bool:
        ends = set(self._quotations.going_on(quotation))
        for index, said in enumerate(self._said):
            span = self._scored[index].span
            if said is entity and (
                (span.start <= quotation.start < span.end)
                or (span.start <= quotation.end - 1 < span.end)
                or (span.start < quotation.end and span.end > quotation.start)
                or any(span.start <= end - 1 < span.end for end in ends)
            ):
                return True
        return False
