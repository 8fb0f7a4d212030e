"""The parts of a noun phrase: determiner, what stands before a name, the name, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from stance.prediction.speakers.bodies import (
    ends_in_official,
    heads_body,
    is_for_something,
    is_of_members,
    leads_region,
    names_body,
    names_members,
    whole_body,
)
from stance.prediction.speakers.naming.name_ends import (
    joined_start,
    name_at_end,
    name_start,
    officer_at_end,
)
from stance.prediction.speakers.naming.skipping import skip_roles
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.cores import FOR_EXAMPLE, core_end
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, tells_age, without_prefix


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
        is_plural = self.is_plural or self.head == "data"
        if self.is_paper and is_plural and not self.determiner:
            return False
        return self.determiner not in small["several"] | small["indefinite"]

    @property
    def has_example(self) -> bool:
        """Whether one of several follows: "firms like Larkspur"."""
        return any(word.key in FOR_EXAMPLE for word in self.after[:1])

    @property
    def is_paper(self) -> bool:
        """Whether that noun is a paper: "report", or "figures" that are not "senior figures"."""
        known = lexicon()
        if self.head in known.documents:
            return True
        is_people = any(word.key in known.small["modifier"] for word in self.before)
        return self.is_plural and self.before[-1].key in known.documents and not is_people


def read_phrase(words: Sequence[Word], page: Page) -> Phrase:
    """Cut a noun phrase into its parts.

    Args:
        words: One segment, without marks.
        page: The article that it is from.

    Returns:
        Its parts.
    """
    known = lexicon()
    opening = takewhile(
        lambda word: word.key in known.determiners and not page.is_initial(word), words
    )
    first = sum(1 for _ in opening)
    determiner = words[first - 1].key if first else ""
    content = words[first:]
    cut = core_end(content)
    core, after = list(content[:cut]), list(content[cut:])
    is_around = [determiner, *(word.text for word in core[:1])] == ["those", "around"]
    start = len(core) if is_around else name_start(core, page)  # "those around Obi"
    is_addressed = [word.key in known.addresses for word in core] == [True, False]  # "Mr Banks"
    is_among = core[:1] != [] and core[0].key in known.small["preposition"]  # "some in the GOP"
    heads = heads_body(core) and not (is_addressed or is_among)
    heads = heads or is_for_something(core, after, page) or is_of_members(core, after)
    if start < len(core) and (heads or leads_region(core, after, page)):
        body = _body_of(determiner, core, joined_start(core, start, page), after, page=page)
        if body:
            return body
        core, after = list(content), []  # "Ministry of Justice spokesman Amir Tal"
        start = name_start(core, page)
    if start < len(core):
        start = joined_start(core, start, page)  # "the Internet and American Life Project"
    start = skip_roles(core, start, page, is_bare=not determiner)
    before, name = core[:start], core[start:]
    if len(name) == 1 and ends_in_official(before, determiner):
        return _phrase(determiner, before[:-1], name, after, is_body=True)
    if not name and heads_body(core):
        before, name, after = officer_at_end(before, after, page)
    before, name, after = _officer_after(before, name, after, page)
    noun = before[-1].key if before else ""
    is_accused = noun.endswith("ed") and any(word.key in known.persons for word in before[-2:-1])
    is_one = noun != "" and noun == singular(noun) and not is_accused
    is_paper = noun in known.documents  # at its end is where it is from, not its name
    is_client = bool(after) and after[0].key == "for" and "speaks" in known.classes_of(noun)
    if is_one and not (is_paper or is_client or name or heads_body(core)):
        name, after = name_at_end(after, page)
    before, name = _without_party(determiner, before, name)
    is_body = names_body(before, name, determiner=determiner, page=page)
    if is_body and names_members(before, name):
        name, after = whole_body(name, after, page)
    return _phrase(determiner, before, name, after, is_body=is_body)


def _without_party(
    determiner: str, before: list[Word], name: list[Word]
) -> tuple[list[Word], list[Word]]:
    """Read "one Democrat", or "some in the GOP", as a description, and not as a name."""
    small = lexicon().small
    is_member = len(name) == 1 and name[0].key in small["partisan"]
    is_among = before != [] and before[0].key in small["preposition"]
    is_told = determiner != "" and (is_member or is_among)
    return ([*before, *name], []) if is_told else (before, name)


def _body_of(
    determiner: str, core: list[Word], start: int, after: list[Word], *, page: Page
) -> Phrase | None:
    """Read the name of a body, and the officer of whom it is only the beginning of the role."""
    name, rest = whole_body(core[start:], after, page)
    told, officer, _ = officer_at_end([*core[:start], *name], rest, page)
    if officer:  # "University of Orno at Linden professor Ada Obi"
        return _phrase(determiner, told, officer, (), is_body=False)
    is_cut = len(rest) == len(after)  # "the Park Service operating out of Orno"
    if not rest or is_cut or rest[0].key in lexicon().small["preposition"]:
        return _phrase(determiner, core[:start], name, rest, is_body=True)
    return None


def _officer_after(
    before: list[Word], name: list[Word], after: list[Word], page: Page
) -> tuple[list[Word], list[Word], list[Word]]:
    """Find the person at the end of "Hall of Fame trainer Ada Obi"; else the name before "of"."""
    if not name or [word.key for word in after[:1]] != ["of"]:
        return before, name, after
    told, officer, rest = officer_at_end([*before, *name], after, page)
    return (told, officer, rest) if officer else (before, name, after)


def _phrase(
    determiner: str,
    before: Sequence[Word],
    name: Sequence[Word],
    after: Sequence[Word],
    *,
    is_body: bool,
) -> Phrase:
    last = singular(before[-1].key) if before else ""
    return Phrase(
        determiner=determiner,
        before=tuple(before),
        name=tuple(name),
        after=tuple(after),
        is_body=is_body,
        is_person=not is_body and _is_person(last),
    )


def _is_person(noun: str) -> bool:
    """Whether a noun is what only people are: "minister", "Dr", "56-year-old"."""
    known = lexicon()
    is_role = without_prefix(noun) in known.persons or noun in known.small["partisan"]
    return is_role or noun in known.titles or tells_age(noun)
