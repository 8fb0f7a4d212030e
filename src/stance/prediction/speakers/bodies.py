"""Telling the names of bodies from those of people."""

from collections.abc import Sequence

from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular

#: What opens the name of a region, with "of".
REGIONS = frozenset({"isle", "east", "west", "north", "south"})


def heads_body(core: Sequence[Word]) -> bool:
    """Whether the last word of a core is a noun for a body, and not a surname: "Sen. Ann Mills"."""
    known = lexicon()
    if _is_executive(core):
        return True
    if not core or known.bodies.isdisjoint((core[-1].key, singular(core[-1].key))):
        return False
    is_given = len(core) > 2 and core[-2].key in known.given  # noqa: PLR2004  # title, given name
    return not (is_given and {core[-3].key} & (known.roles.keys() | known.titles.keys()))


def _is_executive(core: Sequence[Word]) -> bool:
    """Whether a core is like "Health and Safety Executive"."""
    known = lexicon()
    if len(core) < 2 or core[-1].text != "Executive" or not core[-2].is_capital:  # noqa: PLR2004
        return False
    before = core[-2].key
    is_person = before in known.roles or before in known.small["degree"]
    return before in known.small["field"] or not (is_person or len(core) < 3)  # noqa: PLR2004


def is_for_something(core: Sequence[Word], after: Sequence[Word], page: Page) -> bool:
    """Whether a name is like "Transport for London"."""
    if len(after) < 2 or after[0].key != "for" or not page.is_name_word(after[1]):  # noqa: PLR2004
        return False
    is_full_name = len(core) > 1 and core[-2].key in lexicon().given  # "Ada Obi for Food Safety"
    return not is_full_name and not any(word.key in lexicon().roles for word in core)


def is_of_members(core: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a name is like "Dairy Farmers of America"."""
    if [word.text for word in after[:2]] != ["of", "America"] or len(core) < 2:  # noqa: PLR2004
        return False
    known, last = lexicon(), core[-1].key
    is_several = singular(last) != last and singular(last) in known.roles
    is_large = all(word.is_capital for word in core[-2:])
    return is_several and is_large and core[0].key not in known.small["past"]


def names_members(before: Sequence[Word], name: Sequence[Word]) -> bool:
    """Whether a body is called after those who are in it: "the charity Lake Friends of Orno"."""
    last = name[-1].key if before and name else ""
    return singular(last) != last and singular(last) not in lexicon().bodies


def leads_region(core: Sequence[Word], after: Sequence[Word], page: Page) -> bool:
    """Whether a name is like "Isle of Orno Council", or "the East of Orland Ambulance Service"."""
    is_first = not any(word.is_capital for word in core[:-1])  # "Andrea West of Larkspur"
    is_one = core[-1].key in REGIONS and core[-1].is_capital and is_first
    is_of = [word.key for word in after[:1]] == ["of"] and len(after) > 1
    is_owned = any(word.is_possessive for word in after[:-1])
    return is_one and is_of and not is_owned and page.is_name_word(after[1])


def whole_body(
    name: Sequence[Word], after: Sequence[Word], page: Page
) -> tuple[list[Word], list[Word]]:
    """Take "of Foreign Affairs" into the name of a ministry, "to Protect Ice" of a campaign."""
    end = 0
    if after and after[0].key in {"of", "for", "on", "to"}:
        for index, word in enumerate(after[1:], start=1):
            if index > 1 and _is_officer(after[index:], page):
                break  # "House of Representatives Speaker Ada Obi"
            if page.is_name_word(word):
                end = index + 1
            elif word.key not in lexicon().small["joint"]:
                break
    return [*name, *after[:end]], list(after[end:])


def _is_officer(words: Sequence[Word], page: Page) -> bool:
    """Whether words begin with a role and the name of who holds it."""
    named = words[1:3]
    is_role = singular(words[0].key) in lexicon().roles
    is_named = len(named) == 2 and all(map(page.is_name_word, named))  # noqa: PLR2004
    return is_role and is_named and named[-1].key not in lexicon().roles  # "Medical Examiner"


def names_body(
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


def ends_in_official(before: Sequence[Word], determiner: str) -> bool:
    """Whether it is "the official Xinhua" or "China's official Xinhua", no "U.S. official"."""
    if not before or before[-1].key != "official":
        return False
    return before[-2].is_possessive if len(before) > 1 else determiner == "the"
