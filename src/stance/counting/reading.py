"""Reads predicted or labelled articles one by one: JSONL and JSON, or a row for each sentence."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from stance import record
from stance.article import Article, sentence_columns
from stance.corpus.annotations import find_words
from stance.corpus.review.cells import from_cell
from stance.corpus.sources import find_files, read_utf8
from stance.corpus.tables import cells_of, open_rows
from stance.errors import CorpusError, Fault, MissingExtraError, StanceError
from stance.labels import SpeakerKind
from stance.parts import Span
from stance.prediction.failing import ERROR
from stance.schemes import LabelScheme

_LINES, _ARRAY = (".jsonl", ".ndjson"), (".json",)
_TABLES, _PARQUET = (".csv", ".tsv"), (".parquet",)
ENDINGS = (*_LINES, *_ARRAY, *_TABLES, *_PARQUET)
_NEEDED = ("article_id", "start", "end", "text", "label")
_LONGEST = 100_000_000  # characters of an article
_OTHER_KIND = "rows are sentences with the columns of stance predict --out FILE.csv"


def list_scores(names: Sequence[Path]) -> list[Path]:
    """Give the files that names stand for; a folder stands for its JSONL files.

    It is a CorpusError, with all names, if one has an ending that is not read or is not there.
    """
    files = find_files(names, ending=".jsonl", is_deep=False)
    faults = []
    for path in files:
        if path.suffix.lower() not in ENDINGS:
            what = f"its ending is none of {', '.join(ENDINGS)}; name what stance predict wrote"
            faults.append(Fault(path=path, what=what))
        elif not path.is_file():
            faults.append(Fault(path=path, what="no such file; check the name"))
    if faults:
        raise CorpusError(faults)
    return files


def read_scores(path: Path, *, scheme: LabelScheme) -> Iterator[Article | Fault | None]:
    """Read the articles of a file one after the other, holding none.

    Args:
        path: JSONL or JSON of articles, as ``stance predict`` writes them; or CSV or Parquet with a
            row for each sentence. Columns of a table that a prediction does not have are fields of
            the article.
        scheme: What the labels are.

    Yields:
        Each article; None for a record of one that could not be predicted; what is wrong with one
        that cannot be read.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in _LINES:
            yield from _articles(_objects(path), path=path, scheme=scheme)
        elif suffix in _ARRAY:
            yield from _articles(_array(path), path=path, scheme=scheme)
        else:
            rows = _csv_rows(path) if suffix in _TABLES else _parquet_rows(path, scheme=scheme)
            yield from _from_rows(rows, path=path, scheme=scheme)
    except CorpusError as error:
        yield from error.faults
    except UnicodeDecodeError:
        yield Fault(path=path, what="not UTF-8; save the file as UTF-8")
    except OSError as error:
        yield Fault(path=path, what=f"cannot be read ({error.strerror}); check the file")


def _objects(path: Path) -> Iterator[tuple[int | None, str]]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line


def _array(path: Path) -> Iterator[tuple[int | None, object]]:
    try:
        found = json.loads(read_utf8(path))
    except (ValueError, RecursionError) as error:
        raise CorpusError.of(
            path, f"not JSON: {error}; write one article a line (.jsonl)"
        ) from error
    for one in found if isinstance(found, list) else [found]:
        yield None, one


def _articles(
    found: Iterable[tuple[int | None, object]], *, path: Path, scheme: LabelScheme
) -> Iterator[Article | Fault | None]:
    for number, one in found:
        try:
            fields = record.parse(one) if isinstance(one, str) else one
            if not isinstance(fields, Mapping):
                raise ValueError(f"an article is a JSON object, not a {type(fields).__name__}")
            if isinstance(fields.get(ERROR), Mapping) and not fields.get("sentences"):
                yield None
                continue
            if "sentences" not in fields:
                raise ValueError("has no labels; label it first: stance predict")
            article = Article.from_dict(fields, scheme=scheme)
            _check_speakers(article)
            yield article
        except ValueError as error:
            yield Fault(path=path, line=number, what=f"{error}; mend the record")


def _check_speakers(article: Article) -> None:
    known = {one.id for one in article.speakers}
    for number, sentence in enumerate(article.sentences, start=1):
        if sentence.speaker is not None and sentence.speaker not in known:
            raise ValueError(f"sentence {number} is by {sentence.speaker!r}, who is no speaker")


