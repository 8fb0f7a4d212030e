"""Who speaks in a paper, in an office, or first of two: "data from the WHO", "Obi's office"."""

from collections.abc import Sequence
from itertools import dropwhile, islice, takewhile

from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase, read_phrase, whole_body
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

_ISSUED = ("by", "from")
#: What stands before a day, a week or a year.
_BEFORE_DATE = frozenset({"last", "this", "earlier", "late", "early", "on", "in", "next"})
#: How far from the beginning two speakers are joined, in words.
_SIGHT = 20
#: Within how many words of a comma "by" or "from" comes, and a name.
_NEAR = 3


def holder_of(phrase: Phrase) -> Sequence[Word]:
    """Give the words for whose office speaks: the Okoro of "Okoro's office", if it is one."""
    owner = phrase.before[:-1]
    while owner and owner[-1].key in lexicon().small["press"]:
        owner = owner[:-1]  # "Hezbollah's media office"
    is_owned = bool(owner) and phrase.head == "office" and owner[-1].is_possessive
    return owner if is_owned and not phrase.determiner else ()


def issuer_of(phrase: Phrase, page: Page) -> Sequence[Word]:
    """Give the words for whoever issued a paper: the WHO of "data from the WHO".

    There are none if it is no paper, does not say whose, or is one that somebody keeps and does not
    issue: "Election Commission records".
    """
    known, own = lexicon(), phrase.before[:-1]
    if not phrase.is_paper or phrase.head in known.small["kept"]:
        return ()
    start = _issuer_start([word.key for word in phrase.after[:-1]])
    if start:
        is_date = known.small["calendar"] | _BEFORE_DATE
        first, *rest = phrase.after[start:]
        words = (first, *takewhile(lambda word: word.key not in is_date, rest))
        issuer = read_phrase(words, page)
        if issuer.name or issuer.is_body or issuer.is_person:
            return words
    return _owner_among(own, page) or _described_body(phrase)


def issuer_beside(phrase: Phrase, others: Sequence[Sequence[Word]], page: Page) -> Sequence[Word]:
    """Give the words for whoever issued a paper, after a comma: "the poll, conducted by Obi TV"."""
    words = others[0] if others and phrase.is_paper else ()
    start = _issuer_start([word.key for word in words[:_NEAR]])
    issuer = words[start:] if start and words[0].key != "of" else ()
    if not issuer:
        return ()
    read = read_phrase(issuer, page)
    return issuer if read.name or read.is_body else ()


def _owner_among(words: tuple[Word, ...], page: Page) -> Sequence[Word]:
    """Give the words up to a possessive, or else the name among them: "the Orno Watch report"."""
    owns = next((i for i in reversed(range(len(words))) if words[i].is_possessive), None)
    if owns is not None:
        is_day = words[owns].key in lexicon().small["calendar"]  # "Thursday's report"
        return () if is_day else words[: owns + 1]
    for index, word in enumerate(words):
        if page.is_name_word(word):
            is_nation = word.key in lexicon().nations  # "a UK study"
            named = list(takewhile(page.is_name_word, words[index:]))
            rest = words[index + len(named) :]  # "Bank of Orland data"
            return () if is_nation else tuple(whole_body(named, rest, page)[0])
    return ()


def _described_body(phrase: Phrase) -> Sequence[Word]:
    """Give the body of "a home ministry statement" and of "the latest government data"."""
    known, own = lexicon(), phrase.before[:-1]
    if phrase.head in known.small["filed"] or not own or own[-1].key not in known.bodies:
        return ()  # "court documents"
    return tuple(dropwhile(lambda word: word.key in known.small["dated"], own))


