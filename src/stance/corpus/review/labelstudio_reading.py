"""Reads the annotations of a project of Label Studio as decisions on articles."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.article import Article
from stance.corpus.review.decisions import Decision, Rejected, Review
from stance.corpus.review.labelstudio_tasks import (
    annotator_of,
    finished_annotations,
    read_tasks,
    regions_of,
)
from stance.corpus.review.matching import find_article, known_article
from stance.corpus.review.offsets import place_regions
from stance.corpus.review.regions import Answer, decide_by_regions
from stance.errors import CorpusError, Fault
from stance.fields import read_field


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
    decisions: list[Decision] = []
    rejected: list[Rejected] = []
    n_untouched = n_repeated = 0
    tasks = read_tasks(path)
    _refuse_foreign(tasks, articles=articles, path=path)
    for task in tasks:
        data = read_field(task, "data", dict)
        place, name = f"task {task.get('id')}", data.get("article_id")
        try:
            annotations = finished_annotations(task, annotator=annotator)
            if not annotations:
                n_untouched += 1
                continue
            annotation, *repeated = annotations
            n_repeated += bool(repeated)
            article = find_article(name, articles)
            known = known_article(article, name=name, sha256=data.get("sha256"))
            regions = place_regions(known.text, list(regions_of(annotation)))
            answer = _answer(annotation, place=place)
            found, fault = decide_by_regions(known, regions, answer=answer)
        except ValueError as error:
            found, fault = (
                [],
                Rejected(
                    place=place,
                    article_id=name if isinstance(name, str) else None,
                    faults=(str(error),),
                    found=(task.get("annotations"),),
                ),
            )
        decisions += found
        rejected += [fault] if fault else []
    return Review(
        decisions=tuple(decisions),
        rejected=tuple(rejected),
        n_untouched=n_untouched,
        n_repeated=n_repeated,
    )


def _refuse_foreign(
    tasks: Sequence[Mapping[str, object]], *, articles: Mapping[str, Article], path: Path
) -> None:
    all_data = [read_field(task, "data", dict) for task in tasks]
    if tasks and not any("sha256" in data for data in all_data):
        raise _error(path, "is of another project: its tasks were not made by stance review export")
    named = (find_article(data.get("article_id"), articles) for data in all_data)
    if tasks and all(article is None for article in named):
        raise _error(path, "is of another project: none of its articles is in the corpus")


def _answer(annotation: Mapping[str, object], *, place: str) -> Answer:
    at = annotation.get("updated_at") or annotation.get("created_at") or ""
    return Answer(place=place, annotator=annotator_of(annotation), at=str(at), has_speakers=True)


def _error(path: Path, what: str) -> CorpusError:
    return CorpusError([Fault(path=path, line=None, what=what)])
