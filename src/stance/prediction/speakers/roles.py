"""What stands beside a name: titles, appositions, roles, affiliations, and whose they are."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import (
    Word,
    is_thing_owner,
    singular,
    span_of,
    tells_age,
    without_prefix,
)

#: How most participles end.
_PARTICIPLES = ("ed", "en", "wn")
_BEING = frozenset({"is", "was", "are", "were"})
#: What somebody is who "is retired" or "was elected mayor".
_STATES = frozenset({"appointed", "based", "elected", "married", "named", "retired", "trained"})
#: What can stand before the verb of a clause, besides words in "-ly".
#: What leads from a role to a name: "a man known as Nick".
_LINKS = frozenset({"called", "named", "known", "as", "and"})
#: What no role begins with, and whom a clause is about.
_ASIDES = frozenset({"like", "including", "or", "not", "made", "set"})
_EMPTY = frozenset({"then", "now", "and", "or"})
_SUBJECTS = frozenset({"he", "she", "they", "we"})
_WHEN = frozenset({"also", "first", "later", "never", "now", "often", "once", "still", "then"})


def role_of(phrase: Phrase, others: Sequence[Sequence[Word]]) -> Sequence[Word]:
    """Give the words beside a name that say what its bearer is.

    Args:
        phrase: The phrase with the name.
        others: The segments that follow it.

    Returns:
        The words before the name, if they are more than a form of address or a party; else the
        apposition after it, else the office before it or what hangs on a person's name ("of Y",
        "is a nurse"), else a clause ("who …"); empty if there is nothing.
    """
    known = lexicon()
    if phrase.has_example:
        return ()  # "Democrats like Ada Obi, the mayor"
    if phrase.ends_in_name:
        role = (*phrase.before, *phrase.after)  # "President of Ukraine Volodymyr Zelenskyy"
        return role[: len(role) - (role[-1].key in known.titles)]
    if _tells_before(phrase, others):
        return _without_links(untitled(phrase))
    held = phrase.before[-1:]
    told = [one for one in map(_beyond_party, others) if _looks_like_role(one)]
    beside = next((_without_lead(one) for one in told if not _says_less(one, held)), ())
    if beside and beside[0].key != "who":
        return beside
    office = untitled(phrase) or phrase.before  # "Judge" of "Judge Don Obi"
    last = office[-1].key if office else ""
    is_led = any(
        word.key in known.small["belonging"] | {"a", "an", "is"} for word in phrase.after[:1]
    )
    is_led = is_led and not (phrase.is_body or _says_less(phrase.after, held))
    if last not in known.small["ruler"] and is_led and len(phrase.after) > 1:
        return without_determiner(phrase.after[1:])  # and "Chancellor" of "Chancellor Obi of …"
    is_office = last in known.offices or last in known.small["partisan"]
    is_less = not beside or is_deed([word.key for word in beside])
    return office if is_office and is_less else beside


def _without_links(role: Sequence[Word]) -> Sequence[Word]:
    """Leave out what only leads to a role or a name, and the rank of an officer.

    That is "after presenter", "a man called", "army spokesman Major General".
    """
    known, end = lexicon(), len(role)
    while end > 1 and role[end - 1].key in known.small["article"] | _LINKS:
        end -= 1
    n_words = end
    while n_words > 1 and role[n_words - 1].is_capital and role[n_words - 1].key in known.ranks:
        n_words -= 1
    officer = role[n_words - 1]
    is_officer = officer.text.islower() and officer.key in known.persons
    leads = end > 1 and role[0].key in known.small["clause"]
    return role[leads : n_words if is_officer else end]


def _beyond_party(segment: Sequence[Word]) -> Sequence[Word]:
    """Give the "panel's chair" of "Democrat of Orno and the panel's chair", else all words."""
    is_member = without_determiner(segment)[0].key in lexicon().small["partisan"]
    end = next((i for i, word in enumerate(segment) if word.key == "and"), len(segment))
    return segment[end + 1 :] if is_member and segment[end + 1 :] else segment


def _says_less(segment: Sequence[Word], office: Sequence[Word]) -> bool:
    """Whether words beside a name say less than the office before it.

    They do if they say where an officer is ("of Orno"), and, beside a seat in parliament, if they
    tell a party or what somebody has been.
    """
    known, small = lexicon(), lexicon().small
    first, *rest = without_determiner(segment)
    is_seat = any(one.key in small["titled"] | small["rank"] for one in office)
    told = [one.key for one in (first, *rest[:1])]
    is_party = not small["partisan"].isdisjoint(told) and known.persons.isdisjoint(told)
    is_place = all(one.is_capital and one.key not in known.bodies for one in rest)
    is_whence = first.key in {"of", "from"} and bool(rest) and is_place
    is_officer = any(one.key in known.offices for one in office)
    is_over = first.key in small["past"]
    return (is_seat and (is_party or is_over)) or (is_officer and is_whence)


def address_of(phrase: Phrase) -> Sequence[Word]:
    """Give the "Dr" right before a name: what only addresses, and is no office or rank."""
    known, start = lexicon(), len(phrase.before)
    while start and phrase.before[start - 1].key in known.titles:
        if phrase.before[start - 1].key in known.offices:
            break
        start -= 1
    return phrase.before[start:]


def untitled(phrase: Phrase) -> Sequence[Word]:
    """Give what stands before a name, without the "Dr" right before it."""
    return phrase.before[: len(phrase.before) - len(address_of(phrase))]


def called(phrase: Phrase, page: Page) -> Span:
    """Give the words to call somebody by: the name, and the "Dr" before it.

    A title is a role and no part of a name (annotation guidelines), but for what only addresses;
    nor is a possessive ending.
    """
    first, last = (*address_of(phrase), *phrase.name)[0], phrase.name[-1]
    known = lexicon().small
    is_owner = last.is_possessive and last.key not in known["apostrophe"]  # "McDonald's"
    if not is_owner and (last.key in known["shortened"] or "." in last.text):
        return _with_full_stop(Span(first.start, last.end), page)  # "Obi Inc.", "the U.N."
    return Span(first.start, last.end - 2 * is_owner)


def rank_before(phrase: Phrase, page: Page) -> Span | None:
    """Give the short title of an office right before a name, "Lt. Gov.", if it is not over."""
    small = lexicon().small
    ranks = list(
        takewhile(
            lambda word: (
                word.key in small["rank"] | (small["titled"] if word.is_capital else set())
            ),
            reversed(phrase.before),
        )
    )
    if not ranks or any(word.key in small["past"] for word in phrase.before):
        return None
    return _with_full_stop(Span(ranks[-1].start, ranks[0].end), page)


def role_span(role: Sequence[Word], page: Page) -> Span:
    """Give the place of a role: "state Sen." with its full stop, and "Malta" of "Malta's Obi"."""
    small, last = lexicon().small, role[-1]
    if last.is_possessive:
        return Span(role[0].start, last.end - 2)
    is_short = without_prefix(last.key) in small["rank"] | small["shortened"]
    return _with_full_stop(span_of(role), page) if is_short else span_of(role)


def gender_of(words: Iterable[Word]) -> str:
    """Give the gender that a title or a role among words shows, or ""."""
    known = lexicon()
    shown = ""
    for word in words:
        if word.key in known.small["preposition"]:
            break  # "spokesperson for Mr Obi"
        gender = known.titles.get(word.key) or known.roles.get(word.key) or ""
        shown = "" if word.is_possessive else shown or gender  # "Mr Obi's wife"
    return shown


def given_gender(name: Sequence[Word]) -> str:
    """Give the gender that the given name of a person shows, or ""."""
    gender = lexicon().given.get(name[0].key, "")
    return gender if len(name) > 1 or gender == "f" else ""


def is_deed(clause: Sequence[str]) -> bool:
    """Tell whether folded words are a clause of what somebody did, and not of what they are.

    That is "who met the mayor", "who is seen as a threat", and not "who runs the bank".
    """
    who, *rest = clause
    if who != "who":
        return False
    small = lexicon().small
    told = [word for word in rest if not word.endswith("ly") and word not in _WHEN]
    verb, following, *_ = [*told, "", ""]
    if verb in {"has", "have", "had"} and following.endswith(_PARTICIPLES):
        verb = following  # "who has shown", "who has worked"
    if verb in _BEING and following.endswith((*_PARTICIPLES, "ing")):
        return following not in _STATES  # "who is seen as the favourite"
    is_lasting = verb in small["lasting"] or verb in small["finite"]
    return not is_lasting and not (verb.endswith("s") and verb not in small["remark"])


def _names_another(words: Sequence[Word]) -> bool:
    """Tell whether words tell of somebody else by name: "his wife Ada", "party leader Ada Obi"."""
    known = lexicon()
    for index, (one, two) in enumerate(pairwise(words)):
        is_led = index > 0 and one.key in known.determiners
        if one.key in known.small["preposition"] or is_led:
            return False
        is_name = two.key in known.given or words[0].key in known.small["owner"]
        if singular(one.key) in known.persons and two.is_capital and is_name:
            return not any(word.is_possessive for word in words)  # "President Ada Obi's adviser"
    return False


def without_determiner(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out a leading "a", "the" or "his", unless it is all there is."""
    is_led = len(words) > 1 and words[0].key in lexicon().determiners
    is_led = is_led and [word.key for word in words[:2]] != ["one", "of"]
    return words[1:] if is_led else words


