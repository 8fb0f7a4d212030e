"""Articles for doccano and tools like it: a text and a list of labelled stretches, as JSONL."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance import record
from stance.article import Article
from stance.corpus.review.decisions import (
    Review,
    digest_of,
    refuse_foreign,
    same_article,
    written_at,
)
from stance.corpus.review.regions import Answer, Region, decide_by_regions, shown_text
from stance.corpus.sources import read_utf8
from stance.errors import Fault, refuse
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
        "sha256": digest_of(article),
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
    at, lines, review = written_at(path), list(_read_lines(path)), Review()
    names = [fields.get("article_id") for _, fields in lines]
    refuse_foreign(path, names=names, articles=articles)
    for (place, fields), name in zip(lines, names, strict=True):
        answer = Answer(place=place, annotator=annotator or "unknown", at=at, has_speakers=False)
        with review.rejecting(place, article_id=name, found=fields):
            article = same_article(name, articles, digest=fields.get("sha256"))
            decide_by_regions(review, article, list(_regions(fields)), answer=answer)
    return review


def _read_lines(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    faults = []
    for number, line in enumerate(read_utf8(path).split("\n"), start=1):
        try:
            if line.strip():
                yield f"{path}:{number}", record.parse(line)
        except ValueError as error:
            faults.append(Fault(path=path, line=number, what=f"{error}; export it as JSONL"))
    refuse(faults)


def _regions(fields: Mapping[str, object]) -> Iterator[Region]:
    for stretch in read_field(fields, "label", list):
        match stretch:
            case [int(start), int(end), str(name)]:
                yield Region(name=name, span=Span(start, end), found=(stretch,))
            case _:
                raise ValueError(f"a stretch is [start, end, name], not {stretch!r}")
