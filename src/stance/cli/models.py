"""Which model answered, in a line."""

from stance.prediction.locating import BUNDLED, BUNDLED_FOLDER
from stance.prediction.predictor import Predictor


def describe_model(predictor: Predictor) -> str:
    """Say which model answers: its name, where it is, and when it was made.

    Args:
        predictor: The model.

    Returns:
        One line, such as ``model: release (bundled, 2026-11-30)``.
    """
    folder = predictor.folder
    place = [] if folder is None else [BUNDLED if folder == BUNDLED_FOLDER else str(folder)]
    made = predictor.manifest.created[:10]  # the day of an ISO 8601 time
    return f"model: {predictor.name} ({', '.join([*place, made])})"
