"""Reads the spreadsheet that reviewers filled in."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from stance.article import Article
from stance.corpus.annotations import Voice, find_words
from stance.corpus.review.cells import from_cell
from stance.corpus.review.decisions import Decision, Part, Rejected, Review
from stance.corpus.review.spreadsheet import COLUMNS, words_of
from stance.corpus.tables import open_rows
from stance.errors import CorpusError, Fault
from stance.labels import Label, SpeakerKind
from stance.parts import Sentence, Span

_NEEDED = ("article", "number", "text")
_VOICE = ("speaker", "role", "kind")


def read_spreadsheet(
    path: Path, *, articles: Mapping[str, Article], annotator: str | None = None
) -> Review:
    """Read what reviewers wrote into a spreadsheet.

    Rows may be missing, or in any order, and so may columns: what is not there is left as it
    is. An untouched row says nothing, unless its ``reviewer`` is filled in.

    Args:
        path: CSV file in UTF-8 with commas, semicolons or tabs.
        articles: The corpus that it was made from, by id.
        annotator: Who reviewed the rows that name no reviewer.

    Returns:
        The decisions; when they were made is when the file was last written.

    Raises:
        CorpusError: If it cannot be read, or is no spreadsheet of these articles.
    """
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).isoformat(timespec="seconds")
    rows = list(_read_rows(path))
    if rows and not any(row.cells.get("article") in articles for row in rows):
        raise _error(path, "is of another project: none of its articles is in the corpus")
    decisions: list[Decision] = []
    rejected: list[Rejected] = []
    n_untouched = 0
    for row in rows:
        try:
            decision = _decide(row, articles, annotator=annotator, at=at)
            if decision is None:
                n_untouched += 1
            else:
                decisions.append(decision)
        except ValueError as error:
            rejected.append(
                Rejected(
                    place=row.place,
                    article_id=row.cells.get("article"),
                    faults=(str(error),),
                    found=(dict(row.cells),),
                )
            )
    return Review(decisions=tuple(decisions), rejected=tuple(rejected), n_untouched=n_untouched)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the file; its cells are as they were before they were written."""

    place: str
    cells: Mapping[str, str]


def _read_rows(path: Path) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = open_rows(file, strict=True)
            names = rows.fieldnames or []
            if lacking := [name for name in _NEEDED if name not in names]:
                what = f"no column {' and no column '.join(lacking)}"
                raise _error(path, f"{what}; it is no spreadsheet of stance review export")
            for row in rows:
                cells = {name: from_cell(row[name] or "") for name in COLUMNS if name in names}
                if any(cells.values()):
                    yield _Row(place=f"{path}:{rows.line_num}", cells=cells)
    except UnicodeDecodeError as error:
        what = f"not UTF-8 at byte {error.start}; save it as CSV UTF-8"
        raise _error(path, what) from error
    except csv.Error as error:
        raise _error(path, f"not CSV: {error}; save it as CSV UTF-8") from error


def _decide(
    row: _Row, articles: Mapping[str, Article], *, annotator: str | None, at: str
) -> Decision | None:
    article = articles.get(row.cells["article"])
    if article is None:
        raise ValueError(f"article {row.cells['article']!r} is not in the corpus")
    number = int(row.cells["number"]) if row.cells["number"].isdecimal() else 0
    if not 1 <= number <= len(article.sentences):
        raise ValueError(
            f"the article has no sentence {row.cells['number']!r}; it has {len(article.sentences)}"
        )
    sentence = article.sentences[number - 1]
    if _squash(row.cells["text"]) != _squash(article.text_of(sentence)):
        raise ValueError("the text is not that of the sentence; texts cannot be corrected here")
    reviewer = row.cells.get("reviewer", "").strip()
    find = partial(_find, cells=row.cells, article=article, sentence=sentence)
    parts = frozenset(
        _touched(row.cells, article=article, sentence=sentence, is_signed=bool(reviewer))
    )
    if not parts:
        return None
    return Decision(
        place=row.place,
        article_id=article.id,
        number=number,
        annotator=reviewer or annotator or "unknown",
        at=at,
        parts=parts,
        label=Label.parse(row.cells["label"].strip()) if Part.LABEL in parts else None,
        speaker=_voice(row.cells) if Part.SPEAKER in parts else None,
        source=find("source") if Part.SOURCE in parts else None,
        cue=find("cue") if Part.CUE in parts else None,
    )


def _touched(
    cells: Mapping[str, str], *, article: Article, sentence: Sentence, is_signed: bool
) -> Iterator[Part]:
    """Give what the row decides: all that it has if it is signed, else what was changed."""
    speaker = article.speaker_of(sentence)
    voice = (speaker.name, speaker.role, speaker.kind.value) if speaker else ("", "", "")
    before = {
        "label": str(sentence.label),
        **dict(zip(_VOICE, voice, strict=True)),
        "source": words_of(article, sentence.source),
        "cue": words_of(article, sentence.cue),
    }
    changed = {
        name
        for name, was in before.items()
        if name in cells and (is_signed or _squash(cells[name]) != _squash(was))
    }
    if cells.get("label", "").strip():  # nobody says that a sentence carries nothing
        # A changed row was looked at as a whole, so that its label is a person's now.
        yield from (Part.LABEL,) if changed else ()
    if "speaker" in cells and changed & set(_VOICE):
        yield Part.SPEAKER
    yield from (part for part in (Part.SOURCE, Part.CUE) if part.value in changed)


def _voice(cells: Mapping[str, str]) -> Voice | None:
    name, role, kind = (cells.get(column, "").strip() for column in _VOICE)
    if not name and (role or kind):
        raise ValueError("a role or a kind without a speaker; name the speaker, or clear them")
    if not name:
        return None
    return Voice(name=name, role=role, kind=SpeakerKind.parse(kind) if kind else None)


def _find(
    name: str, *, cells: Mapping[str, str], article: Article, sentence: Sentence
) -> Span | None:
    """Give the place of words in a sentence; unchanged ones stay where they are."""
    words, old = _squash(cells[name]), sentence.source if name == "source" else sentence.cue
    if not words:
        return None
    if words == _squash(words_of(article, old)):
        return old
    found = find_words(article.text, words, within=sentence.span)
    near = [one for one in found if old and one.start < old.end and old.start < one.end]
    if len(found) > 1 and len(near) == 1:
        return near[0]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValueError(f"the {name} {words!r} is not in the sentence; copy it letter by letter")
    raise ValueError(
        f"the {name} {words!r} is in the sentence {len(found)} times; give more of the words"
    )


def _squash(text: str) -> str:
    return " ".join(text.split())


def _error(path: Path, what: str) -> CorpusError:
    return CorpusError([Fault(path=path, line=None, what=what)])
