"""Reads exports of Label Studio projects without the corpus that they were made from."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.corpus.readers.drafts import Draft, DraftSentence, DraftVoice
from stance.corpus.readers.fields import check_fields
from stance.corpus.readers.files import find_files
from stance.corpus.review.labelstudio_tasks import finished_annotations, read_tasks, regions_of
from stance.corpus.review.offsets import place_regions
from stance.corpus.review.regions import SPAN_NAMES, Region
from stance.errors import CorpusError, Fault
from stance.fields import read_field
from stance.labels import Label
from stance.parts import Span
from stance.text.sentences import split_sentences

#: Which fields of a task's data hold what, if ``names`` does not say otherwise.
NAMES: Mapping[str, str] = {"text": "text", "id": "article_id"}


def read_labelstudio(
    paths: Sequence[Path],
    *,
    names: Mapping[str, str] | None = None,
    labels: Mapping[str, Label] | None = None,
) -> list[Draft]:
    """Read the tasks that somebody annotated.

    A stretch with a label is a sentence. What no stretch covers is cut into sentences, which
    have no label.

    Args:
        paths: Exports in the format *JSON*, or folders with such files.
        names: Which fields of the tasks' data hold ``text`` and ``id``, if not ``text`` and
            ``article_id``.
        labels: Our label for each of theirs; those not in it must be ours already.

    Returns:
        One draft for each task with an annotation.

    Raises:
        CorpusError: With every fault of every file.
        ValueError: If ``names`` names something else.
    """
    check_fields(names or (), known=NAMES)
    names = {**NAMES, **(names or {})}
    faults: list[Fault] = []
    drafts: list[Draft] = []
    for path in find_files(paths, ending=".json"):
        try:
            tasks = read_tasks(path)
        except CorpusError as error:
            faults += error.faults
            continue
        for task in tasks:
            try:
                draft = _draft(task, path=path, names=names, labels=labels or {})
            except ValueError as error:
                what = f"task {task.get('id')}: {error}"
                faults.append(Fault(path=path, line=None, what=what))
                continue
            drafts += [draft] if draft else []
    if faults:
        raise CorpusError(faults)
    return drafts


def _draft(
    task: Mapping[str, object],
    *,
    path: Path,
    names: Mapping[str, str],
    labels: Mapping[str, Label],
) -> Draft | None:
    annotations = finished_annotations(task)
    if not annotations:
        return None
    data = read_field(task, "data", dict)
    text = read_field(data, names["text"], str)
    regions = place_regions(text, list(regions_of(annotations[0])))
    faults = [region.fault for region in regions if region.fault]
    if faults:
        raise ValueError("; ".join(faults))
    marked = [region for region in regions if region.name not in SPAN_NAMES]
    words = [region for region in regions if region.name in SPAN_NAMES]
    sentences = [_sentence(one, words, labels=labels) for one in marked]
    covered = [sentence.span for sentence in sentences]
    sentences += [
        DraftSentence(span=span)
        for span in split_sentences(text)
        if not any(span.start < other.end and other.start < span.end for other in covered)
    ]
    return Draft(
        path=path,
        line=None,
        id=str(data.get(names["id"]) or f"{path.stem}-{task.get('id')}"),
        text=text,
        sentences=tuple(sorted(sentences, key=lambda one: one.span)),
        metadata={name: data.get(name) for name in ("title", "url", "published")},
    )


def _sentence(
    region: Region, words: Sequence[Region], *, labels: Mapping[str, Label]
) -> DraftSentence:
    inside: dict[str, Span] = {}
    for one in words:
        if region.span.start <= one.span.start and one.span.end <= region.span.end:
            if one.name in inside:
                raise ValueError(f"two regions for a {one.name} at {region.span}; keep one")
            inside[one.name] = one.span
    voice = region.voice
    return DraftSentence(
        span=region.span,
        label=labels[region.name] if region.name in labels else Label.parse(region.name),
        voice=DraftVoice(name=voice.name, role=voice.role, kind=voice.kind) if voice else None,
        source=inside.get("source"),
        cue=inside.get("cue"),
    )
