"""Fitting the network with transformers' Trainer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import Tensor
from transformers import (
    EvalPrediction,
    PrinterCallback,
    Trainer,
    TrainerCallback,
)

from stance.errors import StanceError
from stance.network import StanceNetwork
from stance.training.fitting.averaging import AverageEachStep
from stance.training.fitting.checkpoints import (
    Checkpoint,
    CountSeconds,
    StopWithoutGain,
    dev_scores,
    is_over,
    last_checkpoint,
    seconds_taken,
)
from stance.training.fitting.examples import IGNORED, Example
from stance.training.fitting.grouping import Share, ShuffledShares, cut_shares, group_by_length
from stance.training.fitting.objective import JointObjective, pad_share
from stance.training.fitting.optimizer import make_optimizer
from stance.training.fitting.processes import is_first_process, n_processes
from stance.training.fitting.settings import FitSettings, trainer_arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class FitResult:
    """What fitting came to.

    Attributes:
        best_macro_f1: Of the kept epoch on dev, in [0, 1]; higher is better.
        best_epoch: The kept epoch, from 1.
        epochs: Epochs taken.
        seconds: Wall-clock time of all epochs, those before an interruption included.
    """

    best_macro_f1: float
    best_epoch: int
    epochs: int
    seconds: float


def fit(
    network: StanceNetwork,
    train: Sequence[Example],
    *,
    dev: Sequence[Example],
    settings: FitSettings,
    padding_id: int,
    folder: Path,
    renew: Callable[[int], Sequence[Example]] | None = None,
    callbacks: Sequence[TrainerCallback] = (),
) -> FitResult:
    """Train a network in place, and leave it at its best epoch on dev.

    Args:
        network: Changed in place.
        train: Windows to learn from, in the first epoch and, without ``renew``, in all.
        dev: Windows to choose the epoch by.
        settings: How.
        padding_id: Token id of padding.
        folder: Checkpoints of each epoch are kept here; if there are some, training goes on
            from the last one and ends as it would have ended without the interruption.
        renew: Gives the windows of a later epoch, from 1; as many batches of them are shown as in
            the first.
        callbacks: Told of each step and epoch, in the first of several processes alone.

    Returns:
        Which epoch was kept, and how good it is.

    Raises:
        StanceError: If the checkpoints are of a fit with other batches.
    """
    objective = JointObjective(
        network,
        tag_weight=settings.tag_loss_weight,
        label_smoothing=settings.label_smoothing,
        average=settings.average,
    )
    checkpoint = last_checkpoint(folder)
    ends = {"epochs": settings.epochs, "patience": settings.patience}
    if checkpoint is not None and is_over(checkpoint.state, **ends):
        checkpoint.load_best(objective)
        state = checkpoint.state
    else:
        n_shares = n_processes() * settings.accumulation_steps
        batches = _cut(train, settings=settings, n_shares=n_shares)
        renewed = None
        if renew is not None:
            renewed = partial(_cut_epoch, renew=renew, settings=settings, n_shares=n_shares)
        _check_resumable(checkpoint, n_steps=settings.epochs * len(batches))
        dev_batches = _cut(dev, settings=settings, n_shares=n_processes())
        trainer = Trainer(
            model=objective,
            args=trainer_arguments(settings, n_batches=len(batches), folder=folder),
            train_dataset=ShuffledShares(batches, seed=settings.seed, renew=renewed),
            eval_dataset=[share for batch in dev_batches for share in batch],
            data_collator=partial(_pad_item, padding_id=padding_id),
            compute_metrics=_macro_f1,
            callbacks=[
                CountSeconds(),
                StopWithoutGain(**ends),
                AverageEachStep(objective),
                *(callbacks if is_first_process() else ()),
            ],
            optimizers=(_optimizer(network, settings), None),
        )
        trainer.remove_callback(PrinterCallback)  # our own callbacks tell the same, readably
        trainer.train(resume_from_checkpoint=checkpoint and str(checkpoint.folder))
        state = trainer.state
    objective.settle()
    network.cpu().eval()
    return _result(dev_scores(state), seconds=seconds_taken(state))


def _result(scores: Sequence[float], *, seconds: float) -> FitResult:
    best = max(scores)
    return FitResult(
        best_macro_f1=best,
        best_epoch=scores.index(best) + 1,
        epochs=len(scores),
        seconds=seconds,
    )


def _check_resumable(checkpoint: Checkpoint | None, *, n_steps: int) -> None:
    if checkpoint is not None and checkpoint.state.max_steps != n_steps:
        raise StanceError(
            f"{checkpoint.folder} belongs to a fit of {checkpoint.state.max_steps} steps, this "
            f"one has {n_steps}; resume it with the same data and as many processes as before"
        )


def _cut(examples: Sequence[Example], *, settings: FitSettings, n_shares: int) -> list[list[Share]]:
    size = settings.batch_windows * n_shares
    batches = group_by_length(examples, size=size, seed=settings.seed)
    return [cut_shares(batch, n_shares=n_shares) for batch in batches]


def _cut_epoch(
    epoch: int,
    *,
    renew: Callable[[int], Sequence[Example]],
    settings: FitSettings,
    n_shares: int,
) -> list[list[Share]]:
    return _cut(renew(epoch), settings=settings, n_shares=n_shares)


def _pad_item(items: Sequence[Share], *, padding_id: int) -> dict[str, Tensor]:
    """Pad what the Trainer takes for a batch: one item, which is a share of a batch of ours."""
    (share,) = items
    return pad_share(share, padding_id=padding_id)


def _optimizer(network: StanceNetwork, settings: FitSettings) -> torch.optim.Optimizer:
    return make_optimizer(
        network,
        learning_rate=settings.learning_rate,
        head_learning_rate=settings.head_learning_rate,
        layer_decay=settings.layer_decay,
        weight_decay=settings.weight_decay,
    )


def _macro_f1(prediction: EvalPrediction) -> dict[str, float]:
    """Score sentence labels; each segment is asked once, in the window that decides it."""
    logits, gold = prediction.predictions[0], prediction.label_ids[0]
    asked = gold != IGNORED
    predicted = np.argmax(logits, axis=-1)
    score = f1_score(
        gold[asked],
        predicted[asked],
        labels=range(logits.shape[-1]),
        average="macro",
        zero_division=0.0,
    )
    return {"macro_f1": float(score)}
