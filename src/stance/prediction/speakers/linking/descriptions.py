"""How well a description, "the Lebanese minister", fits a voice."""

from collections import Counter
from collections.abc import Collection

from stance.prediction.speakers.linking.excluding import is_party, is_somebody_else
from stance.prediction.speakers.linking.nearness import faintly
from stance.prediction.speakers.linking.nouns import NO_NOUN, SAME_CLASS, SAME_NOUN, worth_of_noun
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import PARTIES, Being, Mention, is_of_one_body
from stance.prediction.speakers.names import acronyms, are_of_one_place
from stance.prediction.speakers.vocabulary.lexicon import lexicon

#: What each thing is worth, in natural logarithms; found by search on the training articles.
OTHER_ABOUT = -2.0
SAME_ABOUT = 1.0
NEW_DETAIL = -0.85
FIRM = -1.5
_LONGEST_ACRONYM = 5
#: How many of a voice's last mentions as a source are looked through.
_N_SOURCES = 100
#: Who is that of a firm, and hardly of a place.
_CHIEFS = frozenset({"ceo", "cfo", "coo", "boss", "chairman", "chairwoman", "executive", "founder"})
#: What tells one state from another that is called nearly the same: South Sudan.
_HALVES = frozenset({"north", "south"})


def fit_description(mention: Mention, voice: Voice, place: int) -> float | None:
    """Say how well a description fits a voice.

    Args:
        mention: With a noun, and definite.
        voice: Somebody known from before.
        place: Index of the mention's sentence.

    Returns:
        Higher for better, comparable between voices; None if it cannot point there.
    """
    if _are_staff(mention, voice):
        return SAME_NOUN + faintly(voice, place)
    if is_somebody_else(mention, voice):
        return None
    is_firm = _is_firm(mention, voice)
    if voice.is_faint and not voice.sources and not is_firm:
        return None
    noun, names = worth_of_noun(mention, voice), _worth_of_names(mention, voice)
    if noun is None or names is None or _is_of_others(mention, voice, is_known=noun >= SAME_CLASS):
        return None
    known = {mention.head, *voice.traits, *voice.words}
    told = mention.traits
    if _is_somebodys(mention, voice):
        told -= mention.owner | lexicon().titles.keys()
    is_new = bool(voice.traits) and not _placed(told, known) <= known
    near = faintly(voice, place)
    if is_firm:
        near, noun = max(near, FIRM) if voice.sources else near, max(noun, NO_NOUN)
    return noun + names + NEW_DETAIL * (is_new and not is_firm) + near


def _are_staff(mention: Mention, voice: Voice) -> bool:
    """Whether "Linden officials" speak for a body called so, which has spoken."""
    is_several = mention.is_plural and mention.head in lexicon().small["staff"]
    is_body = voice.being is not Being.PERSON and not voice.is_plural and bool(voice.sources)
    if not (is_several and is_body and is_of_one_body(mention.about)):
        return False
    named = mention.about
    is_acronym = any(named <= acronyms(name) for name in voice.names)
    return is_acronym or any(named <= set(name) for name in voice.names)


def is_of_another(mention: Mention, voice: Voice) -> bool:
    """Whether "the governor's lawyer" is not the mayor's, who has spoken.

    Args:
        mention: A description.
        voice: Somebody known from before.

    Returns:
        Whether both belong to somebody, and not to the same or to whom the voice is named after:
        "the U.S. attorney's office".
    """
    known = lexicon().pronouns.keys()
    own = mention.owner - known
    if not own or not own.isdisjoint(voice.words):
        return False
    owners = [one - known for one in _owners(mention, voice)]
    return any(owners) and all(own.isdisjoint(one) for one in owners)


def _is_somebodys(mention: Mention, voice: Voice) -> bool:
    """Whether it is "Mr Obi's family" of a voice that has been "his family" so far."""
    owners = _owners(mention, voice)
    return bool(owners) and all(one and one <= lexicon().pronouns.keys() for one in owners)


def _owners(mention: Mention, voice: Voice) -> list[frozenset[str]]:
    """Give whose a voice has been, each time that it was a source under this noun."""
    return [one.owner for one in voice.sources[-_N_SOURCES:] if one.head == mention.head]


