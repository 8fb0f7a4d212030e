"""The cast of an article: which mention is which voice."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from stance.parts import Span
from stance.prediction.speakers.linking.bearing import bearer_of
from stance.prediction.speakers.linking.choosing import choose
from stance.prediction.speakers.linking.introducing import called_next, introduced
from stance.prediction.speakers.linking.likeness import called_by_name
from stance.prediction.speakers.linking.unveiling import revealed, speaking_for
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.names import keys_of

#: How many voices a reader keeps in mind.
_N_RECENT = 40
_ITS = Mention(span=Span(0, 0), form=Form.PRONOUN, called=Span(0, 0), being=Being.BODY)
#: Within how many sentences "its director, Ada Obi" can be the voice of the body that spoke.
ITS_WITHIN = 1


class Cast:
    """All voices of an article, in the order in which it brings them up.

    Args:
        n_capacities: How many capacities to speak in the labels tell apart.
    """

    def __init__(self, *, n_capacities: int = 3) -> None:
        self._unscored = (1 / n_capacities,) * n_capacities
        self.voices: list[Voice] = []
        self._by_word: defaultdict[str, list[Voice]] = defaultdict(list)
        self._recent: OrderedDict[Voice, None] = OrderedDict()

    def see(self, mention: Mention, place: int, *, led: bool, acts: bool = False) -> Voice | None:
        """Take note of somebody who is named and does not speak.

        Args:
            mention: By name, or by a description.
            place: Index of the sentence.
            led: Whether a sentence is about it: the first name where nobody speaks, its subject.
            acts: Whether a verb follows it.

        Returns:
            The voice, new or known; None where it is more likely a place, or somebody known, or is
            a person whom nothing has described so.
        """
        if mention.form is Form.NAME:
            voice = self._named(mention, self._unscored)
        else:
            voice = self._fitting(mention, place, self._unscored)
            if mention.being is Being.PERSON:
                if voice is None or mention.head not in voice.traits:
                    return None
            elif voice is not None and voice.being is Being.UNKNOWN:
                voice = None  # "the very office" makes no body of Obi
        if voice is None:
            is_faint = self._is_hardly_new(mention)
            is_firm = led and acts and mention.may_be_firm
            if is_faint and (not is_firm or self._by_word[mention.name[0]]):
                return None
            voice = self._add()
            voice.is_faint = is_faint
        self._meet(voice, mention)
        voice.n_led += led
        voice.led = led or (voice.led and voice.seen_at == place)
        voice.seen_at = place
        return voice

    def _is_hardly_new(self, mention: Mention) -> bool:
        """Whether it is a place as likely as a person, or Obi's: "the Reddit post Obi wrote"."""
        if len(mention.name) != 1:
            return False
        known = self._by_word.get(mention.name[0], [])
        people = (one.names[0][-1:] for one in known if one.being is Being.PERSON)
        return not mention.traits or mention.name in people

    def hear(self, mention: Mention, place: int, *, chances: Sequence[float]) -> Voice:
        """Say who speaks where a mention is the source of a sentence.

        Args:
            mention: The source.
            place: Index of the sentence.
            chances: Probability of each capacity for the sentence.

        Returns:
            The voice, new or known.
        """
        voice = self._known(mention, place, chances)
        if voice is None and mention.name:
            voice = called_by_name(self._latest(), mention, chances=chances)
        voice = voice or self._add()
        self._meet(voice, mention)
        voice.sources.append(mention)
        voice.hear(chances)
        voice.seen_at = place
        voice.led = True
        self.speak(voice, place)
        return voice

    def speak(self, voice: Voice, place: int) -> None:
        """Take note that a voice speaks in a sentence."""
        voice.spoke_at = place
        self._touch(voice)

    def _add(self) -> Voice:
        voice = Voice()
        self.voices.append(voice)
        return voice

    def _touch(self, voice: Voice) -> None:
        self._recent[voice] = None
        self._recent.move_to_end(voice)

    def _meet(self, voice: Voice, mention: Mention) -> None:
        voice.meet(mention)
        for word in keys_of(mention.name, alias=mention.alias):
            known = self._by_word[word]
            if not known or known[-1] is not voice:
                known.append(voice)
        self._touch(voice)

    def _known(self, mention: Mention, place: int, chances: Sequence[float]) -> Voice | None:
        """Find the voice that a source points at, or the person who speaks for it."""
        if mention.form is Form.NAME:
            voice = self._named(mention, chances)
        else:
            voice = self._fitting(mention, place, chances)
        if voice is not None and voice.sources:
            return voice
        if voice is not None and mention.name:
            told = voice.sightings[0] if voice.led else mention
            lead = introduced(self.voices, told, place, chances=chances)
            if lead is not None:
                return self._absorb(voice, lead)
        if voice is None:
            known = self._unveiled(mention, place, chances)
            if known is not None or mention.is_person_by_name:
                return known
        body = voice
        if body is None and (mention.name or mention.being is Being.BODY):
            body = Voice()
            body.meet(mention)
        return (body and speaking_for(self._latest(), body, chances=chances)) or voice

    def _absorb(self, seen: Voice, lead: Voice) -> Voice:
        """Make one voice of "a top official" and of who has been named since, and not heard."""
        for mention in seen.sightings:
            self._meet(lead, mention)
        self.voices.remove(seen)
        del self._recent[seen]
        for known in self._by_word.values():
            if seen in known:
                known.remove(seen)
        return lead

    def _named(self, mention: Mention, chances: Sequence[float]) -> Voice | None:
        """Find the voice that bears a name."""
        words = keys_of(mention.name, alias=mention.alias)
        found = dict.fromkeys(one for word in words for one in self._by_word[word][-_N_RECENT:])
        return bearer_of(mention, found, chances=chances)

    def _fitting(self, mention: Mention, place: int, chances: Sequence[float]) -> Voice | None:
        """Find the voice that a pronoun or a description fits best."""
        return choose(mention, list(self._latest()), place, chances=chances)

    def _unveiled(self, mention: Mention, place: int, chances: Sequence[float]) -> Voice | None:
        """Find the voice without a name, or of a body, that a new name turns out to be."""
        if mention.name:
            told = introduced(self.voices, mention, place, chances=chances)
            if told := told or called_next(self._latest(), mention, place, chances=chances):
                return told
        if mention.is_person_by_name or (mention.name and mention.gender):
            return self._revealed(mention, place, chances)
        return None

    def _revealed(self, mention: Mention, place: int, chances: Sequence[float]) -> Voice | None:
        """Find the body, or the nameless "judge", whose voice a person is now said to be."""
        if mention.is_its:
            body = self._fitting(_ITS, place, chances)
            if body and body.being is Being.BODY and place - body.spoke_at <= ITS_WITHIN:
                body.join()
                return body
        return revealed(self._latest(), mention, place, chances=chances)

    def _latest(self) -> Iterator[Voice]:
        return islice(reversed(self._recent), _N_RECENT)
