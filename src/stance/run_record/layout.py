"""Where things are in a run folder, and how they get there whole."""

import shutil
from pathlib import Path

RUN_FILE = "run.json"
METRICS_FILE = "metrics.jsonl"
ARTIFACTS_FOLDER = "artifacts"
MODEL_FOLDER = "model"
CHECKPOINTS_FOLDER = "checkpoints"
#: Held by the process that writes the run; the system frees it when the process dies.
LOCK_FILE = ".run.lock"
#: Files with this prefix are being written, or were when their writer was killed.
PARTIAL_PREFIX = ".partial-"


def write_whole(content: bytes, path: Path) -> None:
    """Write a file beside its place, then rename it, so that no one ever reads half of it.

    Args:
        content: What the file will hold.
        path: Where it will be. Only one process may write there at a time.
    """
    beside = path.with_name(f"{PARTIAL_PREFIX}{path.name}")
    beside.write_bytes(content)
    beside.replace(path)


def copy_whole(path: Path, target: Path) -> None:
    """Copy a file beside its place, then rename it; makes the folders it needs.

    Args:
        path: The file.
        target: Where its copy will be.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{PARTIAL_PREFIX}{target.name}")
    shutil.copyfile(path, beside)
    beside.replace(target)


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
