"""Gives speakers other roles, and with them another capacity: it is who speaks that decides."""

from dataclasses import replace
from random import Random

from stance.article import Article
from stance.corpus.perturbing.descriptions import descriptions_of
from stance.corpus.perturbing.editing import edit
from stance.corpus.perturbing.rolewords import draw_role
from stance.parts import Sentence, Speaker
from stance.schemes import NEWS


def change_roles(article: Article, generator: Random, *, chance: float) -> Article:
    """Give some speakers another role: the minister becomes a baker, who says the same.

    Capacity follows the role, and labels follow capacity: all sentences of that speaker take the
    label of the new kind (counterfactually augmented data; Kaushik et al. 2020, *Learning the
    difference that makes a difference*). Only people are changed all of whose descriptions are
    found, and whom no other words of the article describe; bodies stay what they are.

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
    found = descriptions_of(article, speaker)
    if found is None:
        return article
    role = draw_role(generator, needs_before=found.needs_before)
    changed = edit(article, found.edits(role, article))
    label = changed.scheme.label_of_kind[role.kind]

    def said(sentence: Sentence) -> Sentence:
        if sentence.speaker != speaker.id:
            return sentence
        return replace(sentence, label=label, probabilities={}, votes={})

    def who(one: Speaker) -> Speaker:
        if one.id != speaker.id:
            return one
        return replace(one, name=found.name_of(role), kind=role.kind, role=role.after)

    return replace(
        changed,
        sentences=tuple(said(one) for one in changed.sentences),
        speakers=tuple(who(one) for one in changed.speakers),
    )
