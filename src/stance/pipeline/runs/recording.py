"""Keeping the record of a run: its folder, its data, its figures."""

import platform
import subprocess
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import stance
from stance.config import RunConfig, flatten
from stance.errors import RunFolderError
from stance.evaluation.errors import write_errors_csv
from stance.evaluation.figures import draw_learning_curves, draw_pictures, save_png
from stance.evaluation.report_page import write_report_html
from stance.evaluation.reports import SetReport
from stance.evaluation.tables import to_markdown
from stance.files import write_whole
from stance.pipeline.evaluate.predictions import predictions_path, write_predictions
from stance.pipeline.evaluate.sets import Evaluated, run_metrics
from stance.pipeline.train.data import RunData
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import read_metrics
from stance.run_record.values import RUN_FILE, DatasetContext, DatasetUse, RunStatus, read_run
from stance.training.fitting.processes import n_processes

#: The setting by which the run of a series is told from a single run of the same config.
SERIES_PARAM = "series"


def open_run(
    config: RunConfig,
    *,
    runs: Path,
    resume: bool,
    series: str | None = None,
    setting: str | None = None,
) -> RunFolder:
    """Open the folder of a run, or of a ``series`` of runs, which ``setting`` makes what it is.

    ``resume`` reopens the newest unfinished one of the same config; without one it is an error.
    """
    params = flatten(config)
    if setting is not None:
        params[SERIES_PARAM] = setting
    if resume:
        return _unfinished(config.name, params=params, runs=runs)
    run = RunFolder.create(
        runs,
        name=config.name if series is None else f"{config.name}-{series}",
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
    scores = {name: one.scores for name, one in evaluated.items()}
    run.log_metrics(run_metrics(scores, dev=dev[0]), step=0)
    artifacts, figures = run.artifacts_path, run.artifacts_path / "figures"
    pictures = draw_pictures(scores)
    for name, one in evaluated.items():
        for picture in pictures[name]:
            write_whole(picture.png, figures / f"{picture.name}-{name}.png")
        write_predictions(one.gold, one.predicted, predictions_path(run.path, name))
    curves: dict[str, list[tuple[int, float]]] = {}
    for point in read_metrics(run.path).points:
        if "train/" in point.name:
            curves.setdefault(point.name, []).append((point.step, point.value))
    if curves:
        save_png(draw_learning_curves(curves), figures / "learning-curves.png")
    write_whole(to_markdown(scores), artifacts / "scores.md")
    write_report_html(
        reports,
        artifacts / "report.html",
        pictures=pictures,
        title=run.path.name,
        readable_sets=dev,
    )
    for name in dev:
        labels, table = list(scores[name].labels), artifacts / "errors" / f"{name}.csv"
        write_errors_csv(reports[name].errors, table, labels=labels)


def _unfinished(
    name: str, *, params: Mapping[str, str | int | float | bool | None], runs: Path
) -> RunFolder:
    found: list[tuple[tuple[int, int], Path]] = []
    for path in runs.glob(f"*/{RUN_FILE}"):
        try:
            record = read_run(path.parent)
        except RunFolderError:
            continue
        if record.status is not RunStatus.FINISHED and record.params == params:
            found.append((record.age, path.parent))
    if found:
        return RunFolder.reopen(max(found)[1])
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
