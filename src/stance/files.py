"""Writing files so that no one ever reads half of one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Files with this prefix are being written, or were when their writer was killed.
PARTIAL_PREFIX = ".partial-"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a place beside a file to write to; it becomes the file if the block succeeds.

    A link stays one: the file that it leads to is replaced. What is there and is no file, such as
    ``/dev/null`` or a pipe, is written to as it is.

    Args:
        path: The file; its folder is made if needed. Only one process may write it at a time.

    Yields:
        The place to write to, with the same ending.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    name = f"{PARTIAL_PREFIX}{path.name}"
    path = path.resolve() if path.is_symlink() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(name)
    try:
        yield beside
        with beside.open("rb") as file:
            os.fsync(file)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_whole(content: str | bytes, path: Path) -> None:
    """Write a file, whole or not at all.

    Args:
        content: What the file will hold; text is written in UTF-8, its line ends as they are.
        path: Where it will be; replaced if it exists.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    with whole_file(path) as beside:
        beside.write_bytes(data)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; a name too long for any, or one out of reach, is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def cache_folder() -> Path:
    """Give the folder for what can be made again.

    ``$STANCE_CACHE``, else ``$XDG_CACHE_HOME/stance``, else ``~/.cache/stance``.
    """
    if own := os.environ.get("STANCE_CACHE"):
        return Path(own).expanduser()
    everyones = os.environ.get("XDG_CACHE_HOME")
    return (Path(everyones) if everyones else Path.home() / ".cache") / "stance"
