"""Reads the rows of CSV and JSONL files, of Parquet files, and of folders of `datasets`."""

import csv
import io
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from stance import record
from stance.corpus.readers.files import find_files, read_utf8
from stance.corpus.readers.rows import Row
from stance.corpus.tables import cells_of, open_rows
from stance.errors import CorpusError, Fault, MissingExtraError

if TYPE_CHECKING:
    import datasets


def read_csv(paths: Sequence[Path]) -> list[Row]:
    """Read CSV files in UTF-8 with a header, whose cells commas, semicolons or tabs part.

    Args:
        paths: ``.csv`` files, or folders with such files.

    Returns:
        The rows of all files; a line that cannot be read is a row with a fault.

    Raises:
        CorpusError: With every file that cannot be read at all.
    """
    faults: list[Fault] = []
    rows: list[Row] = []
    for path in find_files(paths, ending=".csv"):
        content = read_utf8(path, faults)
        lines = open_rows(io.StringIO(content, newline=""), strict=True)
        try:
            for one in lines:
                try:
                    rows.append(Row(path=path, line=lines.line_num, cells=cells_of(one)))
                except ValueError as error:
                    rows.append(Row(path=path, line=lines.line_num, fault=str(error)))
        except csv.Error as error:
            what = f"not CSV: {error}; save it as CSV UTF-8"
            rows.append(Row(path=path, line=lines.line_num, fault=what))
    if faults:
        raise CorpusError(faults)
    return rows


def read_jsonl(paths: Sequence[Path]) -> list[Row]:
    """Read JSONL files, one object a line.

    Args:
        paths: ``.jsonl`` files, or folders with such files.

    Returns:
        The rows of all files; a line that cannot be read is a row with a fault.

    Raises:
        CorpusError: With every file that cannot be read at all.
    """
    faults: list[Fault] = []
    rows: list[Row] = []
    for path in find_files(paths, ending=".jsonl"):
        for number, line in enumerate(read_utf8(path, faults).split("\n"), start=1):
            try:
                if line.strip():
                    rows.append(Row(path=path, line=number, cells=record.parse(line)))
            except ValueError as error:
                rows.append(Row(path=path, line=number, fault=f"{error}; mend the line"))
    if faults:
        raise CorpusError(faults)
    return rows


def read_parquet(paths: Sequence[Path]) -> list[Row]:
    """Read Parquet files; needs ``datasets``.

    Args:
        paths: ``.parquet`` files, or folders with such files.

    Returns:
        The rows of all files; a class of ``datasets`` has its name, and -1 is no class.

    Raises:
        CorpusError: With every file that cannot be read.
        MissingExtraError: If ``datasets`` is not installed.
    """
    from_table = _datasets().Dataset
    from pyarrow import lib, parquet  # type: ignore[import-untyped]  # comes with datasets

    faults: list[Fault] = []
    rows: list[Row] = []
    for path in find_files(paths, ending=".parquet"):
        try:
            rows += _rows(from_table(parquet.read_table(path)), path)
        except (lib.ArrowInvalid, OSError) as error:
            what = f"not Parquet: {error}; write it again"
            faults.append(Fault(path=path, line=None, what=what))
    if faults:
        raise CorpusError(faults)
    return rows


def read_datasets(paths: Sequence[Path]) -> list[Row]:
    """Read folders that ``save_to_disk`` of ``datasets`` wrote; needs ``datasets``.

    Args:
        paths: The folders, of a dataset or of one with splits, all of which are read.

    Returns:
        The rows of all of them; a class has its name, and -1 is no class.

    Raises:
        CorpusError: With every folder that is none.
        MissingExtraError: If ``datasets`` is not installed.
    """
    library = _datasets()
    faults: list[Fault] = []
    rows: list[Row] = []
    for path in paths:
        try:
            loaded = library.load_from_disk(path)
        except FileNotFoundError:
            what = "no folder of datasets here; name one that save_to_disk wrote"
            faults.append(Fault(path=path, line=None, what=what))
            continue
        splits = loaded if isinstance(loaded, dict) else {"": loaded}
        for name, split in splits.items():
            rows += _rows(split, path / name)
    if faults:
        raise CorpusError(faults)
    return rows


def _rows(dataset: "datasets.Dataset", path: Path) -> Iterator[Row]:
    classes = {
        name: feature.names
        for name, feature in dataset.features.items()
        if hasattr(feature, "names")
    }
    for number, cells in enumerate(dataset, start=1):
        named = {
            name: _class_name(value, classes[name]) if name in classes else value
            for name, value in cells.items()
        }
        yield Row(path=path, line=number, cells=named)


def _class_name(number: int | None, names: Sequence[str]) -> str | None:
    return None if number is None or number < 0 else names[number]  # -1 is "not labelled" there


def _datasets() -> ModuleType:
    try:
        return import_module("datasets")  # slow, and only these two readers need it
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading a dataset", extra="train", package="datasets") from error
