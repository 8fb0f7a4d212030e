"""``stance evaluate``: a model and corpora in, scores out."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from stance.article import Article
from stance.corpus.parts import digest
from stance.corpus.reading import list_files, read_files
from stance.errors import CorpusError, Fault
from stance.evaluation.figures import draw_pictures
from stance.evaluation.report_page import write_report_html
from stance.evaluation.reports import SetReport, report_set, report_values
from stance.evaluation.slicing import check_fields
from stance.evaluation.tables import report_grids
from stance.files import write_whole
from stance.pipeline.evaluate.overlap import Overlap, overlaps, warnings_of
from stance.pipeline.evaluate.predictions import write_predictions
from stance.pipeline.evaluate.sets import Evaluated, evaluate_sets
from stance.prediction.predictor import Predictor
from stance.rendering.grids import write
from stance.schemes import NEWS, LabelScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a model came to on some corpora."""

    model: str
    reports: Mapping[str, SetReport]
    digests: Mapping[str, str]
    evaluated: Mapping[str, Evaluated]
    overlaps: Mapping[str, Overlap]

    @property
    def warnings(self) -> list[str]:
        """All that readers of the figures have to know."""
        return warnings_of(self.overlaps)


def evaluate(
    model: str | Path,
    corpora: Sequence[Path],
    *,
    fields: Iterable[str] = (),
    report: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Measure a model on corpus files.

    Each file is a set of its own, named after it; every fault of every file is told at once.
    ``report`` is told the set's name, articles done, and articles in all.
    """
    predictor = Predictor.load(model)
    sets = read_sets(corpora, scheme=predictor.manifest.label_scheme)
    fields = list(fields)
    check_fields([article for articles in sets.values() for article in articles], fields)
    evaluated = evaluate_sets(predictor, sets, report=report)
    return Evaluation(
        model=predictor.manifest.name,
        reports={
            name: report_set(one.gold, one.predicted, scores=one.scores, fields=fields)
            for name, one in evaluated.items()
        },
        digests={name: digest(articles) for name, articles in sets.items()},
        evaluated=evaluated,
        overlaps=overlaps(predictor.manifest, sets),
    )


def read_sets(corpora: Sequence[Path], *, scheme: LabelScheme = NEWS) -> dict[str, list[Article]]:
    """Read corpus files as evaluation sets.

    Each file is a set of its own, named after it; after its folder too where two names are the
    same.
    """
    files = read_files(list(dict.fromkeys(list_files(corpora))), scheme=scheme)
    what = "nothing to measure on: no article with a sentence; name another file"
    faults = [
        Fault(path=path, line=None, what=what)
        for path, articles in files.items()
        if not any(article.sentences for article in articles)
    ]
    names = _set_names(list(files))
    counts = Counter(names.values())
    faults += [
        Fault(path=path, line=None, what=f"another file makes a set {name} too; rename one")
        for path, name in names.items()
        if counts[name] > 1
    ]
    if faults:
        raise CorpusError(faults)
    return {names[path]: articles for path, articles in files.items()}


def _set_names(paths: Sequence[Path]) -> dict[Path, str]:
    counts = Counter(path.stem for path in paths)
    return {
        path: path.stem if counts[path.stem] == 1 else f"{path.parent.name}-{path.stem}"
        for path in paths
    }


def write_all_predictions(folder: Path, evaluation: Evaluation) -> None:
    """Write what a model said of every sentence, a file for each set."""
    for name, one in evaluation.evaluated.items():
        write_predictions(one.gold, one.predicted, folder / f"{name}.jsonl")


def write_json(path: Path, evaluation: Evaluation) -> None:
    """Write all figures as one JSON object, whole or not at all."""
    sets = {
        name: {
            "digest": evaluation.digests[name],
            "met_in_training": asdict(evaluation.overlaps[name]),
            **report_values(report),
        }
        for name, report in evaluation.reports.items()
    }
    content = {"model": evaluation.model, "sets": sets}
    write_whole(json.dumps(content, indent=1, allow_nan=False) + "\n", path)


def write_markdown(path: Path, evaluation: Evaluation) -> None:
    """Write all tables as Markdown, whole or not at all."""
    tables = "\n".join(write(grid) for grid in report_grids(evaluation.reports))
    warnings = "".join(f"* {one}\n" for one in evaluation.warnings)
    write_whole(f"# {evaluation.model}\n\n{warnings}\n{tables}", path)


def write_html(path: Path, evaluation: Evaluation) -> None:
    """Write the report with every error in its context, whole or not at all."""
    pictures = draw_pictures({name: one.scores for name, one in evaluation.reports.items()})
    write_report_html(
        evaluation.reports,
        path,
        pictures=pictures,
        title=evaluation.model,
        warnings=evaluation.warnings,
    )
