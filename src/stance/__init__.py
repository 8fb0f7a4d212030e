"""Who is speaking in a news article, and in what capacity.

>>> import stance
>>> article = stance.predict("Rain fell on Tuesday.")
>>> article.sentences[0].label
<Label.REPORTED_FACT: 'reported_fact'>
"""

from stance.api import predict
from stance.article import Article
from stance.errors import (
    ArtifactError,
    ConfigError,
    CorpusError,
    FailedArticleWarning,
    LanguageWarning,
    StanceError,
    UnknownLabelError,
)
from stance.labels import Label, SpeakerKind, Stance
from stance.parts import Sentence, Span, Speaker
from stance.prediction.predictor import Predictor

__all__ = [
    "Article",
    "ArtifactError",
    "ConfigError",
    "CorpusError",
    "FailedArticleWarning",
    "Label",
    "LanguageWarning",
    "Predictor",
    "Sentence",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Stance",
    "StanceError",
    "UnknownLabelError",
    "__version__",
    "predict",
]

#: Of the package; pyproject.toml reads it here.
__version__ = "0.2.0"


def __dir__() -> list[str]:
    """Give the public names, so that completion shows no inner modules."""
    return sorted(__all__)
