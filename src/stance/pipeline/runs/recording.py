"""Keeping the record of a run: its folder, its data, its figures."""

import platform
import subprocess
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import stance
from stance.config import RunConfig, flatten
from stance.errors import RunFolderError
from stance.evaluation.errors import write_errors_csv
from stance.evaluation.figures import draw_learning_curves, save_png
from stance.evaluation.pictures import Picture, draw_pictures
from stance.evaluation.report_page import write_report_html
from stance.evaluation.reports import SetReport
from stance.evaluation.tables import to_markdown
from stance.pipeline.evaluate.predictions import PREDICTIONS_FOLDER, write_predictions
from stance.pipeline.evaluate.sets import Evaluated, run_metrics
from stance.pipeline.train.data import RunData
from stance.run_record.folder import RunFolder
from stance.run_record.layout import RUN_FILE
from stance.run_record.metrics import read_metrics
from stance.run_record.values import DatasetContext, DatasetUse, RunStatus, read_run
from stance.training.fitting.processes import n_processes

#: The setting by which the run of a series is told from a single run of the same config.
SERIES_PARAM = "series"


class Named(Protocol):
    """What the runs of a series, or of a sweep, have in common."""

    @property
    def name(self) -> str:
        """What their folder is called after."""
        ...

    @property
    def setting(self) -> str:
        """All that makes the series, so that a later call can tell whether it wants the same."""
        ...


def open_run(
    config: RunConfig, *, runs: Path, resume: bool, series: Named | None = None
) -> RunFolder:
    """Open the folder of a run, or of a series of runs.

    ``resume`` reopens the newest unfinished one of the same config; without one it is an error.
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
    """Record every corpus part that a run uses."""
    for dataset in dataset_uses(data):
        run.log_dataset(dataset)


def dataset_uses(data: RunData) -> list[DatasetUse]:
    """Give every corpus part that a run uses, as its record names it."""
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

    SHA-256 in hexadecimal; that of the part itself if there is one part.
    """
    digests = [part.digest for part in data.dev]
    return digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()


def log_evaluation(
    run: RunFolder,
    evaluated: Mapping[str, Evaluated],
    *,
    reports: Mapping[str, SetReport],
    dev: Sequence[str],
) -> None:
    """Record scores, predictions, figures, tables, and a report with every error on dev.

    ``dev`` names the parts of dev, whose errors people may read; the first decides.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        scores = {name: one.scores for name, one in evaluated.items()}
        pictures = draw_pictures(scores)
        run.log_metrics(run_metrics(scores, dev=dev[0]), step=0)
        for set_name, one in evaluated.items():
            for picture in pictures[set_name]:
                path = folder / f"{picture.name}-{set_name}.png"
                path.write_bytes(picture.png)
                run.log_file(path, folder="figures")
            predictions = folder / f"{set_name}.jsonl"
            write_predictions(one.gold, one.predicted, predictions)
            run.log_file(predictions, folder=PREDICTIONS_FOLDER)
        points = read_metrics(run.path).points
        curves = [(one.step, {one.name: one.value}) for one in points if "train/" in one.name]
        if curves:
            save_png(draw_learning_curves(curves), folder / "learning-curves.png")
            run.log_file(folder / "learning-curves.png", folder="figures")
        _log_reports(run, reports, pictures=pictures, dev=dev, folder=folder)


def _log_reports(
    run: RunFolder,
    reports: Mapping[str, SetReport],
    *,
    pictures: Mapping[str, Sequence[Picture]],
    dev: Sequence[str],
    folder: Path,
) -> None:
    scores = {name: one.scores for name, one in reports.items()}
    (folder / "scores.md").write_text(to_markdown(scores), encoding="utf-8")
    write_report_html(
        reports,
        folder / "report.html",
        pictures=pictures,
        title=run.path.name,
        readable_sets=dev,
    )
    for name in ("scores.md", "report.html"):
        run.log_file(folder / name)
    for set_name in dev:
        table = folder / f"{set_name}.csv"
        labels = list(scores[set_name].labels)
        write_errors_csv(reports[set_name].errors, table, labels=labels)
        run.log_file(table, folder="errors")


def _unfinished(
    name: str, *, params: Mapping[str, str | int | float | bool | None], runs: Path
) -> RunFolder:
    for folder in sorted(runs.glob(f"*/{RUN_FILE}"), reverse=True):
        try:
            record = read_run(folder.parent)
        except RunFolderError:
            continue
        if record.status is not RunStatus.FINISHED and record.params == params:
            return RunFolder.reopen(folder.parent)
    raise RunFolderError(
        runs, f"no unfinished run of config {name!r} with the same values; start it afresh"
    )


def run_tags(config: RunConfig) -> dict[str, str]:
    """Give the facts by which runs are searched."""
    return {
        "stance.version": stance.__version__,
        "stance.config": config.name,
        "stance.model_kind": config.model.kind.value,
        "stance.encoder": config.model.encoder,
        "stance.processes": str(n_processes()),
        "stance.python": platform.python_version(),
        **git_tags(),
    }


def git_tags() -> dict[str, str]:
    """Give commit and cleanliness of the working folder; empty outside a repository."""
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return {}
    status = _git("status", "--porcelain", "--untracked-files=no")
    return {"git.commit": commit, "git.dirty": str(bool(status)).lower()}


def _git(*arguments: str) -> str | None:
    """Run git in the working folder; None if it is absent or refuses."""
    try:
        answer = subprocess.run(  # noqa: S603, RUF100  # fixed arguments
            ["git", *arguments],  # noqa: S607, RUF100
            cwd=Path.cwd(),
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