def _csv_rows(path: Path) -> Iterator[tuple[int | None, Mapping[str, object]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = open_rows(file)
        _check_columns(rows.fieldnames or (), path=path)
        try:
            for row in rows:
                yield rows.line_num, {name: from_cell(one) for name, one in cells_of(row).items()}
        except (csv.Error, ValueError) as error:
            raise CorpusError.of(path, f"not CSV: {error}", line=rows.line_num) from error


def _parquet_rows(
    path: Path, *, scheme: LabelScheme
) -> Iterator[tuple[int | None, Mapping[str, object]]]:
    """Give rows; labels and kinds that ``stance data export`` wrote as numbers are spelt out."""
    try:
        from pyarrow import ArrowInvalid, parquet  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise MissingExtraError("Parquet", extra="report", package="pyarrow") from error
    try:
        file = parquet.ParquetFile(path)
        _check_columns(file.schema_arrow.names, path=path)
        number = 0
        for batch in file.iter_batches(batch_size=10_000):
            for row in batch.to_pylist():
                number += 1
                yield number, row | _spelt(row, scheme=scheme)
    except ArrowInvalid as error:
        raise CorpusError.of(path, f"not Parquet: {error}; write it anew") from error


def _spelt(row: Mapping[str, object], *, scheme: LabelScheme) -> dict[str, object]:
    names: dict[str, tuple[str, ...]] = {"label": scheme.names, "speaker_kind": tuple(SpeakerKind)}
    return {
        field: str(of[value])
        for field, of in names.items()
        for value in [row.get(field)]
        if isinstance(value, int) and 0 <= value < len(of)
    }


def _check_columns(names: Sequence[str], *, path: Path) -> None:
    lacking = [name for name in _NEEDED if name not in names]
    if lacking:
        raise CorpusError.of(path, f"no column {', '.join(lacking)}; {_OTHER_KIND}", line=1)


def _from_rows(
    rows: Iterable[tuple[int | None, Mapping[str, object]]], *, path: Path, scheme: LabelScheme
) -> Iterator[Article | Fault | None]:
    for name, group in groupby(rows, key=lambda row: row[1].get("article_id")):
        own = list(group)
        try:
            yield _from_sentences(str(name or ""), [row for _, row in own], scheme=scheme)
        except (ValueError, StanceError) as error:
            yield Fault(path=path, line=own[0][0], what=f"article {name!r}: {error}")


def _from_sentences(
    name: str, rows: Sequence[Mapping[str, object]], *, scheme: LabelScheme
) -> Article:
    """Build an article from its sentences; what is between these is blank in its text."""
    if not name:
        raise ValueError("no article_id; give each row the id of its article")
    own = {*sentence_columns(scheme.names), "position"}
    text = ""
    sentences: list[dict[str, object]] = []
    speakers: dict[str, dict[str, str]] = {}
    for row in rows:
        start, end, words = _number(row, "start"), _number(row, "end"), str(row["text"] or "")
        if start < len(text) or end - start != len(words):
            raise ValueError(
                f"sentence {start}–{end} overlaps another or is not as long as its text"
            )
        text = text.ljust(start) + words
        kind = str(row.get("speaker_kind") or "")
        speaker = str(row.get("speaker") or "") or None
        if speaker is not None:
            fields = {"id": speaker, "name": str(row.get("speaker_name") or speaker)}
            speakers[speaker] = fields | {"role": str(row.get("speaker_role") or ""), "kind": kind}
        sentences.append(
            {
                "start": start,
                "end": end,
                "label": str(row["label"]),
                "speaker": speaker,
                "probabilities": _probabilities(row, scheme),
                **{part: _place(row.get(part), text, start) for part in ("source", "cue")},
            }
        )
    columns = {name: value for name, value in rows[0].items() if name not in own and value}
    given = {"id": name, "text": text, "sentences": sentences, "speakers": [*speakers.values()]}
    return Article.from_dict({**columns, **given}, scheme=scheme)


def _number(row: Mapping[str, object], name: str) -> int:
    value = str(row[name])
    if not value.isdecimal() or int(value) > _LONGEST:
        raise ValueError(f"{name} is {value[:20]!r}, not a number of characters")
    return int(value)


def _probabilities(row: Mapping[str, object], scheme: LabelScheme) -> dict[str, float]:
    given = {str(label): row.get(str(label)) for label in scheme.names}
    if any(value in (None, "") for value in given.values()):
        return {}  # a person decided
    return {label: float(str(value)) for label, value in given.items()}


def _place(words: object, text: str, start: int) -> list[int] | None:
    if not isinstance(words, str) or not words:
        return None
    found = find_words(text, words, within=Span(start, len(text)))
    return list(found[0]) if found else None
