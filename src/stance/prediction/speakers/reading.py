"""Reading a stretch of words as a mention: which are a name, which a role, which a description."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from stance.parts import Span
from stance.prediction.speakers.bodies import (
    first_of_two,
    holder_of,
    issuer_beside,
    issuer_of,
    names_several,
    without_edges,
)
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.names import acronyms, alias_after
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase, read_phrase
from stance.prediction.speakers.roles import (
    address_of,
    called,
    gender_of,
    given_gender,
    rank_before,
    role_of,
    role_span,
    untitled,
    without_determiner,
)
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, is_thing_owner, singular, span_of

#: Characters after a name within which an acronym in brackets follows.
_BRACKETS = 24
#: How many segments after the first can hold the name of whom it describes.
_NAME_WITHIN = 3
#: How many words of a source are read.
_LONGEST_SOURCE = 80
#: Words of "the South Carolina Republican", at most.
_LONGEST = 4


def read_mention(page: Page, span: Span) -> Mention:
    """Read a stretch of words as a mention of a speaker.

    Args:
        page: The article.
        span: Any stretch of it; a model's guess may hold anything.

    Returns:
        What the words say; for a stretch without words, a description that matches nothing.
    """
    segments = _segments(page.words_of(span)[:_LONGEST_SOURCE])
    if not segments:
        return Mention(span=span, form=Form.DESCRIPTION, called=span, is_definite=False)
    segments[0] = first = first_of_two(without_edges(segments[0]), page)
    main = read_phrase(first, page)
    if len(segments) == 1 and [word.key for word in first[1:]] == ["of", "them"]:
        return replace(_read_pronoun(first[2:], span), called=span, is_plural=True)
    is_pronoun = len(first) == 1 and first[0].key in lexicon().pronouns
    if is_pronoun or _speaks_for_owner(main, segments, page):
        return _read_pronoun(first, span)
    if main.name and not _is_native(first):
        return _read_name(span, main, role=role_of(main, segments[1:]), page=page)
    return (
        _read_issuer(span, main, segments, page=page)
        or _read_introduced(span, main, segments, page=page)
        or _read_description(span, main, segments, page=page)
    )


def _segments(words: Sequence[Word]) -> list[list[Word]]:
    """Cut words at marks of punctuation and before relative pronouns; no segment is empty."""
    segments: list[list[Word]] = [[]]
    fields = lexicon().small["field"]
    for index, word in enumerate(words):
        beside = (*words[max(index - 1, 0) : index], *words[index + 1 : index + 2])
        if word.text == "," and all(one.is_capital and one.key in fields for one in beside):
            continue  # "Ministry of Agriculture, Forestry and Fisheries"
        if word.is_mark:
            segments.append([])
        elif word.text in lexicon().small["relative"] and segments[-1]:
            segments.append([word])
        else:
            segments[-1].append(word)
    return [segment for segment in segments if segment]


def _read_pronoun(words: Sequence[Word], span: Span) -> Mention:
    pronoun = lexicon().pronouns[words[0].key]
    return Mention(
        span=span,
        form=Form.PRONOUN,
        called=span_of(words),
        head=words[0].key,
        being=Being(pronoun.stands_for),
        gender=pronoun.gender,
    )


def _speaks_for_owner(phrase: Phrase, segments: Sequence[Sequence[Word]], page: Page) -> bool:
    """Whether "his study", "her office" or "its spokesman" is the owner speaking."""
    known, first = lexicon(), segments[0][0].key
    if first not in known.pronouns or phrase.name:
        return False
    if any(read_phrase(segment, page).name for segment in segments[1 : 1 + _NAME_WITHIN]):
        return False
    is_its = first == "its" and (phrase.is_person or phrase.is_body)
    return is_its or phrase.is_paper or phrase.head in known.small["telling"]


def _read_owner(words: Sequence[Word], page: Page) -> Mention:
    """Read whoever owns what is described, without the ending of a possessive."""
    return read_mention(page, _unowned(words))


def _read_issuer(
    span: Span, phrase: Phrase, segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention | None:
    """Read whoever speaks in an office or a paper: "Ada Obi's office", "the agency's report"."""
    owner = holder_of(phrase)
    holder = _read_owner(owner, page) if owner else None
    if holder and holder.name and holder.being is not Being.BODY:
        return replace(holder, span=span)
    issuer = issuer_of(phrase, page) or issuer_beside(phrase, segments[1:2], page)
    if not issuer:
        return None
    if phrase.determiner == "the" and issuer[0] is phrase.before[0]:
        issuer = (segments[0][0], *issuer)
    issued = _read_owner(issuer, page)
    alias = issued.alias or alias_after(issuer, page.words_of(span))
    return replace(issued, span=span, alias=alias, traits=issued.traits | {phrase.head})


def _read_name(
    span: Span,
    phrase: Phrase,
    *,
    role: Sequence[Word],
    page: Page,
    introduced: Phrase | None = None,
) -> Mention:
    """Read a mention by name, with its role; ``introduced`` is the description that it follows."""
    words = page.words_of(span)
    whole = (*phrase.name, *phrase.after)
    alias = alias_after(whole, words) if phrase.after else ""
    if alias and alias in acronyms([word.key for word in whole]):  # "Joint Chiefs of Staff (JCS)"
        phrase = replace(phrase, name=whole, after=(), is_body=True)
    heads = [phrase, *([introduced] if introduced else [])]
    told = (*role, *(word for head in heads for word in head.before))
    is_several = names_several(phrase.name[-1])  # "the committee's Republicans"
    traits = frozenset(singular(one.key) for one in told if is_several or not is_thing_owner(one))
    is_body = any(head.is_body for head in heads)
    is_person = any(head.is_person for head in heads) or (
        not phrase.is_body and ("who" in traits or not traits.isdisjoint(lexicon().persons))
    )
    inside = {word.start for word in phrase.name}
    beside = [word for word in words if word.start not in inside]
    return Mention(
        span=span,
        form=Form.NAME,
        called=called(phrase, page),
        name=tuple(word.key for word in phrase.name),
        alias=alias_after(phrase.name, page.words_of(Span(span.start, span.end + _BRACKETS))),
        role=role_span(role, page) if role else None,
        rank=rank_before(phrase, page),
        traits=traits,
        about=_names_among(beside, page),
        beside=frozenset(singular(word.key) for word in beside),
        being=Being.PERSON if is_person else Being.BODY if is_body else Being.UNKNOWN,
        gender=gender_of((*phrase.before, *role)) or ("" if is_body else given_gender(phrase.name)),
        is_its=words[0].key == "its",
        is_plural=is_several,
    )


def _read_introduced(
    span: Span, main: Phrase, segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention | None:
    """Read a description with the name that follows it, if one does: "a nurse, Ada Obi"."""
    named = _names_after(main, segments, page)
    if not named:
        return None
    people = [one for one in named if not one.is_body] if main.is_person else []
    name = max(people or named, key=lambda one: (bool(address_of(one)), len(one.name)))
    told, known = untitled(name), lexicon()
    is_more = main.determiner == "another" and any(word.key in known.persons for word in told)
    is_member = [one.key in known.small["partisan"] for one in main.before] == [
        True
    ]  # "One Democrat, Representative Ada Obi"
    role = told if is_more or (told and is_member) else without_determiner(segments[0])
    return _read_name(span, name, role=role, page=page, introduced=main)


def _names_after(main: Phrase, segments: Sequence[Sequence[Word]], page: Page) -> list[Phrase]:
    """Give the names after a description that can be those of whom it describes, in order.

    It is the mayor's in "a spokesman for the mayor, Ada Obi", the place's in "a nurse in Orno,
    Orland", and somebody else's in "a woman who accused Ada Obi".
    """
    known = lexicon()
    is_example = any(words[0].key == "including" for words in segments[1:2])
    if (
        main.has_example
        or is_example
        or any(word.key in known.persons for word in _spoken_for(main)[-1:])
    ):
        return []
    roles = takewhile(
        lambda words: any(singular(word.key) in known.roles for word in words), segments[1:]
    )
    within = 1 + max(_NAME_WITHIN, 1 + sum(1 for _ in roles))
    later = [
        read_phrase(words, page)
        for before, words in pairwise(segments[:within])
        if not (len(words) == 1 and _ends_in_place(before, page)) and words[0].text != "who"
    ]
    return [one for one in later if one.name and (_is_bare(one) or _is_body(main, one))]


def _is_bare(phrase: Phrase) -> bool:
    """Whether a phrase is a person's name, or one with no more than a title before it."""
    titles = lexicon().titles
    return phrase.is_person or all(word.key in titles for word in phrase.before)


