"""Reads the rows of CSV and JSONL files, of Parquet files, and of folders of `datasets`."""

import csv
import io
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from stance import record
from stance.corpus.readers.rows import Row
from stance.corpus.sources import find_files, read_each, read_utf8
from stance.corpus.tables import cells_of, open_rows
from stance.errors import CorpusError, MissingExtraError

if TYPE_CHECKING:
    import datasets


def read_csv(paths: Sequence[Path]) -> list[Row]:
    """Read CSV files in UTF-8 with a header, whose cells commas, semicolons or tabs part.

    ``paths`` are files, or folders with ``.csv`` files. A line that cannot be read is a row with a
    fault; files that cannot be read at all are a CorpusError.
    """
    return read_each(find_files(paths, ending=".csv"), _rows_of_csv)


def _rows_of_csv(path: Path) -> Iterator[Row]:
    lines = open_rows(io.StringIO(read_utf8(path), newline=""), strict=True)
    try:
        for one in lines:
            try:
                yield Row(path=path, line=lines.line_num, cells=cells_of(one))
            except ValueError as error:
                yield Row(path=path, line=lines.line_num, fault=str(error))
    except csv.Error as error:
        what = f"not CSV: {error}; save it as CSV UTF-8"
        yield Row(path=path, line=lines.line_num, fault=what)


def read_jsonl(paths: Sequence[Path]) -> list[Row]:
    """Read JSONL files, one object a line; as ``read_csv`` reads CSV."""
    return read_each(find_files(paths, ending=".jsonl"), _rows_of_jsonl)


def _rows_of_jsonl(path: Path) -> Iterator[Row]:
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        try:
            if line.strip():
                yield Row(path=path, line=number, cells=record.parse(line))
        except ValueError as error:
            yield Row(path=path, line=number, fault=f"{error}; mend the line")


def read_parquet(paths: Sequence[Path]) -> list[Row]:
    """Read Parquet files, or folders with such files; needs ``datasets``.

    A class of ``datasets`` has its name, and -1 is no class. Files that cannot be read are a
    CorpusError.
    """
    from_table = _datasets().Dataset
    from pyarrow import lib, parquet  # type: ignore[import-untyped]  # comes with datasets

    def read(path: Path) -> Iterator[Row]:
        try:
            table = parquet.read_table(path)
        except (lib.ArrowInvalid, OSError) as error:
            raise CorpusError.of(path, f"not Parquet: {error}; write it again") from error
        return _rows(from_table(table), path)

    return read_each(find_files(paths, ending=".parquet"), read)


def read_datasets(paths: Sequence[Path]) -> list[Row]:
    """Read folders that ``save_to_disk`` of ``datasets`` wrote; needs ``datasets``.

    Of one with splits all are read. A class has its name, and -1 is no class. Folders that are
    none are a CorpusError.
    """
    library = _datasets()

    def read(path: Path) -> Iterator[Row]:
        try:
            loaded = library.load_from_disk(path)
        except FileNotFoundError as error:
            what = "no folder of datasets here; name one that save_to_disk wrote"
            raise CorpusError.of(path, what) from error
        splits = loaded if isinstance(loaded, dict) else {"": loaded}
        for name, split in splits.items():
            yield from _rows(split, path / name)

    return read_each(paths, read)


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
