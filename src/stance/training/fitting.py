"""Fitting the network with transformers' Trainer."""

import math
from collections.abc import Sequence
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
    TrainingArguments,
)

from stance.labels import LABELS
from stance.network import StanceNetwork
from stance.training.checkpoints import StopWithoutGain, dev_scores, is_over, last_checkpoint
from stance.training.examples import IGNORED, Example
from stance.training.grouping import group_by_length
from stance.training.objective import JointObjective, pad_windows
from stance.training.optimizer import make_optimizer


@dataclass(frozen=True, slots=True, kw_only=True)
class FitSettings:
    """How the network is fitted; all numbers as in ``configs/``."""

    epochs: int
    batch_windows: int
    learning_rate: float
    head_learning_rate: float
    warmup_fraction: float
    layer_decay: float
    weight_decay: float
    label_smoothing: float
    tag_loss_weight: float
    patience: int
    use_bfloat16: bool
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FitResult:
    """What fitting came to.

    Attributes:
        best_macro_f1: Of the kept epoch on dev, in [0, 1]; higher is better.
        best_epoch: The kept epoch, from 1.
        epochs: Epochs taken.
        seconds: Wall-clock time of this process's part.
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
    callbacks: Sequence[TrainerCallback] = (),
) -> FitResult:
    """Train a network in place, and leave it at its best epoch on dev.

    Args:
        network: Changed in place.
        train: Windows to learn from.
        dev: Windows to choose the epoch by.
        settings: How.
        padding_id: Token id of padding.
        folder: Checkpoints of each epoch are kept here; if there are some, training goes on
            from the last one and ends as it would have ended without the interruption.
        callbacks: Told of each step and epoch.

    Returns:
        Which epoch was kept, and how good it is.
    """
    objective = JointObjective(
        network,
        tag_weight=settings.tag_loss_weight,
        label_smoothing=settings.label_smoothing,
    )
    checkpoint = last_checkpoint(folder)
    ends = {"epochs": settings.epochs, "patience": settings.patience}
    if checkpoint is not None and is_over(checkpoint.state, **ends):
        checkpoint.load_best(objective)
        state, seconds = checkpoint.state, 0.0
    else:
        size, seed = settings.batch_windows, settings.seed
        batches = group_by_length(train, size=size, seed=seed)
        trainer = Trainer(
            model=objective,
            args=_arguments(settings, n_batches=len(batches), folder=folder),
            train_dataset=batches,
            eval_dataset=group_by_length(dev, size=2 * size, seed=seed),
            data_collator=partial(_pad_batch, padding_id=padding_id),
            compute_metrics=_macro_f1,
            callbacks=[StopWithoutGain(**ends), *callbacks],
            optimizers=(_optimizer(network, settings), None),
        )
        trainer.remove_callback(PrinterCallback)  # our own callbacks tell the same, readably
        outcome = trainer.train(resume_from_checkpoint=checkpoint and str(checkpoint.folder))
        state, seconds = trainer.state, outcome.metrics["train_runtime"]
    network.eval()
    return _result(dev_scores(state), seconds=seconds)


def _result(scores: Sequence[float], *, seconds: float) -> FitResult:
    best = max(scores)
    return FitResult(
        best_macro_f1=best,
        best_epoch=scores.index(best) + 1,
        epochs=len(scores),
        seconds=seconds,
    )


def computes_in_bfloat16() -> bool:
    """Whether this machine multiplies bfloat16 in hardware."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _pad_batch(batches: Sequence[Sequence[Example]], *, padding_id: int) -> dict[str, Tensor]:
    """Pad what the Trainer takes for a batch: one item, which is a batch of ours."""
    return pad_windows([example for batch in batches for example in batch], padding_id=padding_id)


def _arguments(settings: FitSettings, *, n_batches: int, folder: Path) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        lr_scheduler_type="linear",
        warmup_steps=math.ceil(settings.warmup_fraction * settings.epochs * n_batches),
        max_grad_norm=1.0,
        bf16=settings.use_bfloat16,
        use_cpu=not torch.cuda.is_available(),
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        logging_steps=max(1, n_batches // 20),
        seed=settings.seed,
        data_seed=settings.seed,
        label_names=["labels", "tags"],
        remove_unused_columns=False,
        disable_tqdm=True,
        report_to=[],
        log_level="error",
    )


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
        labels=range(len(LABELS)),
        average="macro",
        zero_division=0.0,
    )
    return {"macro_f1": float(score)}
