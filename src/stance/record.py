"""The corpus record: an article as one JSON object, and back."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from stance.frozen import FrozenDict
from stance.labels import LABELS, Label, SpeakerKind, Stance
from stance.parts import Sentence, Span, Speaker

if TYPE_CHECKING:
    from stance.article import Article

A = TypeVar("A", bound="Article")
T = TypeVar("T")

#: Columns of ``Article.to_pandas``.
COLUMNS = (
    *("article_id", "start", "end", "text", "label", "confidence"),
    *(label.value for label in LABELS),
    *("speaker", "speaker_name", "speaker_role", "speaker_kind", "source", "cue"),
)
_OWN_FIELDS = frozenset({"id", "text", "sentences", "speakers"})
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(mapping: Mapping[str, object], *, indent: int | None = None) -> str:
    """Write a record as JSON that any UTF-8 file can hold.

    Args:
        mapping: The record.
        indent: Spaces for each level; None for one line.

    Returns:
        JSON with readable letters; only lone surrogates, which UTF-8 cannot hold, are escaped.
    """
    text = json.dumps(mapping, ensure_ascii=False, indent=indent)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def parse(line: str) -> Mapping[str, object]:
    """Read one line of JSON.

    Args:
        line: One JSON object.

    Returns:
        Its fields.

    Raises:
        ValueError: If the line is not a JSON object.
    """
    try:
        mapping = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(mapping, dict):
        raise ValueError(f"a record is a JSON object, not a {type(mapping).__name__}")
    return mapping


def from_article(article: "Article") -> dict[str, object]:
    """Give the record of an article.

    Args:
        article: Gold or predicted.

    Returns:
        Plain lists, dicts, strings and numbers.
    """
    return {
        "id": article.id,
        **article.metadata,
        "text": article.text,
        "speakers": [_from_speaker(speaker) for speaker in article.speakers],
        "sentences": [_from_sentence(sentence) for sentence in article.sentences],
    }


def to_article(mapping: Mapping[str, object], kind: type[A]) -> A:
    """Build an article from its record.

    Args:
        mapping: The record.
        kind: The class to build.

    Returns:
        The article.

    Raises:
        ValueError: If a field is missing or does not fit.
    """
    text = _field(mapping, "text", str)
    sentences = tuple(_to_sentence(one) for one in _dicts(mapping, "sentences"))
    if sentences and sentences[-1].end > len(text):
        raise ValueError(f"a sentence ends at {sentences[-1].end}; the text has {len(text)}")
    return kind(
        text=text,
        sentences=sentences,
        speakers=tuple(_to_speaker(one, sentences) for one in _dicts(mapping, "speakers")),
        id=_field(mapping, "id", str, default=""),
        metadata=FrozenDict({k: v for k, v in mapping.items() if k not in _OWN_FIELDS}),
    )


def rows(article: "Article") -> list[tuple[object, ...]]:
    """Give a table of an article's sentences.

    Args:
        article: Gold or predicted.

    Returns:
        One row for each sentence, with ``COLUMNS``.
    """
    table: list[tuple[object, ...]] = []
    for sentence in article.sentences:
        speaker = article.speaker_of(sentence)
        named = (speaker.name, speaker.role, speaker.kind.value) if speaker else (None, None, None)
        spans = (sentence.source, sentence.cue)
        table.append(
            (
                *(article.id, sentence.start, sentence.end, article.text_of(sentence)),
                *(sentence.label.value, sentence.confidence),
                *(sentence.probabilities.get(label) for label in LABELS),
                *(sentence.speaker, *named),
                *(article.text_of(span) if span else None for span in spans),
            )
        )
    return table


def _from_sentence(sentence: Sentence) -> dict[str, object]:
    fields: dict[str, object] = {
        "start": sentence.start,
        "end": sentence.end,
        "label": sentence.label.value,
        "speaker": sentence.speaker,
        "source": list(sentence.source) if sentence.source else None,
        "cue": list(sentence.cue) if sentence.cue else None,
    }
    if sentence.quotes:
        fields["quotes"] = [list(span) for span in sentence.quotes]
    if sentence.probabilities:
        fields["confidence"] = sentence.confidence
        fields["probabilities"] = {
            label.value: probability for label, probability in sentence.probabilities.items()
        }
    return fields


def _to_sentence(fields: Mapping[str, object]) -> Sentence:
    probabilities = _field(fields, "probabilities", dict, default={})
    return Sentence(
        start=_field(fields, "start", int),
        end=_field(fields, "end", int),
        label=Label.parse(_field(fields, "label", str)),
        probabilities=FrozenDict({Label.parse(k): float(v) for k, v in probabilities.items()}),
        speaker=_field(fields, "speaker", str, default=None),
        source=_span(fields.get("source")),
        cue=_span(fields.get("cue")),
        quotes=tuple(Span(*pair) for pair in _field(fields, "quotes", list, default=[])),
    )


def _from_speaker(speaker: Speaker) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": speaker.id,
        "name": speaker.name,
        "role": speaker.role,
        "kind": speaker.kind.value,
    }
    if speaker.stance is not None:
        fields["stance"] = speaker.stance.value
    fields["mentions"] = [list(span) for span in speaker.mentions]
    return fields


def _to_speaker(fields: Mapping[str, object], sentences: Sequence[Sentence]) -> Speaker:
    identity = _field(fields, "id", str)
    own = [sentence for sentence in sentences if sentence.speaker == identity]
    sources = [list(sentence.source) for sentence in own if sentence.source]
    stance = _field(fields, "stance", str, default=None)
    return Speaker(
        id=identity,
        name=_field(fields, "name", str),
        role=_field(fields, "role", str, default=""),
        kind=SpeakerKind.parse(_field(fields, "kind", str)),
        mentions=tuple(Span(*pair) for pair in _field(fields, "mentions", list, default=sources)),
        n_sentences=Counter(sentence.speaker for sentence in sentences)[identity],
        stance=Stance.parse(stance) if stance is not None else None,
    )


def _span(pair: object) -> Span | None:
    if pair is None:
        return None
    if isinstance(pair, list | tuple) and len(pair) == 2:  # noqa: PLR2004  # a pair
        start, end = pair
        if isinstance(start, int) and isinstance(end, int):
            return Span(start, end)
    raise ValueError(f"a span is [start, end], not {pair!r}")


_REQUIRED = object()


def _field(
    mapping: Mapping[str, object], name: str, kind: type[T], *, default: object = _REQUIRED
) -> T:
    """Give a field of a record, or say what is wrong with it."""
    value = mapping.get(name, default)
    if value is _REQUIRED:
        raise ValueError(f"field {name!r} is missing")
    if value is None and default is None:
        return None  # type: ignore[return-value]  # the caller said that None will do
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name!r} is {value!r}, not {kind.__name__}")
    return value


def _dicts(mapping: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = _field(mapping, name, list, default=[])
    for one in found:
        if not isinstance(one, dict):
            raise ValueError(f"{name!r} holds {one!r}, not an object")
    return found
