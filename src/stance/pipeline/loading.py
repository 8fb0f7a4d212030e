"""All that a config names, loaded and checked before a run is made."""

from collections.abc import Callable

from stance.config import RunConfig
from stance.pipeline.members import member_data
from stance.pipeline.run_data import RunData, load_run_data
from stance.pipeline.starting import require_labels, require_network
from stance.prediction.locating import locate_model
from stance.prediction.manifest import read_manifest


def load_data(config: RunConfig, *, say: Callable[[str], None]) -> RunData:
    """Load what a config names, and say what is not there.

    Args:
        config: What to load.
        say: Told of optional parts that are absent.

    Returns:
        The data, checked.

    Raises:
        ArtifactError: If a model that the config names is not there, or is damaged.
        CorpusError: If the data is faulty.
        ValueError: If a fit of ``training.members`` is to leave out what there is not, or a
            model that the config names has other labels.
    """
    named = {"training.teacher": config.training.teacher, "training.start": config.training.start}
    folders = {
        setting: locate_model(model) for setting, model in named.items() if model is not None
    }
    manifests = {setting: read_manifest(folder) for setting, folder in folders.items()}
    data = load_run_data(config.data)
    member_data(config, data, whole=True)
    for setting, manifest in manifests.items():
        require_labels(manifest, data.scheme, setting=setting)
        if setting == "training.start":
            require_network(manifest, folders[setting])
    for part in data.absent:
        say(f"left out: {part.name} (optional, no file {part.files})")
    return data