def _tells_before(phrase: Phrase, others: Sequence[Sequence[Word]]) -> bool:
    """Whether words before a name are more than "Mr", a party, "rival" or "July's".

    An owner or a rank is nothing beside what an apposition says: "NASA's Ada Obi, its chief".
    """
    known, before = lexicon(), phrase.before
    small, parties = known.small, known.small["partisan"]
    plain = (parties, small["modifier"], small["calendar"], small["preposition"])
    if all(word.key in known.titles for word in before) or all(
        word.tells_of_another or any(word.key in group for group in plain) for word in before
    ):
        return False
    nouns = known.roles if address_of(phrase) else known.nouns
    is_told = any(
        singular(word.key) in nouns and not (phrase.is_body and is_thing_owner(word))
        for word in untitled(phrase)
    )
    capitals = (word for word in untitled(phrase) if word.is_capital)
    is_told = is_told or not all(word.tells_of_another for word in capitals)
    if (phrase.determiner or phrase.is_body) and not is_told:
        return False  # "an emotional Ada Obi", "the joint Orno Office"
    is_owner = before[-1].is_possessive and all(one.is_capital for one in before)
    is_less = is_owner or all(one.key in known.ranks for one in before)
    return not is_less or not any(_looks_like_role(one) and one[0].key != "who" for one in others)


