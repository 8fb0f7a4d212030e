"""All that a config names, loaded and checked before a run is made."""

from collections.abc import Callable

from stance.config import RunConfig
from stance.pipeline.train.averaging import member_data
from stance.pipeline.train.data import RunData, load_run_data
from stance.pipeline.train.readiness import check_ready


def load_data(config: RunConfig, *, say: Callable[[str], None]) -> RunData:
    """Load what a config names, and say what is not there.

    ``check_ready`` comes first, before anything is read.
    """
    check_ready(config)
    data = load_run_data(config.data)
    member_data(config, data, whole=True)
    for part in data.absent:
        say(f"left out: {part.name} (optional, no file {part.files})")
    return data
