"""What to call a voice, what to say it is, and where the article names it."""

from collections.abc import Sequence

from stance.parts import Span
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Being, Mention
from stance.prediction.speakers.names import is_younger
from stance.prediction.speakers.roles import is_deed
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import fold, singular, tells_age


def name_of(text: str, voice: Voice) -> str:
    """Give the fullest name that the article has for a voice, or else a description.

    Args:
        text: The article.
        voice: Somebody who speaks in it.

    Returns:
        A person's name before a body's, the longest first, as the article writes it; "" if the
        article never mentions the voice.
    """
    mentions = _without_parts(voice.sightings or voice.sources, text)
    addresses = lexicon().addresses  # "Mr Obi"
    fullest = max(
        mentions,
        key=lambda one: (
            bool(one.name),
            bool(one.name) != bool(one.head),  # "the IAEA" before "the UN's nuclear watchdog"
            one.being is Being.PERSON,
            len(one.name),
            fold(text[one.called.start : one.called.end].split(" ")[0]) not in addresses,
        ),
        default=None,
    )
    if fullest is None:
        return ""
    if fullest.being is Being.PERSON:  # "Obi, who ran the bank" may say it of a "Clara Obi"
        longer = (one for one in mentions if _is_within(fullest.name, one))
        fullest = max((fullest, *longer), key=lambda one: len(one.name))
    elif fullest not in voice.sources:
        is_coded = text[fullest.called.start : fullest.called.end].split()[-1].isupper()
        short = (
            one
            for one in voice.sources
            if is_coded or text[one.called.start : one.called.end].isupper()
        )
        fullest = next((one for one in short if _is_product(fullest, one)), fullest)
    name = _written(text, fullest.called)
    is_named = fullest.name and not fullest.head
    return name if is_named else _written_small(name)


def _without_parts(mentions: Sequence[Mention], text: str) -> Sequence[Mention]:
    """Leave out what somebody owns who goes by a shorter name: "NASA's Moon Office"."""
    names = {text[one.called.start : one.called.end] for one in mentions if one.name}
    owners = tuple(f"{name}{ending} " for name in names for ending in ("'s", "’s"))
    whole = [
        one for one in mentions if not text[one.called.start : one.called.end].startswith(owners)
    ]
    return whole or mentions


def _is_product(longer: Mention, mention: Mention) -> bool:
    """Whether a longer name only begins with a firm's: "LKS Freedom" of LKS, "Larkspur DX"."""
    is_longer = len(longer.name) > len(mention.name) == 1 and longer.name[:1] == mention.name
    known, last = lexicon(), longer.name[-1]
    is_firm = last in known.bodies or last in known.small["shortened"] | known.small["legal"]
    return is_longer and not is_firm


def _is_within(name: Sequence[str], mention: Mention) -> bool:
    """Whether a person is named by more words, of which a shorter name is the first or the last."""
    whole = mention.name[: len(mention.name) - is_younger(mention.name)]
    ends = (whole[-len(name) :], whole[: len(name)])
    return bool(name) and mention.being is not Being.BODY and name in ends


def _written(text: str, span: Span) -> str:
    """Give some words of an article with one space between each two."""
    return " ".join(text[span.start : span.end].split())


def _written_small(description: str) -> str:
    """Write "A senior official" as in the middle of a sentence."""
    first, *_ = description.split(maxsplit=1) or [""]
    is_determiner = first.casefold() in lexicon().determiners
    return description[:1].lower() + description[1:] if is_determiner else description


def roles_of(text: str, voice: Voice) -> list[str]:
    """Give the titles and affiliations that the article has for a voice.

    Args:
        text: The article.
        voice: Somebody who speaks in it.

    Returns:
        The role beside the source that first has one comes first, before those beside other
        mentions: a person's name before a body's and before "the expert", and a noun before "who
        was not involved" or "Sens." of two. An age is none, and nothing that somebody did once:
        "who met the mayor".
    """
    late = {Being.BODY} | ({Being.UNKNOWN} if voice.is_joint else set())
    by_name = sorted(voice.sources, key=lambda one: (not one.name, one.being in late))
    aides = [one for one in voice.sources if not one.name and _speaks(one)]
    named = voice.name_words | voice.aliases
    is_client = any(not (one.about | one.owner).isdisjoint(named) for one in aides)
    is_client = is_client or _is_named_body(voice)
    mentions = [
        one for one in (*by_name, *voice.sightings) if not (is_client and one in aides)
    ]  # "a spokesman for Obi" has a role that is not his, nor that of Larkspur
    spans = (one.role for one in mentions if one.role is not None)
    told = (_written(text, span) for span in spans)
    roles = [
        role for role in told if not (tells_age(fold(role)) or is_deed([*map(fold, role.split())]))
    ]
    return _fullest_first(sorted(dict.fromkeys(roles), key=_tells_little))


def _fullest_first(roles: list[str]) -> list[str]:
    """Put "Ukrainian President" before a mere "President", and "Interior Minister" too."""
    if not roles or " " in roles[0]:
        return roles
    noun = fold(roles[0])
    fuller = [
        one
        for one in roles
        if " " in one
        and fold(one.split(" ")[-1]) == noun
        and (noun in lexicon().small["portfolio"] or _tells_nation(one))
    ]
    return list(dict.fromkeys([*fuller[:1], *roles]))


def _tells_nation(role: str) -> bool:
    """Whether a role begins with a nation: "U.S. President", "Egypt's ambassador"."""
    first, *rest = role.split(" ")
    return bool(rest) and fold(first) in lexicon().nations


def _is_named_body(voice: Voice) -> bool:
    """Whether all who bear a name in a voice are bodies, or may be: "Larkspur"."""
    named = [one for one in voice.sightings if one.name]
    is_told = any(one.being is Being.BODY for one in voice.sightings)
    return bool(named) and all(
        one.being is Being.BODY
        or (one.being is Being.UNKNOWN and not one.gender and (is_told or len(one.name) == 1))
        for one in named
    )


def _tells_little(role: str) -> bool:
    """Whether it is "who was not involved", or what two are together: "Sens."."""
    small, key = lexicon().small, fold(role)
    titles = small["titled"] | small["rank"]
    return role.startswith("who ") or (key != singular(key) and singular(key) in titles)


def _speaks(mention: Mention) -> bool:
    """Whether it is a spokesman, or an aide."""
    return "speaks" in lexicon().classes_of(mention.head) or mention.head == "aide"


def ranks_of(text: str, voice: Voice) -> list[str]:
    """Give the short titles that stand before a voice's name: "Rep.", "Lt. Gov."."""
    mentions = (*voice.sources, *voice.sightings)
    ranks = [text[one.rank.start : one.rank.end] for one in mentions if one.rank is not None]
    return list(dict.fromkeys(ranks))


def mentions_of(voice: Voice) -> tuple[Span, ...]:
    """Give the places where the article points at a voice, in order of the text."""
    sources = {one.span for one in voice.sources}
    others = {one.called for one in voice.sightings if one.span not in sources}
    return tuple(sorted(sources | others))
