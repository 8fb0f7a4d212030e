"""Keeping the record of a run: its folder, its data, its figures."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from stance.config import RunConfig, flatten
from stance.errors import RunFolderError
from stance.evaluation.error_page import write_errors_html
from stance.evaluation.errors import find_errors, write_errors_csv
from stance.evaluation.figures import (
    draw_confusion,
    draw_learning_curves,
    draw_reliability,
    save_png,
)
from stance.evaluation.tables import to_markdown
from stance.pipeline.evaluating import Evaluated
from stance.pipeline.run_data import RunData
from stance.pipeline.variants import Series
from stance.run_record.layout import RUN_FILE
from stance.run_record.metrics import read_metrics
from stance.run_record.values import DatasetContext, DatasetUse, RunStatus, read_run
from stance.training.run_folder import RunFolder

#: The setting by which the run of a series is told from a single run of the same config.
SERIES_PARAM = "series"


def open_run(
    config: RunConfig, *, runs: Path, resume: bool, series: Series | None = None
) -> RunFolder:
    """Open the folder of a run, or of a series of runs.

    Args:
        config: The run's config.
        runs: Folder of all runs.
        resume: Reopen the newest unfinished one of the same config instead of making a new one.
        series: What the runs of a series differ in; None for a run by itself.

    Returns:
        The folder, with its settings.

    Raises:
        RunFolderError: If there is nothing to resume.
    """
    params = flatten(config)
    if series is not None:
        params[SERIES_PARAM] = series.setting
    if resume:
        return _unfinished(config.name, params=params, runs=runs)
    run = RunFolder.create(
        runs,
        name=config.name if series is None else f"{config.name}-{series.name}",
        experiment=config.tracking.experiment,
        registered_model=config.tracking.registered_model,
    )
    run.log_params(params)
    return run


def log_data(run: RunFolder, data: RunData) -> None:
    """Record every corpus part that a run uses.

    Args:
        run: Uses them.
        data: The run's data.
    """
    for dataset in dataset_uses(data):
        run.log_dataset(dataset)


def dataset_uses(data: RunData) -> list[DatasetUse]:
    """Give every corpus part that a run uses, as its record names it.

    Args:
        data: The run's data.

    Returns:
        Train first, then dev, then what is measured at the end.
    """
    roles = (
        (DatasetContext.TRAINING, data.train),
        (DatasetContext.DEV, data.dev),
        (DatasetContext.EVALUATION, data.evaluation),
    )
    return [
        DatasetUse(
            name=part.name,
            digest=part.digest,
            context=context,
            n_articles=len(part.articles),
            n_sentences=sum(len(article.sentences) for article in part.articles),
            source=part.files,
        )
        for context, parts in roles
        for part in parts
    ]


def dev_digest(data: RunData) -> str:
    """Give the digest of all dev parts together; scores on other digests do not compare.

    Args:
        data: The run's data.

    Returns:
        SHA-256 in hexadecimal; that of the part itself if there is one part.
    """
    digests = [part.digest for part in data.dev]
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()


def log_evaluation(
    run: RunFolder, evaluated: Mapping[str, Evaluated], *, dev: Sequence[str]
) -> None:
    """Record scores, figures, tables, and every error on dev in its context.

    Args:
        run: Its metrics so far become the learning curves.
        evaluated: By evaluation set.
        dev: Names of the sets whose errors people may read.
    """
    scores = {name: one.scores for name, one in evaluated.items()}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for set_name, one in scores.items():
            run.log_metrics(one.to_metrics(set_name), step=0)
            confusion = folder / f"confusion-{set_name}.png"
            save_png(draw_confusion(one, name=set_name), confusion)
            run.log_file(confusion, folder="figures")
            reliability = folder / f"reliability-{set_name}.png"
            save_png(draw_reliability(one, name=set_name), reliability)
            run.log_file(reliability, folder="figures")
        points = read_metrics(run.path).points
        curves = [(one.step, {one.name: one.value}) for one in points if "epoch/" in one.name]
        if curves:
            save_png(draw_learning_curves(curves), folder / "learning-curves.png")
            run.log_file(folder / "learning-curves.png", folder="figures")
        (folder / "scores.md").write_text(to_markdown(scores), encoding="utf-8")
        run.log_file(folder / "scores.md", folder="")
        for set_name in dev:
            errors = find_errors(evaluated[set_name].gold, evaluated[set_name].predicted)
            table, page = folder / f"{set_name}.csv", folder / f"{set_name}.html"
            write_errors_csv(errors, table)
            write_errors_html(errors, page, title=f"Errors on {set_name}")
            run.log_file(table, folder="errors")
            run.log_file(page, folder="errors")


def _unfinished(
    name: str, *, params: Mapping[str, str | int | float | bool | None], runs: Path
) -> RunFolder:
    for folder in sorted(runs.glob(f"*/{RUN_FILE}"), reverse=True):
        record = read_run(folder.parent)
        if record.status is not RunStatus.FINISHED and record.params == params:
            return RunFolder.reopen(folder.parent)
    raise RunFolderError(
        runs, f"no unfinished run of config {name!r} with the same values; start it afresh"
    )
