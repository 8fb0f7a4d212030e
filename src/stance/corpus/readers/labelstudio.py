"""Reads exports of Label Studio projects without the corpus that they were made from."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance.corpus.readers.drafts import Draft, DraftSentence, label_of, names_of
from stance.corpus.review.labelstudio_export import finished_annotations, read_tasks, regions_of
from stance.corpus.review.regions import SPAN_NAMES, Region
from stance.corpus.sources import find_files, read_each
from stance.errors import Fault, refuse
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
    named = names_of(names, known=NAMES)

    def read(path: Path) -> Iterator[Draft]:
        faults: list[Fault] = []
        for task in read_tasks(path):
            try:
                draft = _draft(task, path=path, names=named, labels=labels)
            except ValueError as error:
                faults.append(Fault(path=path, what=f"task {task.get('id')}: {error}"))
                continue
            if draft is not None:
                yield draft
        refuse(faults)

    return read_each(find_files(paths, ending=".json"), read)


def _draft(
    task: Mapping[str, object],
    *,
    path: Path,
    names: Mapping[str, str],
    labels: Mapping[str, Label] | None,
) -> Draft | None:
    annotations = finished_annotations(task)
    if not annotations:
        return None
    data = read_field(task, "data", dict)
    text = read_field(data, names["text"], str)
    regions = regions_of(annotations[0], text)
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
        if not any(map(span.overlaps, covered))
    ]
    return Draft(
        path=path,
        id=str(data.get(names["id"]) or f"{path.stem}-{task.get('id')}"),
        text=text,
        sentences=tuple(sorted(sentences, key=lambda one: one.span)),
        metadata={name: data.get(name) for name in ("title", "url", "published")},
    )


def _sentence(
    region: Region, words: Sequence[Region], *, labels: Mapping[str, Label] | None
) -> DraftSentence:
    inside: dict[str, Span] = {}
    for one in words:
        if region.span.start <= one.span.start and one.span.end <= region.span.end:
            if one.name in inside:
                raise ValueError(f"two regions for a {one.name} at {region.span}; keep one")
            inside[one.name] = one.span
    return DraftSentence(
        span=region.span,
        label=label_of(region.name, labels),
        voice=region.voice,
        source=inside.get("source"),
        cue=inside.get("cue"),
    )
