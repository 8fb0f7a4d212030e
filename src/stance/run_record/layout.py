"""Where things are in a run folder, and how they get there whole."""

import shutil
from pathlib import Path

from stance.files import whole_file

RUN_FILE = "run.json"
METRICS_FILE = "metrics.jsonl"
ARTIFACTS_FOLDER = "artifacts"
MODEL_FOLDER = "model"
CHECKPOINTS_FOLDER = "checkpoints"
#: Holds a folder for each run of a series.
CHILDREN_FOLDER = "children"
#: Held by the process that writes the run; the system frees it when the process dies.
LOCK_FILE = ".run.lock"


def copy_whole(path: Path, target: Path) -> None:
    """Copy a file, whole or not at all.

    Args:
        path: The file.
        target: Where its copy will be; the folders it needs are made.
    """
    with whole_file(target) as beside:
        shutil.copyfile(path, beside)


def new_folder(parent: Path, name: str) -> Path:
    """Make a folder that was not there before.

    Args:
        parent: Its parent; made if needed.
        name: Its name; numbered if it is taken, for two runs may start in one second.

    Returns:
        The folder, empty.
    """
    parent.mkdir(parents=True, exist_ok=True)
    path, number = parent / name, 1
    while True:
        try:
            path.mkdir()
        except FileExistsError:
            number += 1
            path = parent / f"{name}-{number}"
        else:
            return path
