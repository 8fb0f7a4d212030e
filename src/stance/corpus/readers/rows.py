"""Rows with named columns, of whatever file, turned into articles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stance.corpus.readers.drafts import Draft, DraftSentence, DraftVoice
from stance.corpus.readers.fields import check_fields
from stance.corpus.tables import spell_date
from stance.corpus.wordplaces import find_words
from stance.errors import CorpusError, Fault
from stance.frozen import FrozenDict
from stance.labels import Label, SpeakerKind
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
        check_fields(self.names, known=FIELDS)

    def get(self, row: Row, field: str) -> str:
        """Give what a row says of a field; empty if nothing."""
        value = row.cells.get(self.names.get(field, field))
        if field == "published" or isinstance(value, date):
            return spell_date(value)
        return "" if value is None else str(value).strip()

    def label(self, row: Row) -> Label | None:
        """Give the label of a row, or None if it has none."""
        theirs = self.get(row, "label")
        if not theirs:
            return None
        return self.labels[theirs] if theirs in self.labels else Label.parse(theirs)


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
    faults, whole = [], []
    for row in rows:
        if what := _LABELLED if _is_record(row) else row.fault:
            faults.append(Fault(path=row.path, line=row.line, what=what))
        else:
            whole.append(row)
    lacking = list(_lacking(whole, columns=columns))
    if lacking:
        raise CorpusError([*faults, *lacking])
    groups: dict[tuple[Path, str], list[Row]] = {}
    for row in whole:
        name = columns.get(row, "article") or columns.get(row, "id")
        groups.setdefault((row.path, name or f"{row.path.stem}-{row.line}"), []).append(row)
    drafts = []
    for (_, name), group in groups.items():
        is_article = bool(columns.get(group[0], "article"))
        if not is_article and len(group) > 1:
            first = group[0]
            what = f"id {name!r} is taken by {first.path}:{first.line}; give each row its own"
            faults += [Fault(path=row.path, line=row.line, what=what) for row in group[1:]]
            continue
        drafts.append(_draft(name, group, columns=columns, faults=faults))
    if faults:
        raise CorpusError(sorted(faults, key=lambda fault: (fault.path, fault.line or 0)))
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
                yield Fault(path=path, line=None, what=what)


def _draft(name: str, rows: Sequence[Row], *, columns: Columns, faults: list[Fault]) -> Draft:
    text = ""
    sentences: list[DraftSentence] = []
    for row in rows:
        try:
            piece = columns.get(row, "text")
            if not piece:
                raise ValueError("the text is blank; remove the row")
            text += (" " if text else "") + piece
            start = len(text) - len(piece)
            sentences += _sentences(row, text, start=start, columns=columns)
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


def _sentences(row: Row, text: str, *, start: int, columns: Columns) -> Iterator[DraftSentence]:
    label, voice = columns.label(row), _voice(row, columns)
    whole = Span(start, len(text))
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


def _voice(row: Row, columns: Columns) -> DraftVoice | None:
    name, kind = columns.get(row, "speaker"), columns.get(row, "kind")
    if not name:
        return None
    return DraftVoice(
        name=name,
        role=columns.get(row, "role"),
        kind=SpeakerKind.parse(kind) if kind else None,
    )


def _find(text: str, words: str, *, sentence: Span) -> Span | None:
    """Give the first place of words in a sentence."""
    if not words:
        return None
    found = find_words(text, words, within=sentence)
    if not found:
        raise ValueError(f"{words!r} is not in the sentence; copy it letter by letter")
    return found[0]