def _worth_of_names(mention: Mention, voice: Voice) -> float | None:
    """Say how well the places and bodies that are named beside a noun fit; None if not at all."""
    own, beings = voice.words, {voice.being, mention.being}
    if not own.isdisjoint(_HALVES) and mention.about.isdisjoint(_HALVES):
        own = own.difference(*(name for name in voice.names if name[0] in _HALVES))
    is_named_body = bool(voice.names) and Being.BODY in beings and Being.PERSON not in beings
    if is_named_body and (_is_other_body(mention, voice) or is_party(mention, voice)):
        return None
    if mention.about <= PARTIES or not (voice.about or is_named_body):
        return 0.0  # "the Labour lawmaker" tells of a party, which others need not tell of
    if not _placed(mention.about, own).isdisjoint(own) or _is_acronym(mention.about, own):
        return SAME_ABOUT
    is_force = voice.is_joint and not voice.about and mention.head in voice.traits
    if is_force or _is_native_firm(mention, own):
        return 0.0  # "Orno police" can be the police whose "Chief Ada Obi" has been heard
    is_other = is_named_body and mention.head not in own  # "the Shin Bet service" is no ministry
    is_foreign = beings == {Being.BODY} and _tells_nation(mention.about) and _tells_nation(own)
    if is_other or is_foreign or (mention.is_plural and voice.is_plural):
        return None  # "US officials" are no Iraqi ones, the French ministry is not Russia's
    return OTHER_ABOUT


def _is_native_firm(mention: Mention, own: Collection[str]) -> bool:
    """Whether it is "the Australian firm", and the names of a voice tell no nation."""
    is_native = mention.about <= lexicon().nations and not _tells_nation(own)
    return is_native and mention.head in lexicon().small["firm"]


def _is_acronym(words: Collection[str], known: Collection[str]) -> bool:
    """Whether one word is made of first letters of others: "the WHO head" of that organization."""
    initials = Counter(word[0] for word in known)
    words = set(words) - lexicon().nations
    return len(words) == 1 and any(
        1 < len(word) <= _LONGEST_ACRONYM and Counter(word) <= initials for word in words
    )


def _is_other_body(mention: Mention, voice: Voice) -> bool:
    """Whether it is "the utilities commission", and a voice the Office of Emergency Services."""
    nouns = lexicon().bodies & voice.words
    more = mention.traits - {mention.head} - voice.words - voice.traits - lexicon().small["degree"]
    is_authority = mention.head in lexicon().small["authority"]
    return is_authority and bool(nouns) and bool(more) and mention.head not in nouns


def _tells_nation(words: Collection[str]) -> bool:
    """Whether words say of what nation something is: "Russia", "French"."""
    return not lexicon().nations.isdisjoint(words)


def _is_of_others(mention: Mention, voice: Voice, *, is_known: bool) -> bool:
    """Whether it is "Israel's army chief" or "the governor of Orno", and a voice is of elsewhere.

    Who ``is_known`` for the noun can be that of a place, "Brazil's president", and not of a body.
    """
    own, is_of_body = voice.words, not mention.about.isdisjoint(lexicon().bodies)
    if not mention.is_full or not _placed(mention.about, own).isdisjoint(own):
        return False
    is_owned = not mention.owner <= lexicon().pronouns.keys()
    if is_known:
        is_of_firm = mention.head in _CHIEFS and is_owned
        return (is_of_body or is_of_firm) and bool(voice.about)
    if is_of_body:
        return not (voice.led or voice.sources)
    return bool(is_owned or voice.sources or not voice.gender)


def _is_firm(mention: Mention, voice: Voice) -> bool:
    """Whether it is "the company", and a voice may be one: Nokia, of which no more is known."""
    known = lexicon()
    if not mention.about <= known.nations or mention.head not in known.small["firm"]:
        return False
    classes = voice.classes
    is_other = bool(classes) and classes.isdisjoint(known.classes_of(mention.head))
    is_one = voice.being is not Being.PERSON and not voice.is_plural and not is_other
    return is_one and bool(voice.names) and bool(voice.sources or voice.is_faint)


def _placed(words: Collection[str], known: Collection[str]) -> set[str]:
    """Put what is known for what is of the same place: Lebanon for "Lebanese"."""
    return {next((one for one in known if are_of_one_place(word, one)), word) for word in words}
