"""The callback of a fit, and how far an interrupted one has come, told by its checkpoints."""

import re
import shutil
import time
from dataclasses import dataclass
from json import JSONDecodeError
from pathlib import Path

from safetensors.torch import load_model
from torch import nn
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from stance.training.fitting.objective import JointObjective

_STATE_FILE = "trainer_state.json"
_WEIGHTS_FILE = "model.safetensors"
_NAME = re.compile(r"checkpoint-(\d+)")
_SECONDS = "fit_seconds"
_N_KEPT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One epoch as transformers' Trainer keeps it."""

    folder: Path
    state: TrainerState

    def load_best(self, model: nn.Module) -> None:
        """Give a model the weights of the best epoch so far."""
        best = self.folder.with_name(f"checkpoint-{self.state.best_global_step}")
        load_model(model, best / _WEIGHTS_FILE)


def last_checkpoint(folder: Path) -> Checkpoint | None:
    """Find the last checkpoint that was written whole.

    One that a kill cut short is passed over: its state, which is written last, is missing or half
    there.
    """
    for _, path in sorted(_checkpoints(folder).items(), reverse=True):
        try:
            state = TrainerState.load_from_json(str(path / _STATE_FILE))
        except (FileNotFoundError, JSONDecodeError):
            continue
        return Checkpoint(folder=path, state=state)
    return None


def _checkpoints(folder: Path) -> dict[int, Path]:
    """Find the checkpoints of a fit, by the optimizer steps that had been taken."""
    return {
        int(found[1]): path for path in folder.glob("*") if (found := _NAME.fullmatch(path.name))
    }


def dev_scores(state: TrainerState) -> list[float]:
    """Give macro-F1 on dev after each epoch, in [0, 1]."""
    return [entry["eval_macro_f1"] for entry in state.log_history if "eval_macro_f1" in entry]


def seconds_taken(state: TrainerState) -> float:
    """Give how long all epochs took that have been scored on dev, before an interruption or after.

    Wall-clock seconds, as ``FitCallback`` notes them; 0 if it noted none.
    """
    return max((entry[_SECONDS] for entry in state.log_history if _SECONDS in entry), default=0.0)


def is_over(state: TrainerState, *, epochs: int, patience: int) -> bool:
    """Tell whether a fit has come to its end.

    That is after ``epochs``, or ``patience`` epochs in a row without gain; 0 counts as 1.
    """
    scores = dev_scores(state)
    without_gain = len(scores) - 1 - scores.index(max(scores)) if scores else 0
    return len(scores) >= epochs or without_gain >= max(1, patience)


class FitCallback(TrainerCallback):  # type: ignore[misc]  # transformers is untyped
    """Averages weights after each step; after each epoch notes the time, tidies and stops in time.

    transformers' own ``EarlyStoppingCallback`` counts in memory, so that a resumed run would wait
    longer than an uninterrupted one; this one counts in the log that checkpoints keep. ``epochs``
    and ``patience`` are those of ``is_over``.
    """

    _began: float

    def __init__(self, objective: JointObjective, *, epochs: int, patience: int) -> None:
        self._objective = objective
        self._epochs = epochs
        self._patience = patience

    def on_train_begin(self, _args: object, state: TrainerState, *_: object, **__: object) -> None:
        """Start the clock where an interrupted fit left it."""
        self._began = time.perf_counter() - seconds_taken(state)

    def on_step_end(self, *_: object, **__: object) -> None:
        """Take the weights into their average, in every process."""
        self._objective.average_step()

    def on_save(
        self, args: TrainingArguments, state: TrainerState, *_: object, **__: object
    ) -> None:
        """Remove all checkpoints but two: the best and the last, or the last two.

        transformers would do it by the times of folders: where the clock has been set back, the
        last would be the oldest.
        """
        if not state.is_world_process_zero:
            return
        found = _checkpoints(Path(args.output_dir))
        wanted = dict.fromkeys([state.best_global_step, *sorted(found, reverse=True)])
        for step in [one for one in wanted if one in found][_N_KEPT:]:
            shutil.rmtree(found[step], ignore_errors=True)

    def on_evaluate(
        self, _args: object, state: TrainerState, control: TrainerControl, **_kwargs: object
    ) -> None:
        """Note the time beside the score of the epoch that has just ended, and look at both."""
        state.log_history[-1][_SECONDS] = time.perf_counter() - self._began
        if is_over(state, epochs=self._epochs, patience=self._patience):
            control.should_training_stop = True
