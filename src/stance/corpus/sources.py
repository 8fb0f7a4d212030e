"""Reads several files, and tells every fault of every one at once."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from stance.errors import CorpusError, Fault, refuse

S = TypeVar("S")
T = TypeVar("T")


def read_each(sources: Iterable[S], read: Callable[[S], Iterable[T]]) -> list[T]:
    """Give all that a function reads of each source, or one CorpusError with all that it raises."""
    found: list[T] = []
    faults: list[Fault] = []
    for source in sources:
        try:
            found += read(source)
        except CorpusError as error:
            faults += error.faults
    refuse(faults)
    return found


def read_utf8(path: Path) -> str:
    """Read a text with its line ends as they are; it is a CorpusError if that cannot be done."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusError.of(path, f"cannot be read ({error.strerror}); check the name") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CorpusError.of(path, "not UTF-8; save the file as UTF-8", line=line) from error


def find_files(names: Sequence[Path], *, ending: str, is_deep: bool = True) -> list[Path]:
    """Give the files that names stand for, those of a folder sorted by name.

    A folder stands for all files in it that have the ending and are not hidden, and for those
    below it if it is deep. One that holds none is a CorpusError.
    """

    def find(name: Path) -> list[Path]:
        if not name.is_dir():
            return [name]
        found = sorted(name.glob(f"{'**/' if is_deep else ''}[!.]*{ending}"))
        if not found:
            raise CorpusError.of(name, f"no {ending} file here; name another folder, or files")
        return found

    return read_each(names, find)
