"""Articles for doccano and tools like it: a text and a list of labelled stretches, as JSONL."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from stance import record
from stance.article import Article
from stance.corpus.review.decisions import Decision, Rejected, Review
from stance.corpus.review.matching import find_article, known_article, read_text
from stance.corpus.review.regions import Answer, Region, decide_by_regions, shown_text
from stance.errors import CorpusError, Fault
from stance.fields import read_field
from stance.parts import Span


def write_doccano(articles: Sequence[Article]) -> str:
    """Write articles with their labels, sources and cues; speakers stay behind.

    Args:
        articles: In the order in which they shall be looked at.

    Returns:
        One JSON object a line: ``text``, ``label`` with ``[start, end, name]`` in characters, and
        ``article_id`` and ``sha256``, by which the article is known again.
    """
    return "".join(f"{json.dumps(_line(article), ensure_ascii=False)}\n" for article in articles)


def _line(article: Article) -> dict[str, object]:
    stretches: list[list[object]] = []
    for sentence in article.sentences:
        stretches.append([*sentence.span, str(sentence.label)])
        for name, span in (("source", sentence.source), ("cue", sentence.cue)):
            stretches += [[*span, name]] if span else []
    return {
        "text": shown_text(article),
        "label": stretches,
        "article_id": article.id,
        "sha256": sha256(article.text.encode()).hexdigest(),
    }


def read_doccano(
    path: Path, *, articles: Mapping[str, Article], annotator: str | None = None
) -> Review:
    """Read labelled stretches that people corrected.

    A sentence without a label was not reviewed; where it has one, the lack of a source or a cue
    is a decision too. Speakers are left as they are.

    Args:
        path: JSONL file.
        articles: The corpus that it was made from, by id.
        annotator: Who reviewed it.

    Returns:
        The decisions; when they were made is when the file was last written.

    Raises:
        CorpusError: If it cannot be read, or is of another project.
    """
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).isoformat(timespec="seconds")
    decisions: list[Decision] = []
    rejected: list[Rejected] = []
    lines = list(_read_lines(path))
    if all(find_article(fields.get("article_id"), articles) is None for _, fields in lines):
        what = "is of another project: none of its lines names an article of the corpus"
        raise CorpusError([Fault(path=path, line=None, what=what)])
    for place, fields in lines:
        name = fields.get("article_id")
        article = find_article(name, articles)
        answer = Answer(place=place, annotator=annotator or "unknown", at=at, has_speakers=False)
        try:
            known = known_article(article, name=name, sha256=fields.get("sha256"))
            found, fault = decide_by_regions(known, list(_regions(fields)), answer=answer)
        except ValueError as error:
            found, fault = (
                [],
                Rejected(place=place, article_id=str(name), faults=(str(error),), found=(fields,)),
            )
        decisions += found
        rejected += [fault] if fault else []
    return Review(decisions=tuple(decisions), rejected=tuple(rejected), n_untouched=0)


def _read_lines(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    faults = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        try:
            if line.strip():
                yield f"{path}:{number}", record.parse(line)
        except ValueError as error:
            faults.append(Fault(path=path, line=number, what=f"{error}; export it as JSONL"))
    if faults:
        raise CorpusError(faults)


def _regions(fields: Mapping[str, object]) -> Iterator[Region]:
    for stretch in read_field(fields, "label", list):
        match stretch:
            case [int(start), int(end), str(name)]:
                yield Region(name=name, span=Span(start, end), found=(stretch,))
            case _:
                raise ValueError(f"a stretch is [start, end, name], not {stretch!r}")
