"""The files that a name stands for, and their text, with faults instead of exceptions."""

from collections.abc import Sequence
from pathlib import Path

from stance.errors import CorpusError, Fault


def find_files(names: Sequence[Path], *, ending: str) -> list[Path]:
    """Give the files of a format.

    Args:
        names: Files, and folders, which stand for all such files in and below them that are not
            hidden.
        ending: Of the files in folders, such as ``.ann``.

    Returns:
        The files, those of a folder sorted by name.

    Raises:
        CorpusError: With every name that stands for nothing.
    """
    found = {
        name: sorted(name.rglob(f"[!.]*{ending}")) if name.is_dir() else [name] for name in names
    }
    faults = [
        Fault(path=name, line=None, what=f"no {ending} file in this folder; name another, or files")
        for name, files in found.items()
        if not files
    ]
    faults += [
        Fault(path=file, line=None, what="no such file; check the name")
        for files in found.values()
        for file in files
        if not file.is_file()
    ]
    if faults:
        raise CorpusError(faults)
    return [file for files in found.values() for file in files]


def read_utf8(path: Path, faults: list[Fault]) -> str:
    """Read a file with its line ends as they are; what is wrong with it is added to faults."""
    line = None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check the name"
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        what = "not UTF-8; save the file as UTF-8"
    faults.append(Fault(path=path, line=line, what=what))
    return ""
