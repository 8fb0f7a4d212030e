"""A spreadsheet for reviewers, one row for each sentence, as CSV; and what they filled in."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance.article import Article
from stance.corpus.annotations import Voice, find_words, squashed
from stance.corpus.review.cells import from_cell, to_cell
from stance.corpus.review.decisions import (
    Decision,
    Part,
    Review,
    find_article,
    refuse_foreign,
    written_at,
)
from stance.corpus.sources import read_utf8
from stance.corpus.tables import open_rows
from stance.errors import CorpusError
from stance.labels import Label
from stance.parts import Sentence, Span

#: What the columns are called, in their order.
COLUMNS = (
    *("article", "number", "text", "label", "speaker", "role", "kind", "source", "cue"),
    *("probability", "votes", "reviewer"),
)
_NEEDED = COLUMNS[:3]
_VOICE = ("speaker", "role", "kind")


def write_spreadsheet(articles: Sequence[Article]) -> str:
    """Write articles as CSV, for people to correct.

    Reviewers change the columns from ``label`` to ``cue`` and put their name into ``reviewer``,
    which is empty; an empty ``speaker`` is the outlet itself.

    Args:
        articles: In the order in which they shall be looked at.

    Returns:
        The file, with commas and the line ends of RFC 4180. Cells that a spreadsheet program
        would run as a formula start with a quote.
    """
    file = io.StringIO(newline="")
    rows = csv.DictWriter(file, COLUMNS, restval="")
    rows.writeheader()
    for article in articles:
        for number, sentence in enumerate(article.sentences, start=1):
            cells = {
                "article": article.id,
                "number": str(number),
                "text": article.text_of(sentence),
                **_decided(article, sentence),
                "probability": f"{sentence.confidence:.3f}" if sentence.probabilities else "",
                "votes": _tally(sentence),
            }
            rows.writerow({name: to_cell(cell) for name, cell in cells.items()})
    return file.getvalue()


def _decided(article: Article, sentence: Sentence) -> dict[str, str]:
    """Give the cells that reviewers change, by column."""
    speaker = article.speaker_of(sentence)
    voice = (speaker.name, speaker.role, speaker.kind.value) if speaker else ("", "", "")
    return {
        "label": str(sentence.label),
        **dict(zip(_VOICE, voice, strict=True)),
        "source": article.text_of(sentence.source) if sentence.source else "",
        "cue": article.text_of(sentence.cue) if sentence.cue else "",
    }


def _tally(sentence: Sentence) -> str:
    """Write who voted what, label by label, those with the most votes first."""
    voters: dict[Label, list[str]] = defaultdict(list)
    for function, label in sentence.votes.items():
        voters[label].append(function)
    by_size = sorted(voters.items(), key=lambda item: -len(item[1]))
    return "; ".join(f"{label.value}: {', '.join(names)}" for label, names in by_size)


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
    at, rows, review = written_at(path), list(_read_rows(path)), Review()
    refuse_foreign(path, names=[cells["article"] for _, cells in rows], articles=articles)
    for place, cells in rows:
        with review.rejecting(place, article_id=cells["article"], found=cells):
            article = find_article(cells["article"], articles)
            decision = _decide(cells, article, place=place, annotator=annotator, at=at)
            review.decisions += [decision] if decision else []
            review.n_untouched += decision is None
    return review


def _read_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each row that is not empty: its place, and the cells as they were to be read."""
    rows = open_rows(io.StringIO(read_utf8(path), newline=""), strict=True)
    try:
        names = rows.fieldnames or []
        if lacking := [name for name in _NEEDED if name not in names]:
            what = f"no column {' and no column '.join(lacking)}"
            raise CorpusError.of(path, f"{what}; it is no spreadsheet of stance review export")
        for row in rows:
            cells = {name: from_cell(row[name] or "") for name in COLUMNS if name in names}
            if any(cells.values()):
                yield f"{path}:{rows.line_num}", cells
    except csv.Error as error:
        raise CorpusError.of(path, f"not CSV: {error}; save it as CSV UTF-8") from error


def _decide(
    cells: Mapping[str, str], article: Article, *, place: str, annotator: str | None, at: str
) -> Decision | None:
    number = int(cells["number"]) if cells["number"].isdecimal() else 0
    if not 1 <= number <= len(article.sentences):
        n_there = len(article.sentences)
        raise ValueError(f"the article has no sentence {cells['number']!r}; it has {n_there}")
    sentence = article.sentences[number - 1]
    if squashed(cells["text"]) != squashed(article.text_of(sentence)):
        raise ValueError("the text is not that of the sentence; texts cannot be corrected here")
    reviewer = cells.get("reviewer", "").strip()
    before = _decided(article, sentence)
    parts = frozenset(_touched(cells, before, is_signed=bool(reviewer)))
    if not parts:
        return None
    name, role, kind = (cells.get(column, "").strip() for column in _VOICE)
    source, cue = (
        _find(name, cells=cells, before=before, article=article, sentence=sentence)
        if name in parts
        else None
        for name in (Part.SOURCE, Part.CUE)
    )
    return Decision(
        place=place,
        article_id=article.id,
        number=number,
        annotator=reviewer or annotator or "unknown",
        at=at,
        parts=parts,
        label=Label.parse(cells["label"].strip()) if Part.LABEL in parts else None,
        speaker=Voice.parse_whole(name, role=role, kind=kind) if Part.SPEAKER in parts else None,
        source=source,
        cue=cue,
    )


def _touched(
    cells: Mapping[str, str], before: Mapping[str, str], *, is_signed: bool
) -> Iterator[Part]:
    """Give what the row decides: all that it has if it is signed, else what was changed."""
    changed = {
        name
        for name, was in before.items()
        if name in cells and (is_signed or squashed(cells[name]) != squashed(was))
    }
    if changed and cells.get("label", "").strip():  # nobody says that a sentence carries nothing
        yield Part.LABEL  # a changed row was looked at as a whole: its label is a person's now
    if "speaker" in cells and changed & set(_VOICE):
        yield Part.SPEAKER
    yield from (part for part in (Part.SOURCE, Part.CUE) if part.value in changed)


def _find(
    name: Part,
    *,
    cells: Mapping[str, str],
    before: Mapping[str, str],
    article: Article,
    sentence: Sentence,
) -> Span | None:
    """Give the place of words in a sentence; unchanged ones stay where they are."""
    words, old = squashed(cells[name]), sentence.source if name is Part.SOURCE else sentence.cue
    if not words or words == squashed(before[name]):
        return old if words else None
    found = find_words(article.text, words, within=sentence.span)
    near = [one for one in found if old and one.overlaps(old)]
    if not found:
        raise ValueError(
            f"the {name.value} {words!r} is not in the sentence; copy it letter by letter"
        )
    if len(found) > 1 and len(near) != 1:
        raise ValueError(
            f"the {name.value} {words!r} is in the sentence {len(found)} times; "
            "give more of the words"
        )
    return near[0] if len(found) > 1 else found[0]