def first_of_two(words: Sequence[Word], page: Page) -> list[Word]:
    """Give the first of two speakers that a phrase joins: "Miller" of "Miller and Mr Smith".

    All words if the name of a body runs over it: "Department of Health and Human Services".
    """
    for index, word in islice(enumerate(words[:-1]), 1, _SIGHT):
        before = words[index - 1]
        if word.key != "and":
            continue
        if before.key in {"he", "she"}:
            return [before]  # "both he and the governor"
        if before.is_capital and before.key in lexicon().titles:
            continue  # "Orno Gov. and party chair Ada Obi"
        after = words[index + 1 : index + 1 + _SIGHT]
        one, other = read_phrase(words[:index], page), read_phrase(after, page)
        is_known = not (one.after or other.before) and page.are_named_apart(one.name, other.name)
        is_two = bool(other.name) and (_is_apart(one, other) or is_known)
        if one.name and (is_two or _are_colleagues(after)):
            return list(words[:index])
        is_other = _is_somebody(other) or (other.name and not _is_role_too(one, other))
        if _is_somebody(one) and is_other:
            return list(words[:index])  # "officials and analysts"
    return list(words)


def _is_apart(one: Phrase, other: Phrase) -> bool:
    """Whether two names can be no parts of one: "Britain and France", "Obi and husband Ben"."""
    known, last = lexicon(), one.name[-1:]
    if any(word.key in known.small["field"] for word in last):
        return other.determiner != ""  # "former Housing and Urban Development Secretary Ada Obi"
    is_state = len(one.name) == 1 and last[0].key in known.small["state"]
    beside = known.titles.keys() | known.small["kin"]
    is_beside = bool(other.before) and all(word.key in beside for word in other.before)
    is_full = len(other.name) > 1 and other.name[0].key in known.given
    is_bare = not (one.before or one.after or other.before)
    is_person = one.is_person and not (one.is_plural and is_full)  # "parents Ada and Ben Obi"
    is_after = bool(one.after) and not other.before and is_full
    is_told = other.determiner != "" or (bool(one.before) and bool(other.before))
    return is_told or is_person or is_beside or is_after or (is_state and is_bare)


def _is_somebody(phrase: Phrase) -> bool:
    """Whether a description is of people or of a body, and would stand alone: "officials"."""
    if phrase.name or not phrase.before or phrase.after:
        return False
    is_owned = phrase.determiner != "" or any(word.is_possessive for word in phrase.before)
    are_several = phrase.is_plural and phrase.head in lexicon().persons
    is_one = is_owned and (phrase.is_person or phrase.is_body)
    return are_several or is_one or phrase.head == "police"


def _is_role_too(one: Phrase, other: Phrase) -> bool:
    """Whether both are one person: "a nurse and union steward Ada Obi"."""
    is_one = one.is_person and not one.is_plural
    is_led = other.determiner != "" or other.head in lexicon().titles
    return is_one and other.is_person and not is_led


def without_edges(words: Sequence[Word]) -> list[Word]:
    """Leave out "even" before a phrase, and "itself" or "both" after it."""
    words, tails, nations = list(words), lexicon().small["tail"], lexicon().nations
    if len(words) > 1 and words[0].key == "even":
        words = words[1:]
    while len(words) > 1 and words[-1].key in tails:
        words.pop()
    is_agency = [word.text for word in words[-2:]] == ["news", "agency"]
    is_named = len(words) > 2 and words[-3].is_capital  # noqa: PLR2004  # "Xinhua news agency"
    return words[:-2] if is_agency and is_named and words[-3].key not in nations else words


def names_several(word: Word) -> bool:
    """Whether the last word of a name is "Republicans" or "Germans"."""
    one = singular(word.key)
    return one != word.key and one in lexicon().small["native"]


def _are_colleagues(words: Sequence[Word]) -> bool:
    """Whether words are "her colleagues", "others" or "the team at Orno"."""
    small = lexicon().small
    plain = small["article"] | small["company"]
    noun = takewhile(lambda word: word.key not in small["preposition"], words)
    return words[0].key in small["owner"] or all(word.key in plain for word in noun)


def _issuer_start(keys: Sequence[str]) -> int:
    """Give the index after "by", "from" or, at the very beginning, "of"; 0 if there is none."""
    for one in _ISSUED:
        if one in keys:
            at = keys.index(one)
            return 0 if at and keys[at - 1] in lexicon().small["seen"] else at + 1
    return int(keys[:1] == ["of"])
