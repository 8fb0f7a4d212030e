"""The trials of a sweep: Optuna chooses them, and remembers them in a file of the sweep."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import optuna
from optuna.storages import RDBStorage
from optuna.trial import FrozenTrial, Trial, TrialState
from sqlalchemy.pool import NullPool

from stance.config import ParameterRange, SweepSection

STUDY_FILE = "study.db"
_STUDY = "sweep"
#: Trials that are finished before any is pruned: a median needs some.
_UNPRUNED_TRIALS = 4
#: Attribute of a trial that a kill interrupted; it does not count, and is made anew.
_INTERRUPTED = "interrupted"
#: Attribute of a trial that failed: why.
FAULT = "fault"

Value = bool | int | float | str | None


class Ending(StrEnum):
    """How a trial ended."""

    DONE = "done"
    #: Stopped early: after the same epoch at least half of the trials were better.
    PRUNED = "pruned"
    FAILED = "failed"


_ENDINGS = {
    TrialState.COMPLETE: Ending.DONE,
    TrialState.PRUNED: Ending.PRUNED,
    TrialState.FAIL: Ending.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialOutcome:
    """One trial that ended.

    Only a trial that is done has a score, and only one that failed a fault.
    """

    number: int
    ending: Ending
    values: Mapping[str, Value]
    score: float | None
    fault: str | None


class Trials:
    """A study that lives in the folder of its sweep and survives a kill.

    The sampler is the tree-structured Parzen estimator (Bergstra et al. 2011, *NeurIPS*); a trial
    is pruned by the median of the others' dev score after the same epoch.

    Args:
        folder: The sweep's run folder.
        section: What is searched.
        seed: Of the sampler.
    """

    def __init__(self, folder: Path, section: SweepSection, *, seed: int) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._section = section
        self._study = optuna.create_study(
            storage=RDBStorage(
                f"sqlite:///{(folder / STUDY_FILE).absolute()}",
                engine_kwargs={"poolclass": NullPool},  # leaves no connection open
            ),
            study_name=_STUDY,
            direction="maximize",
            sampler=optuna.samplers.TPESampler(seed=seed),
            pruner=optuna.pruners.MedianPruner(n_startup_trials=_UNPRUNED_TRIALS),
            load_if_exists=True,
        )

    def interrupted(self) -> list[int]:
        """Give the numbers of trials that a kill left without an ending."""
        return [one.number for one in self._study.get_trials(states=(TrialState.RUNNING,))]

    def retry(self, number: int) -> None:
        """Let an interrupted trial's values be tried once more; the trial itself stays undone."""
        trial = self._study.trials[number]
        # Enqueued first: a kill in between tries them twice, which costs time and loses nothing.
        self._study.enqueue_trial(trial.params, user_attrs={_INTERRUPTED: number})
        self._study.tell(number, state=TrialState.FAIL)

    def next(self) -> tuple[Trial, dict[str, Value]]:
        """Begin a trial."""
        trial = self._study.ask()
        return trial, {
            name: _suggest(trial, name, values) for name, values in self._section.parameters.items()
        }

    def end(self, number: int, *, ending: Ending, score: float | None = None) -> None:
        """Remember how a trial ended."""
        states = {ending: state for state, ending in _ENDINGS.items()}
        value = score if ending is Ending.DONE else None
        self._study.tell(number, value, state=states[ending])

    def outcomes(self) -> list[TrialOutcome]:
        """Give every trial that ended by itself, in the order of their numbers."""
        trials = self._study.trials
        retried = {one.user_attrs[_INTERRUPTED] for one in trials if _INTERRUPTED in one.user_attrs}
        return [
            _outcome(one) for one in trials if one.state in _ENDINGS and one.number not in retried
        ]

    def importances(self) -> dict[str, float]:
        """Give how much of the scores' variance each setting explains, in [0, 1], greatest first.

        Shares add up to 1 (PED-ANOVA, Watanabe et al. 2023, *IJCAI*, or fANOVA, as Optuna's version
        has it); there are none where the trials cannot tell.
        """
        done = self._study.get_trials(states=(TrialState.COMPLETE,))
        if len({one.value for one in done}) < 2:  # noqa: PLR2004  # nothing varies
            return {}
        return dict(optuna.importance.get_param_importances(self._study))


def is_hopeless(trial: Trial, *, score: float, epoch: int) -> bool:
    """Remember a trial's dev score after an epoch, and tell whether the trial should be pruned."""
    trial.report(score, epoch)
    return bool(trial.should_prune())  # a NumPy one


def _suggest(trial: Trial, name: str, values: ParameterRange) -> Value:
    if values.choices or values.low is None or values.high is None:
        chosen: Value = trial.suggest_categorical(name, values.choices)
        return chosen
    if isinstance(values.low, int) and isinstance(values.high, int):
        return trial.suggest_int(name, values.low, values.high, log=values.log)
    return trial.suggest_float(name, values.low, values.high, log=values.log)


def _outcome(trial: FrozenTrial) -> TrialOutcome:
    return TrialOutcome(
        number=trial.number,
        ending=_ENDINGS[trial.state],
        values=trial.params,
        score=trial.value if trial.state is TrialState.COMPLETE else None,
        fault=trial.user_attrs.get(FAULT),
    )
