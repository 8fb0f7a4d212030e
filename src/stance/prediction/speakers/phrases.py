"""The parts of a noun phrase: determiner, what stands before a name, the name, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.prediction.speakers.bodies import heads_body, is_for_something, names_body, whole_body
from stance.prediction.speakers.lexicon import lexicon
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.words import Word, singular

_FULL_NAME = 2
#: "New York" and half of a full name.
_PLACE_AND_SURNAME = 3


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


def split_segments(words: Sequence[Word]) -> list[list[Word]]:
    """Cut words at marks of punctuation and before relative pronouns.

    Args:
        words: Words and marks.

    Returns:
        Stretches of words without marks, none of them empty.
    """
    segments: list[list[Word]] = [[]]
    for word in words:
        if word.is_mark:
            segments.append([])
        elif word.text in lexicon().small["relative"] and segments[-1]:
            segments.append([word])
        else:
            segments[-1].append(word)
    return [segment for segment in segments if segment]


def read_phrase(words: Sequence[Word], page: Page) -> Phrase:
    """Cut a noun phrase into its parts.

    Args:
        words: One segment, without marks.
        page: The article that it is from.

    Returns:
        Its parts.
    """
    first = next(
        (i for i, word in enumerate(words) if word.key not in lexicon().determiners), len(words)
    )
    determiner = words[first - 1].key if first else ""
    content = words[first:]
    cut = next((i for i in range(1, len(content)) if _ends_core(content, i)), None)
    core, after = list(content[:cut]), list(content[cut:]) if cut else []
    start = _name_start(core, page)
    if start < len(core) and (heads_body(core) or is_for_something(core, after, page)):
        start = _joined_start(core, start, page)
        name, rest = whole_body(core[start:], after, page)
        if not rest or rest[0].key in lexicon().small["preposition"]:
            return _phrase(determiner, core[:start], name, rest, is_body=True)
        core, after = list(content), []  # "Ministry of Justice spokesman Amir Tal"
        start = _name_start(core, page)
    start = _skip_roles(core, start)
    before, name = core[:start], core[start:]
    if not name and heads_body(core):
        before, name, after = _officer_at_end(before, after, page)
    is_one = bool(before) and before[-1].key == singular(before[-1].key)
    if is_one and not name and not heads_body(core):
        name, after = _name_at_end(after, page)
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
    return noun in lexicon().persons or noun in lexicon().titles or noun.endswith("-year-old")


def _ends_core(words: Sequence[Word], index: int) -> bool:
    """Whether what hangs on a noun begins at a word: "of", "mostly from", or "presiding"."""
    word, previous = words[index], words[index - 1]
    small = lexicon().small
    if word.key in small["rather"] and index + 1 < len(words):
        word = words[index + 1]  # "mostly from"
    if word.key in small["preposition"]:
        return True
    noun = singular(previous.key)
    is_noun = noun in lexicon().roles or noun in lexicon().bodies
    is_title = index + 1 < len(words) and singular(words[index + 1].key) in lexicon().roles
    return is_noun and word.text.endswith("ing") and word.text.islower() and not is_title


def _name_start(core: Sequence[Word], page: Page) -> int:
    """Give the index where the capitalised words at the end of a core begin."""
    particles = lexicon().particles
    start = len(core)
    while start and (
        page.is_name_word(core[start - 1])
        or (start < len(core) and core[start - 1].key in particles)
        or (start > 1 and core[start - 1].key.isdigit() and core[start - 2].is_capital)
    ):
        start -= 1
    while start < len(core) and not page.is_name_word(core[start]):
        start += 1
    return start


def _joined_start(core: Sequence[Word], start: int, page: Page) -> int:
    """Take "Mines and" into the name of the Mines and Geosciences Bureau."""
    while start > 1 and core[start - 1].key in {"and", "&"} and page.is_name_word(core[start - 2]):
        start = _name_start(core[: start - 1], page)
    return start


def _skip_roles(core: Sequence[Word], start: int) -> int:
    """Give the index after the last title, role or owner within the capitalised words."""
    known = lexicon()
    for index in range(len(core) - 1, start - 1, -1):
        word = core[index]
        is_last = index == len(core) - 1
        if word.key.removeprefix("co-") in known.roles or (
            word.key in known.titles and not is_last
        ):
            return index + 1
        if word.is_possessive and not is_last:
            return index + 1
    return start


def _ends_in_noun(words: Sequence[Word]) -> bool:
    """Whether words end in a noun that a body's name cannot follow: "of Forish district"."""
    known = lexicon()
    if len(words) < 2 or words[-1].key in known.small["preposition"] | known.determiners:  # noqa: PLR2004
        return False
    is_area = words[-1].key in known.small["area"]
    return words[-1].text.islower() and (is_area or singular(words[-1].key) not in known.bodies)


def _name_at_end(after: Sequence[Word], page: Page) -> tuple[list[Word], list[Word]]:
    """Find the person at the end of "President of Ukraine Volodymyr Zelenskyy"."""
    start = _name_start(after, page)
    n_words = len(after) - start
    is_apart = n_words == _FULL_NAME and _ends_in_noun(after[:start])
    is_longer = n_words > _FULL_NAME
    is_state = n_words > _PLACE_AND_SURNAME and after[0].key == "to"  # "ambassador to the …"
    is_place = n_words > 1 and after[start].key in lexicon().small["place"] and not is_state
    if not (is_longer or is_apart) or is_place or heads_body(after):
        return [], list(after)
    return list(after[-2:]), list(after[:-2])


def _officer_at_end(
    before: Sequence[Word], after: Sequence[Word], page: Page
) -> tuple[list[Word], list[Word], list[Word]]:
    """Find the person at the end of "University of Oslo president Ada Obi"."""
    start = _name_start(after, page)
    is_role = 0 < start < len(after) and singular(after[start - 1].key) in lexicon().roles
    is_named = before[-1].is_capital and any(map(page.is_name_word, after[: start - 1]))
    if is_role and is_named:
        return [*before, *after[:start]], list(after[start:]), []
    return list(before), [], list(after)
