"""The shape of a line of a corpus file, checked before anything else looks at it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails

from stance.labels import Label, SpeakerKind, Stance
from stance.parts import Span
from stance.schemes import NEWS, LabelScheme
from stance.spelling import did_you_mean

_N_ENDS = 2


def _to_span(pair: object) -> object:
    """Turn ``[start, end]`` into a span."""
    if isinstance(pair, list) and len(pair) == _N_ENDS and all(type(one) is int for one in pair):
        return Span(*pair)
    raise ValueError(f"a span is [start, end] in characters, not {pair!r}")


def _to_label(text: str, info: ValidationInfo) -> str:
    scheme: LabelScheme = (info.context or {}).get("scheme", NEWS)
    return scheme.parse(text)


_LabelField = Annotated[Any, BeforeValidator(_to_label)]
_VoteField = Annotated[Label, BeforeValidator(lambda text: Label.parse(text))]  # in any scheme
_KindField = Annotated[SpeakerKind, BeforeValidator(lambda text: SpeakerKind.parse(text))]
_StanceField = Annotated[Stance | None, BeforeValidator(lambda text: text and Stance.parse(text))]
_SpanField = Annotated[Any, BeforeValidator(_to_span)]
_ShareField = Annotated[float, Field(ge=0, le=1)]


class _Row(BaseModel):
    """A part of a line: typed strictly, unknown fields refused."""

    model_config: ClassVar[ConfigDict] = ConfigDict(strict=True, frozen=True, extra="forbid")


class SpeakerRow(_Row):
    """A speaker as a corpus file spells it."""

    id: str = Field(min_length=1)
    name: str
    role: str = ""
    kind: _KindField
    stance: _StanceField = None
    mentions: list[_SpanField] = []


class SentenceRow(_Row):
    """A sentence as a corpus file spells it; spans count characters of the article."""

    start: int = Field(ge=0)
    end: int
    label: _LabelField
    speaker: str | None = None
    source: _SpanField | None = None
    cue: _SpanField | None = None
    quotes: list[_SpanField] = []
    confidence: _ShareField | None = None
    probabilities: dict[_LabelField, _ShareField] = {}
    votes: dict[str, _VoteField] = {}


class ArticleRow(_Row):
    """An article as a corpus file spells it; other fields than these are kept as they are.

    Attributes:
        id: Unique over all files of a corpus.
        text: The text, or None in a stand-off file.
        sha256: Of ``text`` in UTF-8, in hexadecimal; what a stand-off file knows its text by.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")

    id: str = Field(min_length=1)
    text: str | None = None
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    url: str | None = None
    title: str | None = None
    published: str | None = None
    target: str | None = None
    style: str | None = None
    domain: str | None = None
    speakers: list[SpeakerRow]
    sentences: list[SentenceRow]


def check_shape(
    mapping: Mapping[str, object], *, scheme: LabelScheme = NEWS
) -> ArticleRow | list[str]:
    """Check that a record has the fields of an article, each of its type.

    Args:
        mapping: One line of a corpus file, parsed.
        scheme: Has its labels.

    Returns:
        The row, or what is wrong with it, each fault with the place of its field.

    Examples:
        >>> check_shape({"id": "a", "text": "Rain.", "speakers": [], "sentences": [
        ...     {"start": 0, "end": 5, "label": "reported-fact"}]})
        ["sentences.0.label: 'reported-fact' is not a label; did you mean 'reported_fact'?"]
    """
    try:
        return ArticleRow.model_validate(mapping, context={"scheme": scheme})
    except ValidationError as error:
        return [_fault(one) for one in error.errors()]


def _fault(error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"{place}: missing; add the field"
    if error["type"] == "extra_forbidden":
        return f"{place}: no such field; {_hint(error['loc'])}"
    if error["type"] == "value_error":
        return f"{place}: {error['ctx']['error']}"
    message = error["msg"][0].lower() + error["msg"][1:]
    return f"{place}: {message} (found {_shorten(error['input'])})"


def _hint(place: Sequence[int | str]) -> str:
    row: type[_Row] = SpeakerRow if place[0] == "speakers" else SentenceRow
    return did_you_mean(str(place[-1]), row.model_fields)


def _shorten(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"  # noqa: PLR2004  # a line's worth
