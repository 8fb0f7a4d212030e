"""``ranker.json``: the weights of a model's ranker, beside the network whose scores they weigh."""

from functools import lru_cache
from pathlib import Path

from stance.errors import ArtifactError
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.manifest import Manifest, read_file, read_manifest
from stance.prediction.speakers.linking.ranker import Ranker

RANKER_FILE = "ranker.json"


def read_ranker(folder: Path, *, manifest: Manifest) -> Ranker:
    """Read a model's ranker.

    Args:
        folder: The model folder.
        manifest: What the folder says of itself.

    Returns:
        The ranker; that of the bundled model if the manifest lists none.

    Raises:
        ArtifactError: If the file is missing or damaged.
    """
    if RANKER_FILE not in manifest.files:
        return bundled_ranker()
    content = read_file(folder, RANKER_FILE, manifest=manifest)
    try:
        return Ranker.from_json(content)
    except ValueError as error:
        raise ArtifactError(folder, f"{RANKER_FILE} is damaged: {error}") from error


@lru_cache(maxsize=1)
def bundled_ranker() -> Ranker:
    """Read the bundled model's ranker."""
    return read_ranker(BUNDLED_FOLDER, manifest=read_manifest(BUNDLED_FOLDER))
