"""Gathers all that an article says of what a speaker is, and writes something else there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.article import Article
from stance.corpus.perturbing.editing import Edit
from stance.corpus.perturbing.people import is_bare_name
from stance.corpus.perturbing.rolewords import Role, head_of, is_person, is_plural
from stance.corpus.perturbing.slots import (
    ARTICLE,
    Form,
    Slot,
    slot_of,
    slots_alone,
    slots_around,
    slots_beside,
    without_article,
)
from stance.corpus.perturbing.swapping import indefinite_article
from stance.parts import Span, Speaker

_TITLES = r"\b(?:Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Father|Sister)\.? "
# A source that is nothing but a description.
_DESCRIBED = re.compile(rf"{ARTICLE}(?P<role>[^,;()’'“”\"]+)")
#: Words of a source that say nothing of a role.
_PLAIN = re.compile(r"\d\d|an?|and|h(?:e|ers?|im|is)|miss|mrs?|ms|s|she|the(?:y|m|irs?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptions:
    """All that an article says of what a speaker is.

    Attributes:
        slots: Where it says so; they do not overlap.
        name: The speaker's; empty if the description is all the name there is.
        is_plural: Whether several people are described.
    """

    slots: tuple[Slot, ...]
    name: str = ""
    is_plural: bool = False

    @property
    def needs_before(self) -> bool:
        """Whether the new role must be one that can stand before a name."""
        return self.is_plural or any(one.form == "before" for one in self.slots)

    def name_of(self, role: Role) -> str:
        """Give what the speaker is called in another role."""
        return self.name or self._words(role, "after")

    def edits(self, role: Role, article: Article) -> Iterator[Edit]:
        """Write another role into all of the slots.

        Args:
            role: What the speaker becomes.
            article: The one that they were found in.

        Yields:
            Edits that do not overlap. The article before a role is changed by itself, since a
            source may begin with the word after it.
        """
        starts = {one.start for one in article.sentences}
        for slot in self.slots:
            words = self._words(role, slot.form)
            if slot.article:
                old = article.text_of(slot.article)
                new = indefinite_article(words) if old.lower() in {"a", "an"} else old
                text = new.capitalize() if old[0].isupper() else new
                yield Edit(start=slot.article.start, end=slot.article.end, text=text)
            elif slot.span.start in starts and words:
                words = words[0].upper() + words[1:]
            yield Edit(start=slot.role.start, end=slot.role.end, text=words)

    def _words(self, role: Role, form: Form) -> str:
        if form == "gone":
            return ""
        if self.is_plural:
            return role.plural
        return {"before": role.before, "after": role.after, "alone": role.head}[form]


def descriptions_of(article: Article, speaker: Speaker) -> Descriptions | None:
    """Find all that an article says of what a speaker is.

    Args:
        article: Labelled; its sources are read, and the text around the speaker's name.
        speaker: One of the article's.

    Returns:
        The slots; None for bodies, for people under a title or under one name, and if other
        words than those found describe the speaker too, or the same words somebody else.
    """
    sources = [one.source for one in article.sentences if one.speaker == speaker.id and one.source]
    if is_bare_name(speaker.name):
        return _of_named(article, speaker, sources)
    return _of_unnamed(article, speaker, sources)


def _of_named(article: Article, speaker: Speaker, sources: Sequence[Span]) -> Descriptions | None:
    slots = [one for source in sources for one in slots_around(article, source, speaker.name)]
    for slot in slots_beside(article, speaker):
        if not any(one.span.overlaps(slot.span) for one in slots):
            slots.append(slot)
    if all(one.form == "gone" for one in slots):
        return None
    said = [article.text_of(one.role) for one in slots if one.form != "gone"]
    heads = {head_of(without_article(one)) for one in (speaker.role, *said)}
    heads = {one for one in heads if is_person(one)}
    if not heads and not _is_somebody(article, sources, said):
        return None
    slots += [*slots_alone(article, heads, taken=slots)]
    surname = re.escape(speaker.name.split()[-1])
    named = rf"(?:{re.escape(speaker.name)}|{surname})"
    rest = _blanked(article.text, slots)
    if (
        re.search(rf"{_TITLES}(?:\w+ )?{surname}\b", rest)
        or re.search(rf"\b{named}, (?:\d\d, )?(?:an?|the|who|whose) ", rest)
        or not _tell_all(article, speaker, slots, sources)
    ):
        return None
    return Descriptions(slots=tuple(slots), name=speaker.name)


def _of_unnamed(article: Article, speaker: Speaker, sources: Sequence[Span]) -> Descriptions | None:
    """Take "a resident", "the resident" and "residents of Oslo" for descriptions."""
    slots: list[Slot] = []
    for source in sources:
        found = _DESCRIBED.fullmatch(article.text_of(source))
        if found is None or _PLAIN.fullmatch(found["role"].lower()):
            continue
        is_alone = bool(slots) and bool(found["article"]) and " " not in found["role"]
        slots.append(slot_of(found, "alone" if is_alone else "after", offset=source.start))
    roles = [article.text_of(one.role) for one in slots]
    heads = {head_of(one) for one in roles}
    called = head_of(without_article(speaker.name))
    if not roles or not all(is_person(one) for one in (called, *heads)):
        return None
    numbers = {is_plural(one) for one in heads}
    slots += [*slots_alone(article, heads, taken=slots)]
    rest = _blanked(article.text, slots).lower()
    if (
        len(numbers) > 1
        or any(re.search(rf"\b{re.escape(one.lower())}\b", rest) for one in roles)
        or not _tell_all(article, speaker, slots, sources)
    ):
        return None
    return Descriptions(slots=tuple(slots), is_plural=numbers == {True})


def _is_somebody(article: Article, sources: Iterable[Span], roles: Iterable[str]) -> bool:
    """Tell whether words show that a name is a person's: bodies have names of two words too."""
    called = (article.text_of(one).lower() for one in sources)
    return any(one in {"he", "she"} for one in called) or any(
        one.split()[0] in {"who", "whose"} for one in roles
    )


def _tell_all(
    article: Article, speaker: Speaker, slots: Sequence[Slot], sources: Sequence[Span]
) -> bool:
    """Tell whether the slots are apart, the speaker's alone, and all that the sources say."""
    spans = sorted(one.span for one in slots)
    alone = {article.text_of(one.role) for one in slots if one.form == "alone"}
    others = [one for one in article.speakers if one.id != speaker.id]
    heads = {head_of(without_article(words)) for one in others for words in (one.role, one.name)}
    theirs = [one.source for one in article.sentences if one.speaker != speaker.id and one.source]
    if (
        any(one.end > other.start for one, other in pairwise(spans))
        or not alone.isdisjoint(heads)
        or any(slot.span.overlaps(source) for slot in slots for source in theirs)
    ):
        return False
    rest = _blanked(article.text, slots)
    names = _words_of(speaker.name)
    said = {word for source in sources for word in _words_of(rest[slice(*source)])}
    return all(word in names or _PLAIN.fullmatch(word) for word in said)


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _blanked(text: str, slots: Iterable[Slot]) -> str:
    for slot in slots:
        start, end = slot.span
        text = text[:start] + " " * (end - start) + text[end:]
    return text
