"""All that a config names, loaded and checked before a run is made."""

from collections.abc import Callable

from stance.config import RunConfig
from stance.pipeline.members import check_members
from stance.pipeline.run_data import RunData, load_run_data
from stance.prediction.locating import locate_model


def load_data(config: RunConfig, *, say: Callable[[str], None]) -> RunData:
    """Load what a config names, and say what is not there.

    Args:
        config: What to load.
        say: Told of optional parts that are absent.

    Returns:
        The data, checked.

    Raises:
        ArtifactError: If the teacher that the config names is not there.
        CorpusError: If the data is faulty.
        ValueError: If a fit of ``training.members`` is to leave out what there is not.
    """
    if config.training.teacher is not None:
        locate_model(config.training.teacher)
    data = load_run_data(config.data)
    check_members(config, data)
    for part in data.absent:
        say(f"left out: {part.name} (optional, no file {part.files})")
    return data
