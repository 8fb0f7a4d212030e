"""Gives a predicted article the id and the fields of the record that it was read from."""

from collections.abc import Mapping
from dataclasses import replace

from stance.article import Article
from stance.corpus.rawtexts import DistinctIds, RawArticle, as_given
from stance.prediction.failing import ERROR

#: Fields of a record that a prediction writes, each with what it has in it.
_OF_A_PREDICTION = {"model": "digest", "language": "is_english", ERROR: "message"}


def with_input_fields(
    article: Article,
    raw: RawArticle,
    *,
    ids: DistinctIds,
    place: Mapping[str, object] | None = None,
) -> Article:
    """Give an article the id and the fields of its input; what was predicted comes last.

    Args:
        article: Predicted, or failed.
        raw: What it was read from.
        ids: Given out so far; an id that came before gets a number, and stays in ``id_as_given``.
        place: ``file`` and ``line``, kept unless the input has a field of that name.

    Returns:
        The article. Fields that a prediction writes are kept as ``model_as_given`` and so on,
        unless an earlier prediction wrote them.
    """
    wanted = raw.id or article.id
    identity = ids.distinct(wanted)
    fields = {
        as_given(name) if name in _OF_A_PREDICTION else name: value
        for name, value in raw.metadata.items()
        if not _is_of_a_prediction(name, value)
    }
    if raw.id and identity != wanted:
        fields["id_as_given"] = raw.id
    if place and not {"file", "line"} & set(fields):
        fields |= place
    return replace(article, id=identity, metadata={**fields, **article.metadata})


def _is_of_a_prediction(name: str, value: object) -> bool:
    """Whether a field of the input is what an earlier prediction wrote, and is written anew."""
    return isinstance(value, Mapping) and _OF_A_PREDICTION.get(name) in value
