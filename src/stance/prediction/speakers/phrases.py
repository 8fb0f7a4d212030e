"""The parts of a noun phrase: determiner, what stands before a name, the name, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.prediction.speakers.bodies import (
    ends_in_official,
    heads_body,
    is_for_something,
    names_body,
    whole_body,
)
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.name_ends import (
    is_surname,
    joined_start,
    name_at_end,
    name_start,
    officer_at_end,
)
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.words import (
    Word,
    is_first_lady,
    singular,
    tells_age,
    without_prefix,
)

_FULL_NAME = 2
#: Words between "a survey released" and "by Obi Readings", at most, and that "by".
_WITHIN = 5


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
        if self.is_paper and self.is_plural and not self.determiner:
            return False
        return self.determiner not in small["several"] | small["indefinite"]

    @property
    def is_paper(self) -> bool:
        """Whether that noun is a paper: "report", or "figures" that are not "senior figures"."""
        known = lexicon()
        if self.head in known.documents:
            return True
        is_people = any(word.key in known.small["modifier"] for word in self.before)
        return self.is_plural and self.before[-1].key in known.documents and not is_people


def split_segments(words: Sequence[Word]) -> list[list[Word]]:
    """Cut words at marks of punctuation and before relative pronouns.

    Args:
        words: Words and marks.

    Returns:
        Stretches of words without marks, none of them empty.
    """
    segments: list[list[Word]] = [[]]
    for word in _without_owners_acronym(words):
        if word.is_mark:
            segments.append([])
        elif word.text in lexicon().small["relative"] and segments[-1]:
            segments.append([word])
        else:
            segments[-1].append(word)
    return [segment for segment in segments if segment]


def _without_owners_acronym(words: Sequence[Word]) -> list[Word]:
    """Leave out "(CFMEU)" where it parts a name from whose it is: "the Union's (CFMEU) Ada Obi"."""
    kept: list[Word] = []
    closed = -1
    for index, word in enumerate(words):
        if word.text == "(" and kept and kept[-1].is_possessive:
            closed = index + 2 if [one.text for one in words[index + 2 : index + 3]] == [")"] else -1
        if index > closed:
            kept.append(word)
    return kept


def read_phrase(words: Sequence[Word], page: Page) -> Phrase:
    """Cut a noun phrase into its parts.

    Args:
        words: One segment, without marks.
        page: The article that it is from.

    Returns:
        Its parts.
    """
    known = lexicon()
    first = next(
        (i for i, one in enumerate(words) if one.key not in known.determiners or page.is_initial(one)),
        len(words),
    )
    determiner = words[first - 1].key if first else ""
    content = words[first:]
    cut = next((i for i in range(1, len(content)) if _ends_core(content, i)), None)
    core, after = list(content[:cut]), list(content[cut:]) if cut else []
    start = name_start(core, page)
    if start < len(core) and (heads_body(core) or is_for_something(core, after, page)):
        start = joined_start(core, start, page)
        name, rest = whole_body(core[start:], after, page)
        is_cut = len(rest) == len(after)  # "the Park Service operating out of Orno"
        if not rest or is_cut or rest[0].key in known.small["preposition"]:
            return _phrase(determiner, core[:start], name, rest, is_body=True)
        core, after = list(content), []  # "Ministry of Justice spokesman Amir Tal"
        start = name_start(core, page)
    if start < len(core):
        start = joined_start(core, start, page)  # "the Internet and American Life Project"
    start = _skip_roles(core, start, is_bare=not determiner)
    before, name = core[:start], core[start:]
    if len(name) == 1 and ends_in_official(before, determiner):
        return _phrase(determiner, before[:-1], name, after, is_body=True)
    if not name and heads_body(core):
        before, name, after = officer_at_end(before, after, page)
    noun = before[-1].key if before else ""
    is_one = noun != "" and noun == singular(noun)
    is_paper = noun in known.documents  # at its end is where it is from, not its name
    if is_one and not (is_paper or name or heads_body(core)):
        name, after = name_at_end(after, page)
    is_body = names_body(before, name, determiner=determiner, page=page)
    return _phrase(determiner, before, name, after, is_body=is_body)


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
    return noun in lexicon().persons or noun in lexicon().titles or tells_age(noun)


def _ends_core(words: Sequence[Word], index: int) -> bool:
    """Whether what hangs on a noun begins at a word: "of", "mostly from", or "presiding"."""
    word, previous = words[index], words[index - 1]
    small = lexicon().small
    if word.key in small["rather"] and index + 1 < len(words):
        word = words[index + 1]  # "mostly from"
    if word.key in small["preposition"]:
        return True
    noun = singular(previous.key)
    if word.text in {"a", "an"} and previous.is_capital and index > 1:
        return True  # "Ada Obi an analyst at the bank", where a comma is missing
    if noun in lexicon().documents and word.key in small["calendar"]:
        return True  # "a study Monday in Nature"
    if noun in lexicon().documents and word.text.islower():  # "data released by the WHO"
        reach = _WITHIN if word.text.endswith("ed") else 1
        if any(one.key == "by" for one in words[index + 1 : index + 1 + reach]):
            return True
    nouns = lexicon().roles.keys() | lexicon().bodies | lexicon().documents
    is_noun = noun in nouns
    is_title = index + 1 < len(words) and singular(words[index + 1].key) in lexicon().roles
    return is_noun and word.text.endswith("ing") and word.text.islower() and not is_title


def _tells_side(word: Word, following: Word) -> bool:
    """Whether a word before a full name is no part of it: "the Kenyan Paul Obi", "Democrat …"."""
    known = lexicon()
    is_native = word.key in known.small["native"] or word.key.endswith(("man", "woman"))
    is_native = is_native or (word.text.isupper() and len(word.text) > 1)  # "the CBS Paul Obi"
    return word.key in known.small["partisan"] or (is_native and following.key in known.given)


def _skip_roles(core: Sequence[Word], start: int, *, is_bare: bool) -> int:
    """Give the index after the last title, role or owner within the capitalised words."""
    known = lexicon()
    for index in range(len(core) - 1, start - 1, -1):
        word = core[index]
        is_last = index == len(core) - 1
        if is_last and is_bare and index > start and is_surname(word, after=core[index - 1]):
            continue
        key = without_prefix(word.key)
        if key in known.roles or is_first_lady(core[: index + 1]):
            return index + 1
        if not is_last and (key in known.titles or singular(key) in known.small["ruler"]):
            return index + 1  # "Dr", "former Presidents Obi and Tarn"
        if index + _FULL_NAME < len(core) and _tells_side(word, core[index + 1]):
            return index + 1
        if word.is_possessive and not is_last:
            return index + 1
    return start
