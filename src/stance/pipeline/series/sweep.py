"""``stance sweep``: many runs of one config, in search of its best values."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

from optuna import TrialPruned
from optuna.trial import Trial

from stance.config import RunConfig, SweepFile, flatten, with_values
from stance.errors import RunFolderError, StanceError
from stance.evaluation.figures import draw_history, draw_importances, save_png
from stance.files import write_whole
from stance.pipeline.runs.recording import log_data, open_run, run_tags
from stance.pipeline.runs.runs import mirror_uri, mlflow_facts, recorded
from stance.pipeline.series.trials import FAULT, Ending, TrialOutcome, Trials, is_hopeless
from stance.pipeline.train.data import RunData
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.train import Listener, train_in
from stance.prediction.locating import RUNS_FOLDER
from stance.rendering.grids import Grid, write
from stance.run_record.folder import RunFolder
from stance.run_record.metrics import latest, read_metrics
from stance.run_record.naming import DEV, todays_name
from stance.run_record.values import CHILDREN_FOLDER, MODEL_FOLDER, RunStatus, read_run
from stance.training.fitting.progress import Progress

BEST_FILE = "best.yaml"
_LONGEST_FAULT = 60


def best_of(trials: Sequence[TrialOutcome]) -> TrialOutcome | None:
    """Give the trial with the highest score, the earlier of two equal ones."""
    done = [one for one in trials if one.score is not None]
    return max(done, key=lambda one: (one.score, -one.number), default=None)


def trials_grid(trials: Sequence[TrialOutcome], *, metric: str) -> Grid:
    """Lay out trials as a table, the best first."""
    names = list(dict.fromkeys(name for one in trials for name in one.values))
    ordered = sorted(
        trials, key=lambda one: (-inf if one.score is None else one.score, -one.number)
    )
    return Grid(
        title=f"Trials by {metric}",
        header=("trial", "score", "ending", *names),
        rows=[
            (
                str(one.number),
                "–" if one.score is None else f"{one.score:.4f}",
                one.ending.value if one.fault is None else f"failed: {one.fault[:_LONGEST_FAULT]}",
                *(_cell(one.values.get(name)) for name in names),
            )
            for one in reversed(ordered)
        ],
        words=("ending",),
    )


def log_results(
    parent: RunFolder, trials: Trials, *, config: RunConfig, metric: str
) -> Path | None:
    """Record what a sweep came to."""
    outcomes = trials.outcomes()
    best = best_of(outcomes)
    artifacts = parent.artifacts_path
    write_whole(write(trials_grid(outcomes, metric=metric)), artifacts / "trials.md")
    scores = [(one.number, one.score) for one in outcomes if one.score is not None]
    if scores:
        save_png(draw_history(scores, metric=metric), artifacts / "figures" / "history.png")
    importances = trials.importances()
    if importances:
        figure = draw_importances(importances, metric=metric)
        save_png(figure, artifacts / "figures" / "importances.png")
    for setting, share in importances.items():
        parent.log_metrics({f"importance/{setting}": share}, step=0)
    if best is None or best.score is None:
        return None
    parent.log_metrics({f"best/{metric}": best.score, "best/trial": best.number}, step=0)
    content = _yaml(with_values(config, best.values), best=best, metric=metric)
    for folder in (parent.path, artifacts):
        write_whole(content, folder / BEST_FILE)
    return parent.path / BEST_FILE


def _yaml(config: RunConfig, *, best: TrialOutcome, metric: str) -> str:
    import yaml

    head = f"# Trial {best.number} of a sweep: {metric} {best.score:.4f}.\n"
    tree = config.model_dump(mode="json")
    return head + yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


def _cell(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


#: What ends a trial and not the sweep: values that do not fit the data, the encoder or the memory.
_FAILURES = (StanceError, ValueError, RuntimeError, ArithmeticError, MemoryError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepOutcome:
    """What a sweep came to.

    ``best_config`` is None if no trial was done.
    """

    run_folder: Path
    metric: str
    trials: tuple[TrialOutcome, ...]
    importances: Mapping[str, float]
    best_config: Path | None
    tracking: Mapping[str, str]

    @property
    def grid(self) -> Grid:
        """The trials as a table, the best first."""
        return trials_grid(self.trials, metric=self.metric)


@dataclass(frozen=True, kw_only=True)
class _Sweep:
    """A sweep under way."""

    config: RunConfig
    data: RunData
    metric: str
    parent: RunFolder
    trials: Trials
    uri: str | None
    listener: Listener


def sweep(
    file: SweepFile, *, listener: Listener, resume: bool = False, runs: Path = RUNS_FOLDER
) -> SweepOutcome:
    """Train a config many times with other values, and find the best.

    ``resume`` goes on with the newest unfinished sweep of the same file; trials that ended count.
    """
    config = file.without_sweep()
    data = load_data(config, say=listener.say)
    metric = todays_name(file.sweep.metric or f"{DEV}/macro_f1")
    uri = mirror_uri(config.tracking)
    parent = open_run(config, runs=runs, resume=resume, series="sweep", setting=file.sweep.setting)
    with recorded(parent, uri=uri):
        listener.say(f"run folder: {parent.path}")
        parent.set_tags({**run_tags(config), "stance.series": "sweep"})
        log_data(parent, data)
        trials = Trials(parent.path, file.sweep, seed=config.seed)
        under_way = _Sweep(
            config=config, data=data, metric=metric, parent=parent, trials=trials, uri=uri,
            listener=listener,
        )  # fmt: skip
        _mend(under_way)
        while len(trials.outcomes()) < file.sweep.trials:
            _try(under_way, n_trials=file.sweep.trials)
            _forget_models(under_way)
        best_config = log_results(parent, trials, config=config, metric=metric)
    return SweepOutcome(
        run_folder=parent.path,
        metric=metric,
        trials=tuple(trials.outcomes()),
        importances=trials.importances(),
        best_config=best_config,
        tracking=mlflow_facts(parent.path) if uri else {},
    )


def _mend(sweep: _Sweep) -> None:
    """Give an ending to what a kill interrupted: a score if its run was finished, else a retry."""
    for number in sweep.trials.interrupted():
        path = _path(sweep.parent, number)
        try:
            is_finished = read_run(path).status is RunStatus.FINISHED
        except RunFolderError:
            is_finished = False
        if is_finished:
            _score(sweep, number)
        else:
            sweep.trials.retry(number)


def _try(sweep: _Sweep, *, n_trials: int) -> None:
    trial, values = sweep.trials.next()
    said = ", ".join(f"{name}={value}" for name, value in values.items())
    n_ended = len(sweep.trials.outcomes())
    sweep.listener.say(f"trial {trial.number} ({n_ended + 1} of {n_trials}): {said}")
    child = sweep.parent.child(_name(trial.number))
    child.set_tags({"stance.series": "sweep", "stance.child": _name(trial.number)})
    try:
        config = with_values(sweep.config, values)
        child.log_params(flatten(config))
        listener = replace(
            sweep.listener,
            fitting=_pruning(trial, child=child, then=sweep.listener.fitting),
        )
        train_in(child, config, data=sweep.data, uri=sweep.uri, listener=listener)
    except TrialPruned:
        sweep.trials.end(trial.number, ending=Ending.PRUNED)
        sweep.listener.say(f"trial {trial.number}: pruned")
    except _FAILURES as error:
        if child.record.ended_ms is None:  # training had not begun
            child.finish(RunStatus.FAILED)
        trial.set_user_attr(FAULT, str(error))
        sweep.trials.end(trial.number, ending=Ending.FAILED)
        sweep.listener.say(f"trial {trial.number}: failed: {error}")
    else:
        _score(sweep, trial.number)


def _score(sweep: _Sweep, number: int) -> None:
    figures = latest(read_metrics(_path(sweep.parent, number)))
    if sweep.metric not in figures:
        known = ", ".join(name for name in figures if not name.startswith("system/"))
        raise StanceError(f"sweep.metric: a run has no {sweep.metric!r}; it has {known}")
    sweep.trials.end(number, ending=Ending.DONE, score=figures[sweep.metric])


def _pruning(
    trial: Trial, *, child: RunFolder, then: Callable[[Progress], None]
) -> Callable[[Progress], None]:
    """Give a listener that ends a trial whose dev score is below the median of the others."""

    def fitting(progress: Progress) -> None:
        then(progress)
        score, epoch = progress.dev_macro_f1, progress.epoch
        if score is not None and is_hopeless(trial, score=score, epoch=epoch):
            child.set_tags({"stance.ending": Ending.PRUNED.value})
            raise TrialPruned

    return fitting


def _forget_models(sweep: _Sweep) -> None:
    """Keep the best model alone: a sweep of a hundred trials would fill the disk with the rest."""
    best = best_of(sweep.trials.outcomes())
    for trial in sweep.trials.outcomes():
        if best is None or trial.number != best.number:
            shutil.rmtree(_path(sweep.parent, trial.number) / MODEL_FOLDER, ignore_errors=True)


def _name(number: int) -> str:
    return f"trial-{number:03d}"


def _path(parent: RunFolder, number: int) -> Path:
    return parent.path / CHILDREN_FOLDER / _name(number)
