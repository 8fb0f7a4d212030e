"""What articles are grouped by: the batch they came with, their style, their domain."""

import re
from enum import StrEnum

from stance.article import Article
from stance.corpus.splitting import Stratified

#: A style's coarse form is the first whose pattern it matches, else ``news``.
_PATTERNS: dict[str, str] = {
    "translated": r"translat|chinese|state.media|state.run"
    r"|english (edition|service|version|site|wire|portal|page|desk|website)",
    "conversation": r"interview|transcript|live blog|live report|question|podcast|newsletter"
    r"|q&a|fact ?box",
    "analysis": r"analysis|explainer|background|comment|opinion|column|essay|think-tank|blog"
    r"|aggregator|fact.check|preview",
    "wire": r"\bwires?\b|agency|un news service",
    "broadcast": r"broadcast|radio|bulletin|\btv\b",
    "feature": r"feature|reportage|magazine|weekend|profile|supplement|long read|investigat"
    r"|sketch|obituary|sunday",
    "trade press": r"trade|business|financial|technology|science|legal|doctors|biotech|industry"
    r"|farm press",
    "local": r"local|regional|metro|\bcity|county|provincial|town|village|parish|student"
    r"|community",
    "brief": r"brief|flash|digest|summary|item|notice|bullet",
}

#: The coarse style of an article that says nothing of its style.
UNKNOWN_STYLE = "unknown"


class Trait(StrEnum):
    """By what articles can be left out together."""

    #: The coarse form of the record's field ``style``.
    STYLE = "style"
    #: The record's field ``domain``.
    DOMAIN = "domain"
    #: The file that the article came with, without its ending.
    BATCH = "batch"


def trait_of(article: Article, trait: Trait, *, batch: str) -> str | None:
    """Give what an article is grouped under; None if its record does not say.

    The batch is the name of its file, without its ending.

    >>> one = Article(text="Rain fell.", metadata={"style": "city daily, weather page"})
    >>> trait_of(one, Trait.STYLE, batch="wire"), trait_of(one, Trait.DOMAIN, batch="wire")
    ('local', None)
    """
    if trait is Trait.BATCH:
        return batch
    value = article.metadata.get(trait.value)
    if not isinstance(value, str):
        return None
    return coarsen(value) if trait is Trait.STYLE else value


def stratified(article: Article, *, batch: str) -> Stratified:
    """Give an article as dealing sees it: its id, batch and coarse style."""
    style = trait_of(article, Trait.STYLE, batch=batch) or coarsen(None)
    return Stratified(id=article.id, batch=batch, style=style)


def coarsen(style: str | None) -> str:
    """Give one of ten coarse styles for a description of one, ``UNKNOWN_STYLE`` for None.

    >>> coarsen("Turkish daily, English edition, diplomacy page")
    'translated'
    >>> coarsen("national newspaper, court report")
    'news'
    """
    if style is None:
        return UNKNOWN_STYLE
    matching = (name for name, pattern in _PATTERNS.items() if re.search(pattern, style.lower()))
    return next(matching, "news")
