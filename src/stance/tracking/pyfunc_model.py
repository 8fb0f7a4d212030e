"""The code that MLflow keeps with a logged model and runs to load it; nothing imports it."""

from mlflow.models import set_model

from stance.tracking.pyfunc import StanceModel

set_model(StanceModel())
