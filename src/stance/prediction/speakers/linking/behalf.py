"""Whether a person speaks for a body that has been heard: for the company, or the police."""

from collections.abc import Collection

from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Mention, is_of_one_body
from stance.prediction.speakers.names import acronyms
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import singular

#: Within how many sentences of the company "Chief executive Ada Obi" is that company's.
LED_WITHIN = 1
#: Within how many sentences of the study "its author, Ada Obi" speaks for it.
WROTE_WITHIN = 6


def speaks_for(voice: Voice, mention: Mention, place: int) -> bool:
    """Tell whether a person who is named now speaks for a voice.

    Args:
        voice: One that has spoken.
        mention: A person by a name that is new.
        place: Index of its sentence.

    Returns:
        True for "Ada Obi, a spokeswoman for Larkspur" where Larkspur has spoken.
    """
    gap = place - voice.spoke_at
    return (
        is_in(voice, about=mention.about, beside=mention.beside)
        or _is_body_of(voice, mention)
        or _is_staff_of(voice, mention)
        or _is_firm_of(voice, mention)
        or (gap <= LED_WITHIN and _is_led_by(voice, mention))
        or (gap <= WROTE_WITHIN and _is_work_of(voice, mention))
    )


def is_in(voice: Voice, *, about: Collection[str], beside: Collection[str]) -> bool:
    """Tell whether a voice is the body that is named beside a person.

    Args:
        voice: Somebody, or some body.
        about: Folded proper names beside the person's.
        beside: Folded words beside it, in the singular.

    Returns:
        Whether it is there by its name, by its acronym, or as it has been described.
    """
    is_named = _is_body_in(voice, about) and not is_of_other_authority(voice, beside)
    return is_named or _is_nameless_body_in(voice, beside)


def _is_body_in(voice: Voice, about: Collection[str]) -> bool:
    """Whether it is the body that is named, in full or by its acronym, beside a person."""
    if voice.being is not Being.BODY or not voice.names:
        return False
    fullest, small = voice.names[0], lexicon().small
    plain = (small["joint"], small["shortened"], small["legal"])
    told = [word for word in fullest if not any(word in group for group in plain)]
    is_named = all(word in about for word in told or fullest)
    if len(fullest) == 1 and len(fullest[0]) > 2:  # noqa: PLR2004  # the IAEA of its whole name
        is_named = is_named or sorted(fullest[0]) == sorted(word[0] for word in about)
    return is_named or not (voice.aliases | acronyms(fullest)).isdisjoint(about)


def is_of_other_authority(voice: Voice, beside: Collection[str]) -> bool:
    """Tell whether a person speaks for an authority of a state, and not for the state.

    Args:
        voice: Somebody, or some body.
        beside: Folded words beside the person's name, in the singular.

    Returns:
        True for Brazil, or its government, and "Brazil's airport authority chief".
    """
    known = lexicon()
    is_named = any(len(name) == 1 and name[0] in known.nations for name in voice.names[:1])
    is_state = is_named or "government" in voice.traits
    return is_state and not known.small["independent"].isdisjoint(beside)


def _is_nameless_body_in(voice: Voice, beside: Collection[str]) -> bool:
    """Whether it is the body, known by description alone, that is named beside a person."""
    if voice.being is not Being.BODY or voice.names or not voice.traits:
        return False
    return all(word in beside for word in voice.traits)


def _is_body_of(voice: Voice, mention: Mention) -> bool:
    """Whether it is the body of a role that says no more of it, as in "Committee chairman"."""
    if voice.being is not Being.BODY or not _is_of(mention, "heads", "leads", "speaks"):
        return False
    more = _more_than_role(mention)
    if _is_of(mention, "speaks"):  # "the Committee on Trade's spokesman"
        more -= lexicon().small["joint"] | {","}
    own = {*voice.traits, *(singular(word) for name in voice.names for word in name)}
    return more <= own and not more.isdisjoint(lexicon().bodies)


def _is_staff_of(voice: Voice, mention: Mention) -> bool:
    """Whether it is "Linden officials", and a person is "a spokesman for Linden Water"."""
    head = voice.sources[-1].head if voice.sources else ""
    is_several = voice.is_plural and not voice.names and head in lexicon().small["staff"]
    is_theirs = is_of_one_body(voice.about) and voice.about <= mention.about
    return is_several and is_theirs and _is_of(mention, "speaks")


def _is_firm_of(voice: Voice, mention: Mention) -> bool:
    """Whether it is Nokia, of which no more is known, and somebody "Nokia's Obi" or its CEO."""
    if voice.being is not Being.UNKNOWN or voice.gender or voice.is_plural or voice.is_joint:
        return False
    is_single = len(voice.names) == 1 and len(voice.names[0]) == 1
    is_named = is_single and voice.names[0][0] in mention.about - lexicon().nations
    is_staff = mention.beside == mention.about or _is_of(mention, "leads", "speaks")
    return is_named and is_staff


def _is_led_by(voice: Voice, mention: Mention) -> bool:
    """Whether it is a body, and a person is no more than "Chief executive" or "spokesman"."""
    is_firm = voice.traits.isdisjoint(lexicon().small["state-body"])
    is_its = _is_of(mention, "speaks") or (is_firm and _is_of(mention, "leads"))
    is_plain = _more_than_role(mention) <= lexicon().small["degree"]
    return voice.being is Being.BODY and is_its and is_plain


def _is_work_of(voice: Voice, mention: Mention) -> bool:
    """Whether it is "the report", without a name, and a person "led" it or is "its author"."""
    if voice.names or lexicon().documents.isdisjoint(voice.traits):
        return False
    wrote = lexicon().small["wrote"] | ({"author"} if mention.is_its else set())
    return not wrote.isdisjoint(mention.beside)


def _is_of(mention: Mention, *classes: str) -> bool:
    """Whether a role beside a name is of one of some classes, as a body's chair is of "leads"."""
    known = lexicon().classes
    return any(not known.get(word, frozenset()).isdisjoint(classes) for word in mention.beside)


def _more_than_role(mention: Mention) -> frozenset[str]:
    """Give what stands beside a name and is neither a role nor a title."""
    return mention.beside - lexicon().roles.keys() - lexicon().titles.keys()
