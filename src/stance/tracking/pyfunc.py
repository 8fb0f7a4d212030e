"""The model as MLflow serves it: a table with a column of texts in, a table out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import mlflow.pyfunc
import pandas as pd
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema
from mlflow.types.schema import Array, Object, Property

from stance.article import Article
from stance.prediction.manifest import Manifest
from stance.prediction.predictor import Predictor

if TYPE_CHECKING:
    from mlflow.pyfunc import PythonModelContext

#: The one setting of a call: below this confidence a label is uncertain.
THRESHOLD = "threshold"
_EXAMPLE = "The ministry said taxes would fall. Analysts doubted it. Markets closed higher."
_COLUMNS = ("article", "labels", "confidences", "probabilities", "speakers", "uncertain")


class StanceModel(mlflow.pyfunc.PythonModel):  # type: ignore[misc]  # MLflow has no types here
    """A trained model behind MLflow's interface; only this class and its file need MLflow."""

    def load_context(self, context: "PythonModelContext") -> None:
        """Load the model folder among the artifacts."""
        self._predictor = Predictor.load(context.artifacts["model"])

    def predict(
        self, model_input: pd.DataFrame, params: Mapping[str, float] | None = None
    ) -> pd.DataFrame:
        """Label the sentences of articles.

        Args:
            model_input: One article in each row, in the column ``text``.
            params: ``threshold``, in [0, 1]: below this confidence a label is uncertain. The
                model's own if not given.

        Returns:
            A row for each article: the article with all that was found as a corpus record in
            JSON, and by sentence the label, its probability, those of all labels, the speaker's
            name ("" for the outlet), and whether the label is uncertain.
        """
        threshold = (params or {}).get(THRESHOLD, self._predictor.uncertain_below)
        articles = self._predictor.predict(model_input["text"].tolist())
        rows = [_row(article, threshold=threshold) for article in articles]
        return pd.DataFrame(rows, columns=_COLUMNS)


def signature(manifest: Manifest) -> ModelSignature:
    """Give the types of both tables and of the params.

    Probabilities have a field for each label, since Spark knows no lists of open mappings.
    """
    by_label = Object([Property(label, DataType.double) for label in manifest.labels])
    text, number = DataType.string, DataType.double
    types = (
        text,
        Array(text),
        Array(number),
        Array(by_label),
        Array(text),
        Array(DataType.boolean),
    )
    columns = zip(types, _COLUMNS, strict=True)
    return ModelSignature(
        inputs=Schema([ColSpec(text, "text")]),
        outputs=Schema([ColSpec(type_, name) for type_, name in columns]),
        params=ParamSchema([ParamSpec(THRESHOLD, number, manifest.threshold)]),
    )


def input_example() -> pd.DataFrame:
    """Give a table that the model takes."""
    return pd.DataFrame({"text": [_EXAMPLE]})


def _row(article: Article, *, threshold: float) -> dict[str, object]:
    speakers = {speaker.id: speaker.name for speaker in article.speakers}
    sentences = article.sentences
    return {
        "article": article.to_json(),
        "labels": [str(one.label) for one in sentences],
        "confidences": [one.confidence for one in sentences],
        "probabilities": [
            {str(label): value for label, value in one.probabilities.items()} for one in sentences
        ],
        "speakers": [speakers.get(one.speaker or "", "") for one in sentences],
        "uncertain": [one.confidence < threshold for one in sentences],
    }
