"""The corpus record: an article as one JSON object, and back."""

import json
import re
from collections.abc import Mapping, Sequence
from math import isfinite

from stance.fields import read_field
from stance.frozen import FrozenDict
from stance.labels import Label, SpeakerKind, Stance
from stance.parts import Sentence, Span, Speaker
from stance.schemes import NEWS, LabelScheme

_SURROGATE = re.compile("[\ud800-\udfff]")
_TWO_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def to_json(mapping: Mapping[str, object], *, indent: int | None = None) -> str:
    """Write a record as JSON that any UTF-8 file can hold.

    Args:
        mapping: The record.
        indent: Spaces for each level; None for one line.

    Returns:
        JSON with readable letters; only lone surrogates, which UTF-8 cannot hold, are escaped.
        Two halves side by side, which JSON can only spell as the one character that they make,
        become two replacement characters, so that no span moves.
    """
    text = json.dumps(mapping, ensure_ascii=False, indent=indent)
    text = _TWO_HALVES.sub("\ufffd\ufffd", text)
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
        mapping = json.loads(line, parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(mapping, dict):
        raise ValueError(f"a record is a JSON object, not a {type(mapping).__name__}")
    return mapping


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON; write null")


def _finite(digits: str) -> float:
    value = float(digits)
    return value if isfinite(value) else _refuse(digits)


def from_sentence(sentence: Sentence) -> dict[str, object]:
    """Give the record of a sentence; what it does not have is None or left out."""
    fields: dict[str, object] = {
        "start": sentence.start,
        "end": sentence.end,
        "label": str(sentence.label),
        "speaker": sentence.speaker,
        "source": list(sentence.source) if sentence.source else None,
        "cue": list(sentence.cue) if sentence.cue else None,
    }
    if sentence.quotes:
        fields["quotes"] = [list(span) for span in sentence.quotes]
    if sentence.probabilities:
        fields["confidence"] = sentence.confidence
        fields["probabilities"] = {
            str(label): probability for label, probability in sentence.probabilities.items()
        }
    if sentence.votes:
        fields["votes"] = {name: label.value for name, label in sentence.votes.items()}
    return fields


def to_sentence(fields: Mapping[str, object], *, scheme: LabelScheme = NEWS) -> Sentence:
    """Build a sentence from its record.

    Args:
        fields: As ``from_sentence`` gives them; ``confidence`` follows from the probabilities.
        scheme: Has its labels.

    Returns:
        The sentence.

    Raises:
        ValueError: If a field is missing or does not fit.
    """
    return Sentence(
        start=read_field(fields, "start", int),
        end=read_field(fields, "end", int),
        label=scheme.parse(read_field(fields, "label", str)),
        probabilities=FrozenDict(
            {
                scheme.parse(label): _probability(value)
                for label, value in read_field(fields, "probabilities", dict, default={}).items()
            }
        ),
        speaker=read_field(fields, "speaker", str, default=None),
        source=_span(fields.get("source")),
        cue=_span(fields.get("cue")),
        quotes=_spans(fields, "quotes", default=()),
        votes=FrozenDict(
            {
                name: Label.parse(label)
                for name, label in read_field(fields, "votes", dict, default={}).items()
            }
        ),
    )


def from_speaker(speaker: Speaker) -> dict[str, object]:
    """Give the record of a speaker; ``n_sentences`` is counted again when it is read."""
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


def to_speaker(fields: Mapping[str, object], sentences: Sequence[Sentence]) -> Speaker:
    """Build a speaker from their record.

    Args:
        fields: As ``from_speaker`` gives them.
        sentences: Of the whole article; the speaker's own are counted, and their sources are the
            mentions if the record has none.

    Returns:
        The speaker.

    Raises:
        ValueError: If a field is missing or does not fit.
    """
    identity = read_field(fields, "id", str)
    own = [sentence for sentence in sentences if sentence.speaker == identity]
    sources = tuple(sentence.source for sentence in own if sentence.source)
    stance = read_field(fields, "stance", str, default=None)
    return Speaker(
        id=identity,
        name=read_field(fields, "name", str),
        role=read_field(fields, "role", str, default=""),
        kind=SpeakerKind.parse(read_field(fields, "kind", str)),
        mentions=_spans(fields, "mentions", default=sources),
        n_sentences=len(own),
        stance=Stance.parse(stance) if stance is not None else None,
    )


def _probability(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    raise ValueError(f"a probability is a number from 0 to 1, not {value!r}")


def _spans(
    fields: Mapping[str, object], name: str, *, default: tuple[Span, ...]
) -> tuple[Span, ...]:
    pairs: Sequence[object] = read_field(fields, name, list, default=list(default))
    return tuple(_one_span(pair) for pair in pairs)


def _span(pair: object) -> Span | None:
    return None if pair is None else _one_span(pair)


def _one_span(pair: object) -> Span:
    match pair:
        case [int(start), int(end)] if not isinstance(start, bool) and not isinstance(end, bool):
            return Span(start, end)
    raise ValueError(f"a span is [start, end], not {pair!r}")
