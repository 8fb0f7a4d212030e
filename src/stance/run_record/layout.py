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
    """Copy a file, whole or not at all."""
    with whole_file(target) as beside:
        shutil.copyfile(path, beside)


def new_folder(parent: Path, name: str) -> Path:
    """Make a folder that was not there before.

    The name is numbered if it is taken, for two runs may start in one second.
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
