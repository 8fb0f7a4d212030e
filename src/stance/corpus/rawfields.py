"""Makes an article without labels of the fields that a file has for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stance.corpus.dates import is_date, spell_date
from stance.errors import Fault
from stance.frozen import FrozenDict

#: Fields that labelling writes itself, and those whose form the record fixes.
_WRITTEN = frozenset(["id", "text", "sentences", "speakers", "sha256"])
_NAMED = frozenset(["title", "url", "target", "style", "domain", "published"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article without labels.

    Attributes:
        text: Exactly as the file has it; of HTML, what a reader reads.
        id: As the file gives it, or "".
        metadata: What else the file says: title, url, published …
        place: File and line that it is from.
    """

    text: str = field(repr=False)
    id: str = ""
    metadata: Mapping[str, object] = field(default_factory=FrozenDict)
    place: str


def make_raw(
    fields: Mapping[str, object], *, path: Path, line: int | None, column: str
) -> RawArticle | Fault:
    """Make an article of fields, or say why they make none.

    Args:
        fields: Of one article, by name.
        path: The file that they are from.
        line: Their line there, from 1; None if the file is one article.
        column: The name of the field that holds the text.

    Returns:
        The article, or what is wrong with its fields.
    """
    text, identity = fields.get(column), fields.get("id", "")
    what = _text_fault(text, column)
    if what is None and not isinstance(identity, str | int):
        what = f"id is {identity!r}; give a string, or leave it out"
    if what is None and not is_encodable(json.dumps(fields, ensure_ascii=False)):
        what = "holds half a character; repair the encoding of the text"
    if what is not None or not isinstance(text, str):
        return Fault(path=path, line=line, what=str(what))
    metadata = {
        name: value
        for name, value in fields.items()
        if name not in _WRITTEN | {column} and value not in (None, "")
    }
    return RawArticle(
        text=text,
        id=str(identity),
        metadata=FrozenDict(_valid(metadata)),
        place=str(path) if line is None else f"{path}:{line}",
    )


def is_encodable(text: str) -> bool:
    """Whether a text can be written as UTF-8, so that it holds no half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text_fault(text: object, column: str) -> str | None:
    if not isinstance(text, str):
        return f"{column!r} is {text!r}; each article needs its text there"
    return None if text.strip() else "no text here; remove it, or fill it in"


def _valid(metadata: Mapping[str, object]) -> dict[str, object]:
    """Rename fields that the corpus record knows but that do not fit it."""
    valid: dict[str, object] = {}
    for name, value in metadata.items():
        spelt = spell_date(value) if name == "published" and isinstance(value, str) else value
        fits = isinstance(spelt, str) and bool(spelt.strip())
        if name not in _NAMED or (fits and (name != "published" or is_date(str(spelt)))):
            valid[name] = spelt
        else:
            valid[f"{name}_as_given"] = value
    return valid
