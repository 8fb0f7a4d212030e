"""What a project of Label Studio exports as JSON: tasks, annotations, and decisions of these."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from stance.article import Article
from stance.corpus.annotations import Voice
from stance.corpus.review.decisions import Review, refuse_foreign, same_article
from stance.corpus.review.labelstudio import (
    KIND_FIELD,
    LABEL_FIELD,
    ROLE_FIELD,
    SPAN_FIELD,
    SPEAKER_FIELD,
)
from stance.corpus.review.regions import Answer, Region, decide_by_regions
from stance.corpus.sources import read_utf8
from stance.errors import CorpusError
from stance.fields import read_field, read_objects
from stance.parts import Span

_OF_SPEAKER = (SPEAKER_FIELD, ROLE_FIELD, KIND_FIELD)


def read_export(
    path: Path, *, articles: Mapping[str, Article], annotator: str | None = None
) -> Review:
    """Read the annotations of a project's tasks.

    Where a task was annotated more than once, the annotation changed last counts.

    Args:
        path: Export in the format *JSON*.
        articles: The corpus that the tasks were made from, by id.
        annotator: Whose annotations to take, by e-mail address, or by number where the export
            has no address; None takes everybody's.

    Returns:
        The decisions.

    Raises:
        CorpusError: If it is not such an export, or of another project.
    """
    review, tasks = Review(), read_tasks(path)
    all_data = [read_field(task, "data", dict) for task in tasks]
    if tasks and not any("sha256" in data for data in all_data):
        what = "is of another project: its tasks were not made by stance review export"
        raise CorpusError.of(path, what)
    refuse_foreign(path, names=[data.get("article_id") for data in all_data], articles=articles)
    for task, data in zip(tasks, all_data, strict=True):
        place, name = f"task {task.get('id')}", data.get("article_id")
        with review.rejecting(place, article_id=name, found=task.get("annotations")):
            annotations = finished_annotations(task, annotator=annotator)
            review.n_untouched += not annotations
            review.n_repeated += len(annotations) > 1
            for last in annotations[:1]:
                article = same_article(name, articles, digest=data.get("sha256"))
                at = last.get("updated_at") or last.get("created_at") or ""
                by = _annotator_of(last)
                answer = Answer(place=place, annotator=by, at=str(at), has_speakers=True)
                decide_by_regions(review, article, regions_of(last, article.text), answer=answer)
    return review


def read_tasks(path: Path) -> Sequence[Mapping[str, object]]:
    """Read the tasks of an export, each with ``data`` and ``annotations``, or a CorpusError."""
    try:
        tasks = json.loads(read_utf8(path))
    except (ValueError, RecursionError) as error:
        raise CorpusError.of(path, f"not JSON: {error}; export the project again") from error
    if not isinstance(tasks, list) or not all(
        isinstance(task, dict)
        and isinstance(task.get("data"), dict)
        and isinstance(task.get("annotations"), list)
        for task in tasks
    ):
        what = (
            "not an export of Label Studio with annotations; choose the format JSON in its dialog"
        )
        raise CorpusError.of(path, what)
    return tasks


def finished_annotations(
    task: Mapping[str, object], *, annotator: str | None = None
) -> list[Mapping[str, object]]:
    """Give the annotations of a task that were finished and not skipped, the last changed first.

    They are everybody's, or those of one annotator.
    """
    done = [
        one
        for one in read_objects(task, "annotations")
        if not one.get("was_cancelled") and annotator in (None, _annotator_of(one))
    ]
    return sorted(done, key=lambda one: str(one.get("updated_at") or ""), reverse=True)


def _annotator_of(annotation: Mapping[str, object]) -> str:
    """Give who made an annotation: an e-mail address, or a number where the export has none."""
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        return str(by.get("email") or by.get("id"))
    return str(by) if by is not None else "unknown"


def regions_of(annotation: Mapping[str, object], text: str) -> list[Region]:
    """Put what belongs to one region of a text together, with offsets that count code points.

    A field that is not of our labelling interface is a ValueError.
    """
    items: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for item in read_objects(annotation, "result"):
        if item.get("type") != "relation":  # between regions; our interface has no use for them
            items[str(item.get("id"))].append(item)
    return _placed(text, [region for found in items.values() for region in _regions(found)])


def _regions(found: Sequence[Mapping[str, object]]) -> Iterator[Region]:
    fields = {str(item.get("from_name")): item for item in found}
    unknown = sorted(fields.keys() - {LABEL_FIELD, SPAN_FIELD, *_OF_SPEAKER})
    if unknown:
        raise ValueError(
            f"has a field {unknown[0]!r}, which is not of the labelling interface that "
            "stance review export wrote"
        )
    if not fields.keys() & {LABEL_FIELD, SPAN_FIELD}:
        raise ValueError(f"has a {next(iter(fields))} of a region that has no label")
    for name in (LABEL_FIELD, SPAN_FIELD):
        if name not in fields:
            continue
        value = read_field(fields[name], "value", dict)
        chosen = read_field(value, "labels", list, default=[])
        voice = fault = None
        if len(chosen) != 1:
            fault = f"a region is {len(chosen)} things at once; choose one"
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
    return Voice.parse_whole(name, role=role, kind=_one(fields, KIND_FIELD, key="choices"))


def _one(fields: Mapping[str, Mapping[str, object]], field: str, *, key: str) -> str:
    """Give the one text or choice of a field; empty if there is none."""
    if field not in fields:
        return ""
    given = read_field(fields[field], "value", dict).get(key)
    texts = given if isinstance(given, list) else [given or ""]
    if len(texts) > 1:
        raise ValueError(f"a sentence has {len(texts)} values for {field}; keep one")
    return str(texts[0]).strip() if texts else ""


def _placed(text: str, regions: list[Region]) -> list[Region]:
    """Find out whether offsets count code points or UTF-16 units, and give code points.

    Label Studio counts code points; plugins and scripts that were written in JavaScript often
    do not. Regions say which words they hold, and only one way of counting fits all of these. If
    none does, a region that does not fit has a fault.
    """
    # ends[i]: UTF-16 units before character i
    ends = [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in text)]  # noqa: PLR2004
    recounted = [
        replace(one, span=Span(*(bisect_left(ends, edge) for edge in one.span))) for one in regions
    ]
    for counted in (regions, recounted):
        if all(_fits(text, region) for region in counted):
            return counted
    return [region if _fits(text, region) else _faulty(text, region) for region in regions]


def _fits(text: str, region: Region) -> bool:
    """Tell whether a region's words are at its place, whatever their blanks are."""
    if region.words is None:
        return True
    return _letters(text[slice(*region.span)]) == _letters(region.words)


def _faulty(text: str, region: Region) -> Region:
    start, end = region.span
    there = " ".join(text[start:end].split())[:40]
    fault = f"{region.words!r} is not at {start}–{end}, where the text says {there!r}"
    return replace(region, fault=region.fault or fault)


def _letters(words: str) -> str:
    # Label Studio's editor writes a line break as a backslash and an n.
    return "".join(words.replace("\\n", "").split())
