"""MLflow's own default store, for what asks it instead of the store that a client has."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_VARIABLE = "MLFLOW_TRACKING_URI"


@contextmanager
def default_store(uri: str) -> Iterator[None]:
    """Make a store MLflow's default meanwhile: its registry looks logged models up in that one."""
    import mlflow

    before = os.environ.get(_VARIABLE)
    mlflow.set_tracking_uri(uri)
    try:
        yield
    finally:
        mlflow.set_tracking_uri(None)  # forgets the variable too
        if before is not None:
            os.environ[_VARIABLE] = before
