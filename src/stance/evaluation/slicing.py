"""The same scores on parts of an evaluation set: where a model is good and where it is not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.article import Article
from stance.corpus.styles import coarsen
from stance.evaluation.pairing import ArticlePair
from stance.evaluation.sentence_traits import ORDERS, SLICERS, Slicer
from stance.spelling import did_you_mean

#: A slice of fewer sentences proves little, and is marked.
FEW_SENTENCES = 30
#: Stands for articles whose record does not have the field, where others do.
UNSAID = "(not said)"
#: Fields of the record by which sets are always sliced where any article has them.
USUAL_FIELDS = ("style", "domain", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Some sentences of an evaluation set that have something in common.

    Attributes:
        by: What the set was sliced by.
        value: What these sentences have in common.
        chosen: Shape ``(sentences,)``, bool, over all sentences of the set.
    """

    by: str
    value: str
    chosen: NDArray[np.bool_]


def slice_pairs(pairs: Sequence[ArticlePair], *, fields: Iterable[str] = ()) -> list[Slice]:
    """Slice an evaluation set in every way that is known.

    All of it is told by gold: fields of the record, who speaks, whether a cue signals it, whether
    it is quoted, where in the article it is, how long it and the article are.

    Args:
        pairs: Gold and predicted articles.
        fields: Further fields of the record to slice by; one that is called like another way of
            slicing makes slices by "position (record)".

    Returns:
        The slices, those by the same thing together; every sentence is in one of them. A field
        that no article has makes one slice of them all; ``check_fields`` refuses it.
    """
    articles = [pair.gold for pair in pairs]
    usual = [name for name in USUAL_FIELDS if any(name in one.metadata for one in articles)]
    slicers: dict[str, Slicer] = {
        f"{name} (record)" if name in SLICERS else name: _by_field(name)
        for name in dict.fromkeys([*usual, *fields])
    }
    slicers |= SLICERS
    return [one for by, slicer in slicers.items() for one in _slices(articles, by, slicer)]


def check_fields(articles: Iterable[Article], fields: Iterable[str]) -> None:
    """Refuse fields that no record has.

    Args:
        articles: Of all sets.
        fields: What someone asked to slice by.

    Raises:
        ValueError: With every unknown field and the nearest names.

    Examples:
        >>> check_fields([Article(text="Rain.", metadata={"style": "wire"})], ["stile"])
        Traceback (most recent call last):
            ...
        ValueError: no article has the field 'stile'; did you mean 'style'?
    """
    known = sorted({name for article in articles for name in article.metadata})
    faults = []
    for name in fields:
        if name in known:
            continue
        faults.append(f"no article has the field {name!r}; {did_you_mean(name, known)}")
    if faults:
        raise ValueError("\n".join(faults))


def _slices(articles: Sequence[Article], by: str, slicer: Slicer) -> Iterator[Slice]:
    values = np.array([value for article in articles for value in slicer(article)], dtype=object)
    order = ORDERS.get(by) or sorted(set(values))
    for value in order:
        chosen = np.asarray(values == value, dtype=np.bool_)
        if chosen.any():
            yield Slice(by=by, value=value, chosen=chosen)


def _by_field(name: str) -> Slicer:
    def slicer(article: Article) -> list[str]:
        found = article.metadata.get(name)
        value = UNSAID if found is None else str(found)
        if name == "style" and found is not None:
            value = coarsen(value)
        return [value] * len(article.sentences)

    return slicer