def _is_body(main: Phrase, name: Phrase) -> bool:
    """Whether it is the body of "the watchdog, the Office for Police Conduct"."""
    return main.is_body and name.is_body and name.determiner == "the"


def _ends_in_place(words: Sequence[Word], page: Page) -> bool:
    """Whether words end in a place, after which a greater one can be: "a school in Wuhan"."""
    n_names = sum(1 for _ in takewhile(page.is_name_word, reversed(words)))
    before = words[: len(words) - n_names]
    return bool(n_names and before) and before[-1].key in lexicon().small["where"]


def _is_one_of(words: Sequence[Word]) -> bool:
    """Whether it is one of several: "one of the officials"."""
    return [word.key for word in words[:2]] == ["one", "of"]


def _is_native(words: Sequence[Word]) -> bool:
    """Whether words are "the Frenchman", "the 31-year-old Swede" or "the Maine Democrat"."""
    last, known = words[-1], lexicon()
    is_one = last.key in known.small["native"] or last.key.endswith(("man", "woman"))
    is_one = is_one and last.is_capital and last.key not in known.roles  # "the Chairman"
    is_short = 1 < len(words) <= _LONGEST and words[0].key == "the"
    return is_one and is_short and not any(word.key in known.small["preposition"] for word in words)


def _read_description(
    span: Span, phrase: Phrase, segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention:
    """Read words without a name: "the governor of Orno", "two brokers", "the Croat"."""
    known, core = lexicon(), phrase.before
    if _is_native(segments[0]):
        core, role = tuple(segments[0][1:]), role_of(phrase, segments[1:])
        return Mention(
            span=span,
            form=Form.DESCRIPTION,
            called=span_of(segments[0]),
            role=span_of(role) if role else None,
            head=core[-1].key,
            traits=frozenset(singular(word.key) for word in (*role, *core)),
            being=Being.PERSON,
        )
    is_several = phrase.determiner in known.small["several"] or phrase.is_plural
    is_authority = phrase.is_plural and phrase.head == "authority"  # officials as much as bodies
    is_of = [word.key for word in phrase.after[:1]] == ["of"]
    owners = [word for word in core[:-1] if word.is_possessive]
    whose = [*owners, *(phrase.after if is_of else ())]  # "Iraq's minister", "the head of the WHO"
    being = Being.BODY if phrase.is_body and not is_authority else Being.UNKNOWN
    return Mention(
        span=span,
        form=Form.DESCRIPTION,
        called=_unowned(segments[0]),
        role=_unowned(core) if phrase.is_person and core and not is_several else None,
        head=phrase.head,
        traits=frozenset(singular(word.key) for word in core),
        about=_names_among((word for segment in segments for word in segment), page),
        owner=frozenset(word.key for word in owners)
        | ({phrase.determiner} & known.pronouns.keys())
        | frozenset(singular(word.key) for word in _spoken_for(phrase)[-1:] if word.text.islower()),
        being=Being.PERSON if phrase.is_person else being,
        gender=gender_of(core),
        is_plural=is_several and not _is_one_of(segments[0]),
        is_definite=phrase.is_definite,
        is_full=any(map(page.is_name_word, whose)),
        is_paper=phrase.is_paper,
        is_bare=(phrase.is_person or phrase.is_body or phrase.is_plural)
        and not phrase.determiner
        and phrase.head not in known.small["undetermined"],
    )


def _unowned(words: Sequence[Word]) -> Span:
    """Give the words without a possessive ending: "the agency" of "the agency's"."""
    start, end = span_of(words)
    return Span(start, end - 2 * words[-1].is_possessive)


def _spoken_for(phrase: Phrase) -> Sequence[Word]:
    """Give the words that "for" joins to a noun, without what hangs on their own."""
    if [word.key for word in phrase.after[:1]] != ["for"]:
        return ()
    prepositions = lexicon().small["preposition"]
    return list(takewhile(lambda word: word.key not in prepositions, phrase.after[1:]))


def _names_among(words: Iterable[Word], page: Page) -> frozenset[str]:
    """Give the folded words of names among words, without titles and roles."""
    known = lexicon()
    plain = (known.determiners, known.titles, known.roles)
    return frozenset(
        word.key
        for word in words
        if page.is_name_word(word) and not any(word.key in group for group in plain)
    )
