"""``stance.predict``: the shortest way from text to an answer."""

from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from stance.article import Article
from stance.prediction.predictor import Predictor


@overload  # a str is a sequence of str too, and takes this one
def predict(text: str) -> Article: ...  # type: ignore[overload-overlap]


@overload
def predict(text: Sequence[str]) -> list[Article]: ...


def predict(text: str | Sequence[str]) -> Article | list[Article]:
    """Label the sentences of one article or of several, with the default model.

    The model, ``Predictor.load()``, is loaded by the first call and kept. To use another, or to
    give sentence spans of your own, load a ``Predictor`` yourself.

    Args:
        text: One article, or a list of articles.

    Returns:
        An article, or as many as there are texts, in their order.

    Raises:
        TypeError: If a text is not a ``str``.
        ArtifactError: If there is no model to load.
    """
    return _default().predict(text)


@lru_cache(maxsize=1)
def _default() -> Predictor:
    return Predictor.load()
