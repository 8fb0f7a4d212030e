"""Telling a person and a tracker how training goes."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from transformers import TrainerCallback, TrainerState, TrainingArguments

from stance.run_record.metrics import MetricSink
from stance.run_record.naming import EPOCH_SCORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far training has come.

    Attributes:
        epoch: Under way, from 1.
        n_epochs: At most.
        step: Optimizer steps taken.
        n_steps: At most, over all epochs.
        loss: Mean over the steps logged last, a fiftieth of an epoch, in nats; None until then.
        tokens_per_s: Since the start of this process, evaluations left out.
        seconds_left: Until the last epoch ends, if nothing stops it earlier.
        dev_macro_f1: In [0, 1]; None except right after an epoch.
    """

    epoch: int
    n_epochs: int
    step: int
    n_steps: int
    loss: float | None = None
    tokens_per_s: float = 0.0
    seconds_left: float = 0.0
    dev_macro_f1: float | None = None


class ProgressCallback(TrainerCallback):  # type: ignore[misc]  # transformers is untyped
    """Passes on what transformers' Trainer logs.

    ``tracker`` gets loss, learning rate and tokens/s, and after each epoch what it came to on dev,
    all by optimizer step and with ``prefix`` before their names; ``report`` gets a ``Progress`` at
    each step and after each epoch.
    """

    def __init__(
        self,
        tracker: MetricSink,
        *,
        report: Callable[[Progress], None],
        tokens_per_epoch: int,
        prefix: str = "",
    ) -> None:
        self._tracker = tracker
        self._report = report
        self._tokens_per_epoch = tokens_per_epoch
        self._prefix = prefix
        self._seconds = 0.0
        self._steps = 0
        self._step_began: float | None = None
        self._last: dict[str, float] = {}

    def on_step_begin(self, *_: object, **__: object) -> None:
        """Start the clock of a step."""
        self._step_began = time.perf_counter()

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, *_: object, **__: object
    ) -> None:
        """Stop the clock of a step, and tell how far fitting is: a large step takes long."""
        if self._step_began is not None:
            self._seconds += time.perf_counter() - self._step_began
            self._steps += 1
        self._report(self._progress(args, state, dev_macro_f1=None))

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        *_: object,
        logs: dict[str, float] | None = None,
        **_kwargs: object,
    ) -> None:
        """Pass on the loss since the last report, or what an epoch came to on dev."""
        logs = logs or {}
        if "loss" in logs:
            self._last = {
                "train/loss": float(logs["loss"]),
                "train/learning_rate": float(logs["learning_rate"]),
                "train/tokens_per_s": self._tokens_per_s(args, state),
            }
            self._record(self._last, step=state.global_step)
        elif "eval_macro_f1" in logs:
            score = float(logs["eval_macro_f1"])
            on_dev = {EPOCH_SCORE: score, "train/dev_loss": float(logs["eval_loss"])}
            self._record(on_dev, step=state.global_step)
            self._report(self._progress(args, state, dev_macro_f1=score))

    def _record(self, values: Mapping[str, float], *, step: int) -> None:
        named = {f"{self._prefix}{name}": value for name, value in values.items()}
        self._tracker.log_metrics(named, step=step)

    def _progress(
        self, args: TrainingArguments, state: TrainerState, *, dev_macro_f1: float | None
    ) -> Progress:
        per_step = self._seconds / max(1, self._steps)
        exact_epoch = state.epoch or 0.0
        done = round(exact_epoch) if dev_macro_f1 is not None else int(exact_epoch - 1e-9) + 1
        return Progress(
            epoch=done,
            n_epochs=int(args.num_train_epochs),
            step=state.global_step,
            n_steps=state.max_steps,
            loss=self._last.get("train/loss"),
            tokens_per_s=self._tokens_per_s(args, state),
            seconds_left=per_step * (state.max_steps - state.global_step),
            dev_macro_f1=dev_macro_f1,
        )

    def _tokens_per_s(self, args: TrainingArguments, state: TrainerState) -> float:
        tokens_per_step = self._tokens_per_epoch * args.num_train_epochs / state.max_steps
        return float(tokens_per_step * self._steps / max(self._seconds, 1e-9))