def _looks_like_role(segment: Sequence[Word]) -> bool:
    """Whether words beside a name say what its bearer is.

    False of "left" in a caption, "repeatedly calling for help" and "with her son".
    """
    known, first = lexicon(), segment[0]
    plain = known.small["pictured"] | known.small["no-longer"]
    with_whom = segment[1:2] if first.key == "with" else ()
    if all(word.key in plain for word in segment) or any(
        one.key in known.small["owner"] or tells_age(one.key) for one in with_whom
    ):
        return False
    if first.key in known.small["relative"]:
        is_cut = segment[-1].key in known.small["finite"] | {"not"}  # "who was"
        return first.key == "who" and len(segment) > 1 and not is_cut
    asides = known.small["aside"] | known.small["several"] | _ASIDES
    is_clause = first.key in asides or any(word.text in _SUBJECTS for word in segment)
    is_clause = is_clause or _names_another(segment)
    if is_clause or _acts(segment):
        return False  # "Ada Obi, in the red coat", "wept as he spoke"
    told = known.roles.keys() | known.small["partisan"] | known.small["counsel"]
    plain = known.determiners | _EMPTY  # "then 38"
    nouns = [word for word in segment if word.text[0].islower() and word.key not in plain]
    is_plain = bool(nouns) and not first.key.endswith("ing")
    return is_plain or any(singular(word.key) in told for word in segment)


def _acts(segment: Sequence[Word]) -> bool:
    """Whether words tell what somebody did or does: "polled 804 voters", "speaking at a vigil"."""
    small = lexicon().small
    segment = segment[len(segment) > 1 and segment[0].key.endswith("ly") :]
    first, following = segment[0].key, segment[1:2]
    objects = (lexicon().determiners, small["preposition"])
    is_followed = all(
        word.key.isdigit() or any(word.key in group for group in objects) for word in following
    )
    is_verb = first.endswith("ed") and first not in small["modifier"]
    return (is_verb or (first.endswith("ing") and bool(following))) and is_followed


def _without_lead(segment: Sequence[Word]) -> Sequence[Word]:
    """Leave out what leads to a role after a name: "of the", "a", "is a"."""
    small = lexicon().small
    if segment[0].key == "who":  # "who is now a nurse", and no "who is seen as a threat"
        told = segment[2 + any(word.key == "now" for word in segment[2:3]) :]
        leads = lexicon().small["degree"] | lexicon().persons | small["article"]
        is_told = len(told) > 1 and segment[1].key == "is" and told[0].key in leads
        return without_determiner(told) if is_told else segment
    leads_on = len(segment) > 1 and segment[0].key in small["belonging"] | {"is"}
    return without_determiner(segment[1:] if leads_on else segment)


def _with_full_stop(span: Span, page: Page) -> Span:
    """Take in the full stop that shortens a last word: "Obi Inc."."""
    return Span(span.start, span.end + (page.text[span.end : span.end + 1] == "."))
