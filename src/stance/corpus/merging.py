"""Joins stand-off labels with the texts that they were made on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from stance.article import Article
from stance.corpus.publictexts import PublicText
from stance.corpus.reading import faults_of, read_lines
from stance.corpus.rules import faults_in
from stance.errors import CorpusError, Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An article whose text was not found.

    Attributes:
        id: The article's id.
        reason: Why it could not be joined.
    """

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Labels with their texts.

    Attributes:
        articles: Those whose text was found, in the order of the stand-off file.
        missing: Those whose text was not.
    """

    articles: tuple[Article, ...] = field(repr=False)
    missing: tuple[Missing, ...]


def merge(stand_off: Path, *, texts: Iterable[PublicText]) -> Merged:
    """Join the labels of a stand-off file with texts, each known by its SHA-256.

    Args:
        stand_off: JSONL file whose records have a ``sha256`` and no ``text``.
        texts: More than enough texts, in any order.

    Returns:
        The articles found, and what is missing.

    Raises:
        CorpusError: If the stand-off file has faults, by itself or against a text.
    """
    lines = read_lines([stand_off])
    faults = faults_of(lines)
    if faults:
        raise CorpusError(faults)
    texts = list(texts)
    by_digest = {sha256(one.text.encode()).hexdigest(): one.text for one in texts}
    urls = {one.url for one in texts}
    found: list[dict[str, object]] = []
    missing: list[Missing] = []
    for line in lines:
        if line.row is None or line.record is None:
            continue  # has faults, and those were raised above
        text = by_digest.get(line.row.sha256 or "")
        if text is None:
            missing.append(Missing(id=line.row.id, reason=_reason(line.row.url, urls)))
            continue
        row = line.row.model_copy(update={"text": text})
        faults += [Fault(path=line.path, line=line.number, what=what) for what in faults_in(row)]
        found.append({**line.record, "text": text})
    if faults:
        raise CorpusError(faults)
    return Merged(
        articles=tuple(Article.from_dict(record) for record in found), missing=tuple(missing)
    )


def _reason(url: str | None, urls: set[str]) -> str:
    if url in urls:
        return "the text at its url is not the one that was labelled (sha256 differs)"
    return f"no text of {url}"
