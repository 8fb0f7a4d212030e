"""The model as MLflow serves it: a table with a column of texts in, a table out."""

from typing import TYPE_CHECKING

import mlflow.pyfunc
import pandas as pd
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, Schema
from mlflow.types.schema import Array

from stance.prediction.predictor import Predictor

if TYPE_CHECKING:
    from mlflow.pyfunc import PythonModelContext

_EXAMPLE = "The ministry said taxes would fall. Analysts doubted it. Markets closed higher."


class StanceModel(mlflow.pyfunc.PythonModel):  # type: ignore[misc]  # MLflow has no types here
    """A trained model behind MLflow's interface; only this class and its file need MLflow."""

    def load_context(self, context: "PythonModelContext") -> None:
        """Load the model folder among the artifacts.

        Args:
            context: Says where MLflow has put them.
        """
        self._predictor = Predictor.load(context.artifacts["model"])

    def predict(
        self,
        model_input: pd.DataFrame,
        params: dict[str, object] | None = None,  # noqa: ARG002  # the interface is MLflow's
    ) -> pd.DataFrame:
        """Label the sentences of articles.

        Args:
            model_input: One article in each row, in the column ``text``.
            params: Unused.

        Returns:
            A row for each article: the article with all that was found as a corpus record in
            JSON, and by sentence the label, its probability and the speaker's name ("" for the
            outlet).
        """
        rows = []
        for article in self._predictor.predict(model_input["text"].tolist()):
            speakers = {speaker.id: speaker.name for speaker in article.speakers}
            rows.append(
                {
                    "article": article.to_json(),
                    "labels": [one.label.value for one in article.sentences],
                    "confidences": [one.confidence for one in article.sentences],
                    "speakers": [speakers.get(one.speaker or "", "") for one in article.sentences],
                }
            )
        return pd.DataFrame(rows, columns=["article", "labels", "confidences", "speakers"])


def signature() -> ModelSignature:
    """Give the types of both tables."""
    text = DataType.string
    return ModelSignature(
        inputs=Schema([ColSpec(text, "text")]),
        outputs=Schema(
            [
                ColSpec(text, "article"),
                ColSpec(Array(text), "labels"),
                ColSpec(Array(DataType.double), "confidences"),
                ColSpec(Array(text), "speakers"),
            ]
        ),
    )


def input_example() -> pd.DataFrame:
    """Give a table that the model takes."""
    return pd.DataFrame({"text": [_EXAMPLE]})
