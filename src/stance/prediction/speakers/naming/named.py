"""Read a name, with the role and the bodies beside it, as a mention."""

from collections.abc import Sequence

from stance.parts import Span
from stance.prediction.speakers.mentions import Being, Form, Mention
from stance.prediction.speakers.naming.aliases import alias_of, with_whole_name
from stance.prediction.speakers.naming.calling import called, rank_before, role_span
from stance.prediction.speakers.naming.demonyms import names_several
from stance.prediction.speakers.naming.nameless import names_among
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import Phrase
from stance.prediction.speakers.roles import gender_of, given_gender
from stance.prediction.speakers.vocabulary.deeds import of_bearer
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import (
    Word,
    is_police,
    is_thing_owner,
    singular,
)

#: Characters after a name within which an acronym in brackets follows.
_BRACKETS = 24


def read_name(
    span: Span,
    phrase: Phrase,
    *,
    role: Sequence[Word],
    page: Page,
    introduced: Phrase | None = None,
) -> Mention:
    """Build a mention by name.

    Args:
        span: All words of the mention.
        phrase: What bears the name.
        role: The words that say what its bearer is; empty if none do.
        page: The article.
        introduced: The description that a bare name follows, if it does.

    Returns:
        The mention.
    """
    words = page.words_of(span)
    phrase = with_whole_name(phrase, words)
    own = of_bearer(role)
    heads = [phrase, *([introduced] if introduced else [])]
    told = (*own, *(word for head in heads for word in of_bearer(head.before)))
    is_several = names_several(phrase.name[-1])  # "the committee's Republicans"
    traits = frozenset(singular(one.key) for one in told if is_several or not is_thing_owner(one))
    if "co-founder" in traits:
        traits |= {"founder"}  # who is called so, while a co-author is not the author
    forces = [word for word in words if is_police(word.key)]
    if any(word in phrase.name for word in forces):
        traits |= {"police"}
    is_body = any(head.is_body for head in heads)
    is_person = any(head.is_person for head in heads) or (
        not phrase.is_body and ("who" in traits or not traits.isdisjoint(lexicon().persons))
    )
    inside = {word.start for word in phrase.name}
    return Mention(
        span=span,
        form=Form.NAME,
        called=called(phrase, page),
        name=tuple(word.key for word in phrase.name),
        alias=alias_of(phrase.name, page.words_of(Span(span.start, span.end + _BRACKETS))),
        role=role_span(role, page) if role else None,
        rank=rank_before(phrase, page),
        traits=traits,
        about=names_among((word for word in words if word.start not in inside), page),
        beside=frozenset(singular(word.key) for word in words if word.start not in inside)
        | ({"police"} if forces else set()),
        being=Being.PERSON if is_person else Being.BODY if is_body else Being.UNKNOWN,
        gender=gender_of((*phrase.before, *own)) or ("" if is_body else given_gender(phrase.name)),
        is_its=words[0].key == "its",
        is_plural=is_several,
    )
