"""Gives speakers other roles, and with them another capacity: it is who speaks that decides."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Self

from stance.article import Article
from stance.corpus.perturbing.editing import Edit, edit
from stance.corpus.perturbing.people import is_bare_name
from stance.corpus.perturbing.rolewords import Role, draw_role, head_of
from stance.corpus.perturbing.swapping import indefinite_article
from stance.parts import Sentence, Span, Speaker
from stance.schemes import NEWS

_ARTICLE = r"(?:(?P<article>[Aa]n?|[Tt]he) )?"
# What a role follows that stands before a name: nothing that could belong to it.
_OPENS = (
    r"(?:^|(?<=[.,;:“\"(\n—–])|(?<=[.,;:—–] )|(?<= as )|(?<= by )|(?<= to )|(?<= and )"
    r"|(?<= but )|(?<= that )|(?<= from )|(?<= told )|(?<= with )|(?<= said )|(?<= says ))"
)
# What stands between a name and a role: an age, a bracket, a verb.
_JOINS = r"(?:, (?:\d\d, )?| \(|,? (?:who )?(?:is|was|works as) )"
_CLOSES = r"(?=[.,;:)—–]| (?:said|says|told|warned|added|explained|argued|recalled|who)\b)"
_TITLES = r"\b(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Father|Sister)\.? "
#: Words of a source that say nothing of a role.
_PLAIN = re.compile(r"an?|and|h(?:e|er|im|is)|miss|mrs?|ms|s|she|the|they")


def change_roles(article: Article, generator: Random, *, chance: float) -> Article:
    """Give some speakers another role: the minister becomes a baker, who says the same.

    Capacity follows the role, and labels follow capacity: all sentences of that speaker take the
    label of the new kind (counterfactually augmented data; Kaushik et al. 2020, *Learning the
    difference that makes a difference*). Only people under first and last name are changed whose
    role stands beside the name, and whom no other source in the article describes.

    Args:
        article: Labelled by the scheme of news; articles of other schemes stay as they are.
        generator: Chooses the speakers and their roles.
        chance: Of each speaker that can be changed, in [0, 1].

    Returns:
        The article; the same object if nobody was changed.
    """
    if article.scheme != NEWS:
        return article
    for speaker in article.speakers:
        if generator.random() < chance:
            article = _recast(article, speaker, generator)
    return article


def _recast(article: Article, speaker: Speaker, generator: Random) -> Article:
    places = _Places.of(article, speaker)
    if places is None:
        return article
    role = draw_role(generator, needs_before=bool(places.before))
    changed = edit(article, places.edits(role, starts={one.start for one in article.sentences}))
    label = changed.scheme.label_of_kind[role.kind]

    def said(sentence: Sentence) -> Sentence:
        if sentence.speaker != speaker.id:
            return sentence
        return replace(sentence, label=label, probabilities={}, votes={})

    return replace(
        changed,
        sentences=tuple(said(one) for one in changed.sentences),
        speakers=tuple(
            replace(one, kind=role.kind, role=role.after) if one.id == speaker.id else one
            for one in changed.speakers
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where an article says what a speaker is: before the name, after it, and without it."""

    before: tuple[re.Match[str], ...]
    after: tuple[re.Match[str], ...]
    alone: tuple[re.Match[str], ...]

    @classmethod
    def of(cls, article: Article, speaker: Speaker) -> Self | None:
        """Find them; None if the speaker's role stands elsewhere too, or beside no name."""
        role = re.sub(r"(?i)^(?:an?|the) ", "", speaker.role)
        if not head_of(role) or not is_bare_name(speaker.name):
            return None
        surname = speaker.name.split()[-1]
        named = rf"(?:{re.escape(speaker.name)}|{re.escape(surname)})(?![\w’'-])"
        spelt = rf"(?P<role>(?i:{re.escape(role)}))"
        before = _found(rf"{_OPENS}{_ARTICLE}{spelt},? {named}", article)
        after = _found(rf"\b{named}{_JOINS}{_ARTICLE}{spelt}{_CLOSES}", article)
        taken = {at for one in (*before, *after) for at in range(*one.span("role"))}
        alone = _found(rf"\b(?P<article>[Tt]he) (?P<role>{re.escape(head_of(role))})\b", article)
        places = cls(
            before=before,
            after=after,
            alone=tuple(one for one in alone if taken.isdisjoint(range(*one.span("role")))),
        )
        return places if places._tell_all(article, speaker, surname=surname) else None

    def edits(self, role: Role, *, starts: Collection[int]) -> Iterator[Edit]:
        """Write another role into all of them."""
        for found in self.before:
            yield from _edits(found, role.before, is_first=found.start() in starts)
        for found in self.after:
            yield from _edits(found, role.after)
        for found in self.alone:
            yield from _edits(found, role.head)

    def _tell_all(self, article: Article, speaker: Speaker, *, surname: str) -> bool:
        spans = [Span(*one.span("role")) for one in (*self.before, *self.after, *self.alone)]
        if len(spans) == len(self.alone) or len(set(spans)) < len(spans):
            return False
        others = {head_of(one.role) for one in article.speakers if one.id != speaker.id}
        if self.alone and not others.isdisjoint(one["role"] for one in self.alone):
            return False
        rest = _blanked(article.text, spans)
        names = _words_of(speaker.name)
        sources = (
            rest[slice(*one.source)]
            for one in article.sentences
            if one.speaker == speaker.id and one.source
        )
        said = {word for words in sources for word in _words_of(words)}
        return not re.search(rf"{_TITLES}(?:\w+ )?{re.escape(surname)}\b", rest) and all(
            word in names or _PLAIN.fullmatch(word) for word in said
        )


def _found(pattern: str, article: Article) -> tuple[re.Match[str], ...]:
    return tuple(re.finditer(pattern, article.text))


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _blanked(text: str, spans: Iterable[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _edits(found: re.Match[str], words: str, *, is_first: bool = False) -> Iterator[Edit]:
    """Change the article by itself, since a source may begin with the word after it."""
    article = found["article"]
    start, end = found.span("role")
    if article and article.lower() != "the":
        fitting = indefinite_article(words)
        first, last = found.span("article")
        yield Edit(start=first, end=last, text=fitting.capitalize() if is_first else fitting)
    if is_first and not article:
        words = words[0].upper() + words[1:]
    yield Edit(start=start, end=end, text=words)
