"""Makes an article without labels of the fields that a file has for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stance.corpus.dates import is_date, spell_date
from stance.errors import Fault
from stance.frozen import FrozenDict

#: Fields that are read, or digest what is; those that are written anew; and those whose form the
#: record fixes.
_READ = frozenset(["id", "sha256"])
_WRITTEN = frozenset(["text", "sentences", "speakers"])
_NAMED = frozenset(["title", "url", "target", "style", "domain", "published"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article without labels.

    Attributes:
        text: Exactly as the file has it; of HTML, what a reader reads.
        id: As the file gives it, or "".
        metadata: What else the file says: title, url, published …
        path: The file that it is from.
        line: Its line there, from 1; None if the file is one article.
    """

    text: str = field(repr=False)
    id: str = ""
    metadata: Mapping[str, object] = field(default_factory=FrozenDict)
    path: Path
    line: int | None = None

    @property
    def place(self) -> str:
        """File and line, as editors jump to them."""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"


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
    text, identity = fields.get(column), fields.get("id")
    what = _text_fault(text, column, found=fields)
    if what is None and not isinstance(identity, str | int | None):
        what = f"id is {identity!r}; give a string, or leave it out"
    if what is None and not is_encodable(json.dumps(fields, ensure_ascii=False)):
        what = "holds half a character; repair the encoding of the text"
    if what is not None or not isinstance(text, str):
        return Fault(path=path, line=line, what=str(what))
    left_out = {column, *_READ, *(_WRITTEN if _is_labelled(fields) else ())}
    metadata = {
        name: value
        for name, value in fields.items()
        if name not in left_out and value not in (None, "")
    }
    return RawArticle(
        text=text,
        id="" if identity is None else str(identity),
        metadata=FrozenDict(_valid(metadata)),
        path=path,
        line=line,
    )


def as_given(name: str) -> str:
    """Name a field of the input that the record has another meaning for."""
    return f"{name}_as_given"


def is_encodable(text: str) -> bool:
    """Whether a text can be written as UTF-8, so that it holds no half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_labelled(fields: Mapping[str, object]) -> bool:
    """Whether fields are a labelled record, whose labels and speakers are made anew."""
    parts = (fields.get("sentences"), fields.get("speakers", []))
    return all(isinstance(part, list) for part in parts)


def _text_fault(text: object, column: str, *, found: Mapping[str, object]) -> str | None:
    if not isinstance(text, str):
        names = ", ".join(name[:20] for name in list(found)[:8])
        hint = f" (found: {names}); name it: --text-column" if names and text is None else ""
        return f"{column!r} is {text!r}; each article needs its text there{hint}"
    return None if text.strip() else "no text here; remove it, or fill it in"


def _valid(metadata: Mapping[str, object]) -> dict[str, object]:
    """Rename fields that the corpus record knows but that do not fit it."""
    valid: dict[str, object] = {}
    for name, value in metadata.items():
        spelt = spell_date(value) if name == "published" and isinstance(value, str) else value
        fits = isinstance(spelt, str) and bool(spelt.strip())
        is_valid = fits and (name != "published" or is_date(str(spelt)))
        if name not in _WRITTEN and (name not in _NAMED or is_valid):
            valid[name] = spelt
        else:
            valid[as_given(name)] = value
    return valid
