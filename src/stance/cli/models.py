"""Which model answered, in a line."""

from stance.prediction.locating import BUNDLED
from stance.prediction.predictor import Predictor


def describe_model(predictor: Predictor) -> str:
    """Say which model answers: its name, where it is, and when it was made.

    Args:
        predictor: The model.

    Returns:
        One line, such as ``model: release (bundled, 2026-11-30)``.
    """
    place = BUNDLED if predictor.is_bundled else str(predictor.folder)
    made = predictor.manifest.created[:10]  # the day of an ISO 8601 time
    return f"model: {predictor.name} ({place}, {made})"
