"""The parts of a noun phrase: determiner, what stands before a name, the name, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from stance.prediction.speakers.mentions import PARTIES
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import (
    Word,
    owns_by_apostrophe,
    singular,
    tells_age,
    without_prefix,
)

_FULL_NAME = 2
#: Words between "a survey released" and "by Obi Readings", at most, and that "by".
_WITHIN = 5
#: What leads to one of several: "firms like Larkspur".
_FOR_EXAMPLE = frozenset({"like", "including", "such"})
#: Prepositions that a name has within: "Together Against Sizewell C".
_IN_NAMES = frozenset({"Against", "Without"})
#: How a paper came out, or to whom.
_OUT = frozenset(
    {"published", "released", "issued", "presented", "posted", "seen", "obtained"}
    | {"addressed", "sent", "written"}
)
#: What opens the name of a region, with "of".
_REGIONS = frozenset({"isle", "east", "west", "north", "south"})
_YOUNGER = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase, cut into its parts.

    Attributes:
        determiner: Folded determiner, or "".
        before: Words between determiner and name; the whole core where there is no name.
        name: Words of the proper name.
        after: The preposition after the core and what follows it.
        is_body: Whether a noun for a body heads the name, or the core if there is no name.
        is_person: Whether a role or a title says that it is a person.
    """

    determiner: str
    before: tuple[Word, ...]
    name: tuple[Word, ...]
    after: tuple[Word, ...]
    is_body: bool = False
    is_person: bool = False

    @property
    def head(self) -> str:
        """Folded noun before the name, in the singular, or ""."""
        return singular(self.before[-1].key) if self.before else ""

    @property
    def is_plural(self) -> bool:
        """Whether that noun is written in the plural; "people" always is."""
        return bool(self.before) and (self.before[-1].key != self.head or self.head == "people")

    @property
    def is_definite(self) -> bool:
        """Whether it can point at what is known: "the report", not "two reports" or "reports"."""
        small = lexicon().small
        is_open = self.is_paper and self.is_plural and not self.determiner
        return not is_open and self.determiner not in small["several"] | small["indefinite"]

    @property
    def has_example(self) -> bool:
        """Whether one of several follows: "firms like Larkspur"."""
        return any(word.key in _FOR_EXAMPLE for word in self.after[:1])

    @property
    def is_paper(self) -> bool:
        """Whether that noun is a paper: "report", "figures"."""
        known = lexicon().documents
        return self.head in known or any(word.key in known for word in self.before[-1:])

    @property
    def ends_in_name(self) -> bool:
        """Whether what hangs on a noun stands before the name: "envoy to Orland Ada Obi"."""
        has_both = bool(self.name and self.after)
        return has_both and self.name[0].start > self.after[-1].start


def read_phrase(words: Sequence[Word], page: Page) -> Phrase:
    """Cut a noun phrase without marks into its parts."""
    known = lexicon()
    opening = takewhile(
        lambda word: word.key in known.determiners and not page.is_initial(word), words
    )
    first = sum(1 for _ in opening)
    determiner = words[first - 1].key if first else ""
    content = list(words[first:])
    cut = _core_end(content)
    core, after = content[:cut], content[cut:]
    start = _joined_start(core, _name_start(core, page), page)
    is_among = bool(core) and core[0].key in known.small["preposition"]
    is_among = is_among and determiner != ""  # "some at the White House"
    heads = heads_body(core) or _opens_body(core, after, page)
    if start < len(core) and heads and not is_among:
        name, rest = whole_body(core[start:], after, page)
        told, officer, _ = _officer_at_end(core[:start], name, rest, page)
        if officer != name:  # "University of Orno at Linden professor Ada Obi"
            return _phrase(determiner, told, officer, (), is_body=False)
        if len(rest) in {0, len(after)} or rest[0].key in known.small["preposition"]:
            return _phrase(determiner, core[:start], name, rest, is_body=True)
        core, after = content, []  # "Ministry of Justice spokesman Amir Tal"
        start = _joined_start(core, _name_start(core, page), page)
    start = _skip_roles(core, start, page, is_bare=not determiner)
    before, name = core[:start], core[start:]
    if heads_body(core) if not name else [word.key for word in after[:1]] == ["of"]:
        before, name, after = _officer_at_end(before, name, after, page)
    noun = before[-1].key if before else ""
    is_thing = noun in known.documents or heads_body(core)
    is_client = [word.key for word in after[:1]] == ["for"]
    if not name and noun == singular(noun) != "" and not (is_thing or is_client):
        name, after = _name_at_end(after, page)
    is_member = len(name) == 1 and name[0].key in known.small["partisan"]
    if (determiner and is_member) or is_among:  # "one Democrat", "some in the GOP"
        before, name = [*before, *name], []
    is_body = _names_body(before, name, determiner=determiner, page=page)
    if is_body and before and name and singular(name[-1].key) != name[-1].key:
        name, after = whole_body(name, after, page)  # "the charity Lake Friends of Orno"
    return _phrase(determiner, before, name, after, is_body=is_body)


