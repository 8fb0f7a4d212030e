"""What a project of Label Studio exports as JSON: tasks, annotations and their regions."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance.corpus.annotations import Voice
from stance.corpus.review.labelstudio import (
    KIND_FIELD,
    LABEL_FIELD,
    ROLE_FIELD,
    SPAN_FIELD,
    SPEAKER_FIELD,
)
from stance.corpus.review.matching import read_text
from stance.corpus.review.regions import Region
from stance.errors import CorpusError, Fault
from stance.fields import read_field, read_objects
from stance.labels import SpeakerKind
from stance.parts import Span

_OF_SPEAKER = (SPEAKER_FIELD, ROLE_FIELD, KIND_FIELD)


def read_tasks(path: Path) -> Sequence[Mapping[str, object]]:
    """Read the tasks of an export.

    Args:
        path: Export in the format *JSON*.

    Returns:
        The tasks, each with ``data`` and ``annotations``.

    Raises:
        CorpusError: If it is not such an export.
    """
    try:
        tasks = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise _error(path, f"not JSON: {error}; export the project again") from error
    if not isinstance(tasks, list) or not all(
        isinstance(task, dict)
        and isinstance(task.get("data"), dict)
        and isinstance(task.get("annotations"), list)
        for task in tasks
    ):
        what = (
            "not an export of Label Studio with annotations; choose the format JSON in its dialog"
        )
        raise _error(path, what)
    return tasks


def finished_annotations(
    task: Mapping[str, object], *, annotator: str | None = None
) -> list[Mapping[str, object]]:
    """Give the annotations of a task that somebody finished and did not skip.

    Args:
        task: As exported.
        annotator: Whose annotations to look at; None for everybody's.

    Returns:
        The annotations; the one that was changed last comes first.
    """
    done = [
        one
        for one in read_objects(task, "annotations")
        if not one.get("was_cancelled") and annotator in (None, annotator_of(one))
    ]
    return sorted(done, key=lambda one: str(one.get("updated_at") or ""), reverse=True)


def annotator_of(annotation: Mapping[str, object]) -> str:
    """Give who made an annotation: an e-mail address, or a number where the export has none."""
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        return str(by.get("email") or by.get("id"))
    return str(by) if by is not None else "unknown"


def regions_of(annotation: Mapping[str, object]) -> Iterator[Region]:
    """Put what belongs to one region together.

    Args:
        annotation: With the fields of the labelling interface.

    Yields:
        The regions, with offsets as the tool wrote them.

    Raises:
        ValueError: If it has a field that is not of our interface.
    """
    items: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for item in read_objects(annotation, "result"):
        if item.get("type") != "relation":  # between regions; our interface has no use for them
            items[str(item.get("id"))].append(item)
    for found in items.values():
        fields = {str(item.get("from_name")): item for item in found}
        unknown = sorted(fields.keys() - {LABEL_FIELD, SPAN_FIELD, *_OF_SPEAKER})
        if unknown:
            raise ValueError(
                f"has a field {unknown[0]!r}, which is not of the labelling interface that "
                "stance review export wrote"
            )
        if not fields.keys() & {LABEL_FIELD, SPAN_FIELD}:
            raise ValueError(f"has a {next(iter(fields))} of a region that has no label")
        yield from _region(fields, found)


def _region(
    fields: Mapping[str, Mapping[str, object]], found: Sequence[Mapping[str, object]]
) -> Iterator[Region]:
    for name in (LABEL_FIELD, SPAN_FIELD):
        if name not in fields:
            continue
        value = read_field(fields[name], "value", dict)
        chosen = read_field(value, "labels", list, default=[])
        fault = (
            None if len(chosen) == 1 else f"a region is {len(chosen)} things at once; choose one"
        )
        voice = None
        try:
            voice = _voice(fields) if name == LABEL_FIELD else None
        except ValueError as error:
            fault = str(error)
        yield Region(
            name=str(chosen[0]) if chosen else name,
            span=Span(read_field(value, "start", int), read_field(value, "end", int)),
            words=read_field(value, "text", str, default=None),
            voice=voice,
            fault=fault,
            found=tuple(found),
        )


def _voice(fields: Mapping[str, Mapping[str, object]]) -> Voice | None:
    name, role = (_one(fields, field, key="text") for field in (SPEAKER_FIELD, ROLE_FIELD))
    kind = _one(fields, KIND_FIELD, key="choices")
    if not name and (role or kind):
        raise ValueError("a role or a kind without a speaker; name the speaker, or clear them")
    if not name:
        return None
    return Voice(name=name, role=role, kind=SpeakerKind.parse(kind) if kind else None)


def _one(fields: Mapping[str, Mapping[str, object]], field: str, *, key: str) -> str:
    """Give the one text or choice of a field; empty if there is none."""
    if field not in fields:
        return ""
    given = read_field(fields[field], "value", dict).get(key)
    texts = given if isinstance(given, list) else [given or ""]
    shown = [str(text).strip() for text in texts]
    if len(shown) > 1:
        raise ValueError(f"a sentence has {len(shown)} values for {field}; keep one")
    return shown[0] if shown else ""


def _error(path: Path, what: str) -> CorpusError:
    return CorpusError([Fault(path=path, line=None, what=what)])
