"""Rows with named columns, of whatever file, turned into articles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stance.corpus.annotations import Voice, find_words
from stance.corpus.readers.drafts import Draft, DraftSentence, appended, check_names, label_of
from stance.corpus.tables import spell_date
from stance.errors import CorpusError, Fault, refuse
from stance.frozen import FrozenDict
from stance.labels import Label
from stance.parts import Span
from stance.text.sentences import split_sentences

#: What a column can mean; ``article`` gathers the rows of one article.
FIELDS = (
    *("text", "article", "id", "label", "speaker", "role", "kind", "source", "cue"),
    *("title", "url", "published", "style", "domain", "target"),
)
_OF_ARTICLE = FIELDS[-6:]
_LABELLED = "is a corpus record already; leave out stance data read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file.

    Attributes:
        path: The file.
        line: Its line, or its number if the file has no lines, from 1.
        cells: By column; None and a missing cell are the same.
        fault: Why it could not be read, or None; told with what is wrong in the others.
    """

    path: Path
    line: int
    cells: Mapping[str, object] = field(default_factory=FrozenDict)
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the columns of a file mean to us.

    Attributes:
        names: The column of each of our fields; a field that is not in it has its own name.
        labels: Our label for each of theirs; those not in it must be ours already.
    """

    names: Mapping[str, str]
    labels: Mapping[str, Label]

    def __post_init__(self) -> None:
        check_names(self.names, known=FIELDS)

    def get(self, row: Row, field: str) -> str:
        """Give what a row says of a field; empty if nothing."""
        value = row.cells.get(self.names.get(field, field))
        if field == "published" or isinstance(value, date):
            return spell_date(value)
        return "" if value is None else str(value).strip()


def read_rows(rows: Sequence[Row], *, columns: Columns) -> list[Draft]:
    """Make articles of rows.

    With a column for ``article``, the rows that a file has of one are its sentences, joined by
    spaces in the order of the file. Without one, a row with a label is an article of one
    sentence, and a row without is an article that is cut into sentences.

    Args:
        rows: Of one or more files.
        columns: What the columns mean.

    Returns:
        The drafts, in the order in which they begin.

    Raises:
        CorpusError: With every fault of every row.
    """
    faults: list[Fault] = []
    whole: list[Row] = []
    for row in rows:
        if what := _LABELLED if _is_record(row) else row.fault:
            faults.append(Fault(path=row.path, line=row.line, what=what))
        else:
            whole.append(row)
    if lacking := list(_lacking(whole, columns=columns)):
        raise CorpusError([*faults, *lacking])
    groups: dict[tuple[Path, str], list[Row]] = {}
    for row in whole:
        name = columns.get(row, "article") or columns.get(row, "id")
        groups.setdefault((row.path, name or f"{row.path.stem}-{row.line}"), []).append(row)
    drafts = []
    for (_, name), (first, *others) in groups.items():
        if others and not columns.get(first, "article"):
            what = f"id {name!r} is taken by {first.path}:{first.line}; give each row its own"
            faults += [Fault(path=row.path, line=row.line, what=what) for row in others]
        else:
            drafts.append(_draft(name, [first, *others], columns=columns, faults=faults))
    refuse(sorted(faults, key=lambda fault: (fault.path, fault.line or 0)))
    return drafts


def _is_record(row: Row) -> bool:
    """Whether a row has labelled sentences in a list, as our own records do."""
    sentences = row.cells.get("sentences")
    return isinstance(sentences, list) and any(
        isinstance(one, Mapping) and "label" in one for one in sentences
    )


def _lacking(rows: Sequence[Row], *, columns: Columns) -> Iterator[Fault]:
    """Give the columns that were named, or are needed, and are in no row of a file."""
    found: dict[Path, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row.path, {}).update(dict.fromkeys(row.cells))
    for path, there in found.items():
        for name in {"text": "", **columns.names}:
            column = columns.names.get(name, name)
            if column not in there:
                known = ", ".join(list(there)[:20])
                what = f"no column {column!r} for {name} (found: {known}); name it: --map {name}=…"
                yield Fault(path=path, what=what)


def _draft(name: str, rows: Sequence[Row], *, columns: Columns, faults: list[Fault]) -> Draft:
    text = ""
    sentences: list[DraftSentence] = []
    for row in rows:
        try:
            piece = columns.get(row, "text")
            if not piece:
                raise ValueError("the text is blank; remove the row")
            text, span = appended(text, piece)
            sentences += _sentences(row, text, whole=span, columns=columns)
        except ValueError as error:
            faults.append(Fault(path=row.path, line=row.line, what=str(error)))
    first = rows[0]
    return Draft(
        path=first.path,
        line=first.line,
        id=name,
        text=text,
        sentences=tuple(sentences),
        metadata={field: columns.get(first, field) for field in _OF_ARTICLE},
    )


def _sentences(row: Row, text: str, *, whole: Span, columns: Columns) -> Iterator[DraftSentence]:
    label = label_of(columns.get(row, "label"), columns.labels)
    name, role, kind = (columns.get(row, field) for field in ("speaker", "role", "kind"))
    voice = Voice.parse(name, role=role, kind=kind)
    if label is None and voice is None and not columns.get(row, "article"):
        yield from (DraftSentence(span=span) for span in split_sentences(text))
        return
    yield DraftSentence(
        span=whole,
        label=label,
        voice=voice,
        source=_find(text, columns.get(row, "source"), sentence=whole),
        cue=_find(text, columns.get(row, "cue"), sentence=whole),
    )


def _find(text: str, words: str, *, sentence: Span) -> Span | None:
    """Give the first place of words in a sentence."""
    if not words:
        return None
    found = find_words(text, words, within=sentence)
    if not found:
        raise ValueError(f"{words!r} is not in the sentence; copy it letter by letter")
    return found[0]
