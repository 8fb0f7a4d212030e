"""``stance.predict``: the shortest way from text to an answer."""

from collections.abc import Iterable
from functools import lru_cache
from typing import overload

from stance.article import Article
from stance.prediction.predictor import Predictor
from stance.prediction.scores import Progress


@overload  # a str is a sequence of str too, and takes this one
def predict(  # type: ignore[overload-overlap]
    text: str, *, progress: Progress | None = None
) -> Article: ...


@overload
def predict(text: Iterable[str], *, progress: Progress | None = None) -> list[Article]: ...


def predict(
    text: str | Iterable[str], *, progress: Progress | None = None
) -> Article | list[Article]:
    """Label the sentences of one article or of several, with the default model.

    The model, ``Predictor.load()``, is loaded by the first call and kept. To use another, or to
    give sentence spans of your own, load a ``Predictor`` yourself.

    Args:
        text: One article, or any iterable of articles.
        progress: Told how far it is: articles done and articles in all, or for one article the
            parts of it done and the parts in all.

    Returns:
        An article, or as many as there are texts, in their order.

    Raises:
        TypeError: If a text is not a ``str``.
        ArtifactError: If there is no model to load.
    """
    return _default().predict(text, progress=progress)


@lru_cache(maxsize=1)
def _default() -> Predictor:
    return Predictor.load()
