"""Reading words without a name as a mention: "the governor of Orno", "two brokers"."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from stance.parts import Span
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase
from stance.prediction.speakers.roles import gender_of
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, span_of


def read_description(
    span: Span, phrase: Phrase, segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention:
    """Read words without a name as a mention.

    Args:
        span: The whole stretch.
        phrase: Its first segment, cut into parts.
        segments: All of them.
        page: The article.

    Returns:
        A description.
    """
    known = lexicon()
    core = phrase.before
    is_several = phrase.determiner in known.small["several"] or phrase.is_plural
    members = _members_of(phrase)
    is_plural = (is_several or bool(members)) and not is_one_of(segments[0])
    return Mention(
        span=span,
        form=Form.DESCRIPTION,
        called=_unowned(segments[0]),
        role=_unowned(core) if phrase.is_person and core and not is_several else None,
        head=phrase.head,
        traits=frozenset(singular(word.key) for word in core) | members,
        about=names_among((word for segment in segments for word in segment), page),
        owner=frozenset(word.key for word in core[:-1] if word.is_possessive)
        | ({phrase.determiner} & known.pronouns.keys())
        | client_of(phrase)
        | _body_of(phrase),
        being=Being.UNKNOWN if members else _being_of(phrase),
        gender=gender_of(core),
        is_plural=is_plural,
        is_definite=phrase.is_definite,
        is_full=_says_whose(phrase, page),
        is_paper=phrase.is_paper,
        is_bare=_is_bare(phrase),
    )


def _members_of(phrase: Phrase) -> frozenset[str]:
    """Give the noun for those who are "a group of physicians"."""
    if phrase.head != "group" or phrase.is_plural:
        return frozenset()
    nouns = (singular(word.key) for word in _hanging(phrase, "of")[-1:])
    return frozenset(nouns) & lexicon().persons


def _unowned(words: Sequence[Word]) -> Span:
    """Give the words without a possessive ending: "the agency" of "the agency's"."""
    start, end = span_of(words)
    return Span(start, end - 2 * words[-1].is_possessive)


def _is_bare(phrase: Phrase) -> bool:
    """Whether somebody, or several, have no determiner, as most would but in a headline."""
    is_somebody = phrase.is_person or phrase.is_body or phrase.is_plural
    always = lexicon().small["undetermined"]
    return is_somebody and not phrase.determiner and phrase.head not in always


def client_of(phrase: Phrase) -> frozenset[str]:
    """Give the noun for the person whom somebody speaks for: "a spokesman for the president"."""
    return frozenset({word.key for word in _hanging(phrase, "for")[-1:]} & lexicon().persons)


def _body_of(phrase: Phrase) -> frozenset[str]:
    """Give the noun for the body that somebody speaks for: "a spokesman for the farmers' union"."""
    known, told = lexicon(), _hanging(phrase, "for")
    if not told or told[0].key in known.small["owner"] or not told[-1].text.islower():
        return frozenset()  # "a spokesman for its northern unit"
    return frozenset({singular(told[-1].key)} & known.bodies)


def _hanging(phrase: Phrase, preposition: str) -> Sequence[Word]:
    """Give the words that a preposition joins to a noun, without what hangs on their own."""
    if not phrase.after or phrase.after[0].key != preposition:
        return ()
    prepositions = lexicon().small["preposition"]
    return list(takewhile(lambda word: word.key not in prepositions, phrase.after[1:]))


def _says_whose(phrase: Phrase, page: Page) -> bool:
    """Whether a name says whose the one described is: "Iraq's minister", "the head of the WHO"."""
    is_of = bool(phrase.after) and phrase.after[0].key == "of"
    if is_of and phrase.head in lexicon().small["kin"]:
        return phrase.after[-1].key not in lexicon().small["several"]  # "the wife of an employee"
    owners = [word for word in phrase.before[:-1] if word.is_possessive]
    return any(map(page.is_name_word, [*owners, *(phrase.after if is_of else ())]))


def _being_of(phrase: Phrase) -> Being:
    """Say what a description is of; "authorities" are officials as much as bodies."""
    if phrase.is_person:
        return Being.PERSON
    is_body = phrase.is_body and not (phrase.is_plural and phrase.head == "authority")
    return Being.BODY if is_body else Being.UNKNOWN


def ends_in_place(words: Sequence[Word], page: Page) -> bool:
    """Whether words end in a place, after which a greater one can be: "a school in Wuhan"."""
    if len(words) == 1 or not page.is_name_word(words[-1]):
        return False
    names = takewhile(page.is_name_word, reversed(words))
    before = words[: len(words) - sum(1 for _ in names)]
    return bool(before) and before[-1].key in lexicon().small["where"]


def is_one_of(words: Sequence[Word]) -> bool:
    """Whether it is one of several: "one of the officials"."""
    return [word.key for word in words[:2]] == ["one", "of"]


def names_among(words: Iterable[Word], page: Page) -> frozenset[str]:
    """Give the folded words of names among words, without titles and roles."""
    known = lexicon()
    plain = (known.determiners, known.titles, known.roles)
    return frozenset(
        word.key
        for word in words
        if page.is_name_word(word) and not any(word.key in group for group in plain)
    )
