"""What articles are grouped by: the batch they came with, their style, their domain."""

from enum import StrEnum

from stance.article import Article
from stance.corpus.splitting import Stratified
from stance.corpus.styles import coarsen


class Trait(StrEnum):
    """By what articles can be left out together."""

    #: The coarse form of the record's field ``style``.
    STYLE = "style"
    #: The record's field ``domain``.
    DOMAIN = "domain"
    #: The file that the article came with, without its ending.
    BATCH = "batch"


def trait_of(article: Article, trait: Trait, *, batch: str) -> str | None:
    """Give what an article is grouped under.

    Args:
        article: The article.
        trait: By what it is grouped.
        batch: Name of its file, without its ending.

    Returns:
        The value; None if its record does not say.

    Examples:
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
    """Give an article as dealing sees it.

    Args:
        article: The article.
        batch: Name of its file, without its ending.

    Returns:
        Its id, batch and coarse style.
    """
    style = trait_of(article, Trait.STYLE, batch=batch) or coarsen(None)
    return Stratified(id=article.id, batch=batch, style=style)