def heads_body(core: Sequence[Word]) -> bool:
    """Whether the last word of a core is a noun for a body, and not a surname: "Sen. Ann Mills"."""
    known = lexicon()
    fields = (word for word in core[:-1] if word.is_capital and word.key in known.small["field"])
    if core and core[-1].text == "Executive" and any(fields):
        return True  # "Health and Safety Executive"
    if not core or known.bodies.isdisjoint((core[-1].key, singular(core[-1].key))):
        return False
    return len(core) <= _FULL_NAME or core[-2].key not in known.given


def _opens_body(core: Sequence[Word], after: Sequence[Word], page: Page) -> bool:
    """Whether a name is like "Isle of Orno Council" or "Dairy Farmers of America"."""
    if not core or len(after) <= 1 or after[0].key != "of" or not core[-1].is_capital:
        return False
    is_several = singular(core[-1].key) in lexicon().roles.keys() - {core[-1].key}
    is_region = core[-1].key in _REGIONS and not any(word.is_capital for word in core[:-1])
    is_whole = not any(word.is_possessive for word in after) and page.is_name_word(after[1])
    return is_whole and (is_region or (is_several and after[1].key == "america"))


def whole_body(
    name: Sequence[Word], after: Sequence[Word], page: Page
) -> tuple[list[Word], list[Word]]:
    """Take "of Foreign Affairs" into the name of a ministry, "to Protect Ice" of a campaign."""
    end = 0
    if after and after[0].key in {"of", "for", "on", "to"}:
        for index, word in enumerate(after[1:], start=1):
            officer = after[index + 1 : index + 3]
            officer = [] if officer[-1:] and officer[-1].key in lexicon().roles else officer
            is_role = index > 1 and singular(word.key) in lexicon().roles
            if is_role and len(officer) == _FULL_NAME and all(map(page.is_name_word, officer)):
                break  # "House of Representatives Speaker Ada Obi"
            if page.is_name_word(word):
                end = index + 1
            elif word.key not in lexicon().small["joint"]:
                break
    return [*name, *after[:end]], list(after[end:])


def _phrase(
    determiner: str,
    before: Sequence[Word],
    name: Sequence[Word],
    after: Sequence[Word],
    *,
    is_body: bool,
) -> Phrase:
    """Make a phrase; it is a person's if its noun is "minister", "Dr" or "56-year-old"."""
    known, noun = lexicon(), singular(before[-1].key) if before else ""
    is_role = without_prefix(noun) in known.persons or noun in known.small["partisan"]
    return Phrase(
        determiner=determiner,
        before=tuple(before),
        name=tuple(name),
        after=tuple(after),
        is_body=is_body,
        is_person=not is_body and (is_role or noun in known.titles or tells_age(noun)),
    )


def _core_end(words: Sequence[Word]) -> int:
    """Give the index of the first word that hangs on the noun before: "of", "presiding"."""
    return next((i for i in range(1, len(words)) if _hangs(words, i)), len(words))


def _hangs(words: Sequence[Word], index: int) -> bool:
    """Whether what hangs on a noun begins at a word: "of", "like", "published" or "presiding"."""
    known, word, previous = lexicon(), words[index], words[index - 1]
    if word.key in known.small["preposition"] or word.text in _FOR_EXAMPLE:
        return word.text not in _IN_NAMES or not previous.is_capital
    if word.text in {"is", "a", "an"} and previous.is_capital:
        return True  # "Ada Obi is a nurse"; "Ada Obi an analyst", where a comma is missing
    noun = singular(previous.key)
    if word.key in known.small["calendar"] and noun in known.documents:
        return True  # "a study Monday in Nature"
    if noun not in known.nouns and previous.key not in known.documents:
        return False
    reach = _WITHIN if word.text.endswith("ed") else 1
    is_by = any(one.key == "by" for one in words[index + 1 : index + 1 + reach])
    hangs = is_by or word.text in _OUT or word.text.endswith("ing")
    return hangs and word.text.islower()  # "data released by the WHO", "a study published on"


def _name_start(core: Sequence[Word], page: Page) -> int:
    """Give the index where the capitalised words at the end of a core begin; its length if none."""
    particles = lexicon().particles
    start = len(core)
    while start and (
        page.is_name_word(core[start - 1])
        or (start < len(core) and _is_number(core[start - 1]))
        or (start < len(core) and core[start - 1].key in particles)
        or (1 < start < len(core) and core[start - 1].text == "the" and core[start - 2].is_capital)
    ):  # "Save the Children"
        start -= 1
    while start < len(core) and core[start].key.isdigit():
        start += 1
    return start


def _is_number(word: Word) -> bool:
    """Whether it is the "4" of "NBC 4 New York" or the "9th" of "9th Circuit"."""
    return word.key.removesuffix("th").removesuffix("rd").isdigit()


