"""Reading a stretch of words as a mention: which are a name, which a role, which a description."""

from collections.abc import Sequence
from dataclasses import replace

from stance.parts import Span
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.naming.aliases import alias_of
from stance.prediction.speakers.naming.apposed import NAME_WITHIN, names_after
from stance.prediction.speakers.naming.apposed_roles import without_determiner
from stance.prediction.speakers.naming.calling import address_of, untitled
from stance.prediction.speakers.naming.demonyms import is_native, read_native
from stance.prediction.speakers.naming.issuers import holder_of, issuer_beside, issuer_of
from stance.prediction.speakers.naming.joined import first_of_two, without_edges
from stance.prediction.speakers.naming.named import read_name
from stance.prediction.speakers.naming.nameless import is_one_of, read_description
from stance.prediction.speakers.naming.splitting import split_segments
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase, read_phrase
from stance.prediction.speakers.roles import role_of
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, span_of


def read_mention(page: Page, span: Span) -> Mention:
    """Read a stretch of words as a mention of a speaker.

    Args:
        page: The article.
        span: Any stretch of it; a model's guess may hold anything.

    Returns:
        What the words say; for a stretch without words, a description that matches nothing.
    """
    segments = split_segments(page.words_of(span))
    if not segments:
        return Mention(span=span, form=Form.DESCRIPTION, called=span, is_definite=False)
    first = first_of_two(without_edges(segments[0], page), page)
    segments[0] = first
    main = read_phrase(first, page)
    if len(segments) == 1 and [word.key for word in first[1:]] == ["of", "them"]:
        return replace(_read_pronoun(first[2:], span), called=span, is_plural=True)
    is_pronoun = len(first) == 1 and first[0].key in lexicon().pronouns
    if is_pronoun or _speaks_for_owner(main, segments, page):
        return _read_pronoun(first, span)
    if main.name and not is_native(first):
        return read_name(span, main, role=role_of(main, segments[1:]), page=page)
    return _read_unnamed(span, main, segments, page=page)


def _read_unnamed(
    span: Span, main: Phrase, segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention:
    """Read words that begin with a description, and may have a name after it."""
    owner = holder_of(main)
    holder = _read_owner(owner, page) if owner else None
    if holder and holder.name and holder.being is not Being.BODY:
        return replace(holder, span=span)
    issuer = issuer_of(main, page) or issuer_beside(main, segments[1:], page)
    if issuer and main.determiner == "the" and issuer[0] is main.before[0]:
        issuer = (segments[0][0], *issuer)  # "the agency's report"
    if issuer:
        issued = _read_issuer(span, issuer, segments, page=page)
        alias = issued.alias or alias_of(issuer, page.words_of(span))
        return replace(issued, span=span, alias=alias, traits=issued.traits | {main.head})
    named = _read_apposed(span, main, segments, page=page)
    if named:
        return named
    if is_native(segments[0]):
        return read_native(span, segments[0], role=role_of(main, segments[1:]))
    return read_description(span, main, segments, page=page)


def _read_issuer(
    span: Span, issuer: Sequence[Word], segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention:
    """Read the body of "a report by the software supplier, Larkspur Systems"."""
    issued = _read_owner(issuer, page)
    is_whole = issued.name or issued.is_plural or segments[0][-1] != issuer[-1]
    if is_whole or (issued.about and issued.being is not Being.PERSON):
        return issued  # and no "statement from Ada Obi's lawyer, Ben Tarn"
    rest = (issuer, *segments[1:])
    return _read_apposed(span, read_phrase(issuer, page), rest, page=page) or issued


def _read_apposed(
    span: Span, main: Phrase, segments: Sequence[Sequence[Word]], *, page: Page
) -> Mention | None:
    """Read a description with the name that follows it, if one does."""
    bare = names_after(main, segments, page)
    if not bare:
        return None
    people = [one for one in bare if not one.is_body] if main.is_person else []
    name = max(people or bare, key=lambda one: (bool(address_of(one)), len(one.name)))
    if is_one_of(segments[0]):
        is_plain = segments[0][-1].key in lexicon().pronouns  # "one of them, whip Ada Obi"
        role = untitled(name) or (() if is_plain else segments[0])
        return read_name(span, name, role=role, page=page)  # who is not the team itself
    is_member = [word.key in lexicon().small["partisan"] for word in main.before] == [True]
    is_among = main.determiner == "another"  # "another witness, former adviser Ada Obi"
    of_name = role_of(name, ()) if is_among and name.before else name.before if is_member else ()
    role = of_name or without_determiner(segments[0])
    return read_name(span, name, role=role, page=page, introduced=main)


def _read_owner(words: Sequence[Word], page: Page) -> Mention:
    """Read whoever owns what is described, without the ending of a possessive."""
    start, end = span_of(words)
    return read_mention(page, Span(start, end - 2 * words[-1].is_possessive))


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
    known = lexicon()
    if segments[0][0].key not in known.pronouns or phrase.name:
        return False
    if any(read_phrase(segment, page).name for segment in segments[1 : 1 + NAME_WITHIN]):
        return False
    if phrase.is_paper or phrase.head in known.small["telling"]:
        return True
    return segments[0][0].key == "its" and (phrase.is_person or phrase.is_body)
