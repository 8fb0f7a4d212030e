"""``stance train --seeds``, ``--folds``, ``--leave-out``: a parent run and its children."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stance.config import RunConfig, flatten
from stance.errors import RunFolderError
from stance.evaluation.repeated import Repeated, series_to_markdown, summarise
from stance.files import write_whole
from stance.pipeline.runs.recording import dataset_uses, log_data, open_run, run_tags
from stance.pipeline.runs.runs import mirror_uri, mlflow_facts, recorded
from stance.pipeline.series.variants import Series, Variant
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.train import Listener, train_in
from stance.prediction.locating import RUNS_FOLDER
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import read_metrics, results
from stance.run_record.values import CHILDREN_FOLDER, RUN_FILE, RunStatus, read_run


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOutcome:
    """What a series of runs came to."""

    run_folder: Path
    runs: Mapping[str, Mapping[str, float]]
    metrics: Mapping[str, Repeated]
    tracking: Mapping[str, str]


def train_series(
    config: RunConfig,
    series: Series,
    *,
    listener: Listener,
    resume: bool = False,
    runs: Path = RUNS_FOLDER,
) -> SeriesOutcome:
    """Train a config several times over, and keep mean, spread and interval of every metric.

    ``resume`` goes on with the newest unfinished series of the same config; runs of it that are
    finished are not trained again, and one that was interrupted goes on. If the data of any run is
    faulty, nothing is trained.
    """
    uri = mirror_uri(config.tracking)
    data = load_data(config, say=listener.say)
    variants = series.variants(config, data)
    parent = open_run(config, runs=runs, resume=resume, series=series.name, setting=series.setting)
    with recorded(parent, uri=uri):
        listener.say(f"run folder: {parent.path}")
        parent.set_tags({**run_tags(config), "stance.series": series.setting})
        log_data(parent, data)
        children = {}
        for number, variant in enumerate(variants, start=1):
            where = f"{variant.name} ({number} of {len(variants)})"
            if _is_done(parent, variant):
                listener.say(f"{where}: done before")
            else:
                listener.say(where)
                _train_child(parent, variant, setting=series.setting, uri=uri, listener=listener)
            children[variant.name] = results(read_metrics(_child_path(parent, variant)))
        metrics = summarise(children)
        _log_summary(parent, children, metrics)
    return SeriesOutcome(
        run_folder=parent.path,
        runs=children,
        metrics=metrics,
        tracking=mlflow_facts(parent.path) if uri else {},
    )


def _child_path(parent: RunFolder, variant: Variant) -> Path:
    return parent.path / CHILDREN_FOLDER / variant.name


def _is_done(parent: RunFolder, variant: Variant) -> bool:
    """Whether a child is finished; one that learnt from other data is refused."""
    path = _child_path(parent, variant)
    if not (path / RUN_FILE).exists():
        return False
    record = read_run(path)
    uses = dataset_uses(variant.data)
    if record.datasets and set(record.datasets) != set(uses):
        raise RunFolderError(
            path, "the corpora have changed since this run; start the series afresh"
        )
    return record.status is RunStatus.FINISHED


def _train_child(
    parent: RunFolder, variant: Variant, *, setting: str, uri: str | None, listener: Listener
) -> None:
    child = parent.child(variant.name)
    child.log_params(flatten(variant.config))
    child.set_tags({"stance.series": setting, "stance.child": variant.name})
    train_in(child, variant.config, data=variant.data, uri=uri, listener=listener)


def _log_summary(
    parent: RunFolder,
    children: Mapping[str, Mapping[str, float]],
    metrics: Mapping[str, Repeated],
) -> None:
    for name, one in metrics.items():
        parent.log_metrics(one.to_metrics(name), step=0)
    write_whole(series_to_markdown(children, metrics), parent.artifacts_path / "series.md")
    write_whole(json.dumps(children, indent=1) + "\n", parent.artifacts_path / "series.json")