def _joined_start(core: Sequence[Word], start: int, page: Page) -> int:
    """Take "Mines and" into the name of the Mines and Geosciences Bureau."""
    while (
        1 < start < len(core)
        and core[start - 1].key in {"and", "&"}
        and page.is_name_word(core[start - 2])
    ):
        start = _name_start(core[: start - 1], page)
    return start


def _skip_roles(core: Sequence[Word], start: int, page: Page, *, is_bare: bool) -> int:
    """Give the index after the last title, role or owner within the capitalised words.

    That is where the name begins, at the least ``start``. Where no determiner stands before them
    (``is_bare``), a trade at the end can be a surname: "Tim Cook", but not "Chief Cook".
    """
    known = lexicon()
    for index in range(len(core) - 1, start - 1, -1):
        word = core[index]
        is_last = index == len(core) - 1 or core[index + 1].key in _YOUNGER
        previous = core[index - 1].key if index > start and is_last and is_bare else ""
        is_full = is_bare and index == start and len(core) - start == _FULL_NAME
        is_surname = (
            previous in known.given
            or (
                is_full and word.key in known.small["forename"]  # "Mason Obi"
            )
            or (previous not in known.roles and previous and word.key in known.small["surname"])
        )
        if not is_surname and _leads(core, index, page):
            return index + 1
    return start


def _leads(core: Sequence[Word], index: int, page: Page) -> bool:
    """Whether a word is a role, or leads to the name after it: a title, a side or an owner."""
    known, word, name = lexicon(), core[index], core[index + 1 :]
    key = without_prefix(word.key)
    if key in known.roles or not name:
        return key in known.roles
    is_side = word.key in known.small["native"] or word.key in PARTIES  # "Democrat Ada Obi"
    is_person = core[-2].key in known.given or word.key in known.bodies  # "the Times' Will"
    owns = word.is_possessive or (is_person and owns_by_apostrophe(word, page.text))
    is_title = key in known.titles and "." not in word.text  # no "C.R. Obi"
    return owns or is_title or (is_side and len(name) >= _FULL_NAME)


def _name_at_end(after: Sequence[Word], page: Page) -> tuple[list[Word], list[Word]]:
    """Find the person at the end of "President of Ukraine Volodymyr Zelenskyy"."""
    known, start = lexicon(), _name_start(after, page)
    led, name = list(after[:start]), list(after[start:])
    small = known.small
    is_thing = any(word.is_possessive or word.key in small["region"] for word in name) or any(
        word.key in small["field"] for word in name[-_FULL_NAME:]
    )  # "of Orland's Got Talent", "of Human Rights Watch"
    is_verb = (
        [word.key for word in led[:1]] == ["to"]
        and led[1:2] != []
        and led[1].key not in known.determiners
    )  # "the candidate to succeed Speaker Ada Obi"
    if len(name) < _FULL_NAME or heads_body(after) or is_thing or is_verb:
        return [], list(after)
    if len(name) == _FULL_NAME:  # "head of the town Ada Obi"; not "head of Orno Lakes"
        noun = led[-1].key if len(led) > 1 else ""
        plain = {"", "and", "or", "&"}.union(known.small["preposition"], known.determiners)
        is_body = singular(noun) in known.bodies and not (
            noun in small["area"] or name[0].key in known.given or name[0].key in known.titles
        )  # "from the daily Ny Vaovao", and no "head of the bureau Ada Obi"
        return ([], list(after)) if noun in plain or is_body else (name, led)
    if name[0].key in known.countries:
        return name[1:], [*led, name[0]]  # "of Turkey Recep Tayyip Obi"
    n_last = _FULL_NAME + (name[-_FULL_NAME - 1].key in known.given)  # "Ada Tarn Obi"
    return list(after[-n_last:]), list(after[:-n_last])


def _officer_at_end(
    before: list[Word], name: list[Word], after: list[Word], page: Page
) -> tuple[list[Word], list[Word], list[Word]]:
    """Find the person at the end of "University of Oslo president Ada Obi", if one is there."""
    roles = lexicon().roles
    start = next((i for i in range(len(after) - 1, 0, -1) if after[i - 1].key in roles), 0)
    is_led = start > 0 and not after[start - 1].is_possessive  # "Sheriff's Office"
    is_led = is_led and any(map(page.is_name_word, after[: start - 1]))
    if is_led and all(map(page.is_name_word, after[start:])):
        return [*before, *name, *after[:start]], after[start:], []
    return before, name, after


def _names_body(
    before: Sequence[Word], name: Sequence[Word], *, determiner: str, page: Page
) -> bool:
    """Whether a phrase names a body rather than a person."""
    known = lexicon()
    last = singular(before[-1].key) if before else ""
    if last in known.roles or last in known.titles:
        return False
    if last in known.bodies and not (name and before[-1].is_possessive):  # "the bureau's Ada Obi"
        return True
    is_called_the = bool(name) and determiner == "the" and not before
    is_acronym = len(name) == 1 and page.is_acronym(name[0])
    return is_called_the or is_acronym or any(word.key in known.bodies for word in name[1:])
