"""Joins stand-off labels with the texts that they were made on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from stance.article import Article
from stance.corpus.publictexts import PublicText
from stance.corpus.reading import faults_of, read_lines
from stance.corpus.rules import faults_in
from stance.errors import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An article whose text was not found, and why it could not be joined."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Labels with their texts, in the order of the stand-off file, and those without."""

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
    refuse(faults)
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
            reason = f"no text of {line.row.url}"
            if line.row.url in urls:
                reason = "the text at its url is not the one that was labelled (sha256 differs)"
            missing.append(Missing(id=line.row.id, reason=reason))
            continue
        row = line.row.model_copy(update={"text": text})
        faults += map(line.fault, faults_in(row))
        found.append({**line.record, "text": text})
    refuse(faults)
    return Merged(articles=tuple(map(Article.from_dict, found)), missing=tuple(missing))
