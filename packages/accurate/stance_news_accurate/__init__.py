"""The accurate model of stance: ``stance.Predictor.load("accurate")`` finds it here."""

from pathlib import Path


def locate(model: str) -> Path:  # noqa: ARG001  # every package that offers models is asked this
    """Give the folder of the model.

    Args:
        model: Its name.

    Returns:
        The model folder.
    """
    return Path(__file__).with_name("model")
