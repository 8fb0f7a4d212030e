"""Fitting the network with transformers' Trainer."""

import math
import re
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
    TrainingArguments,
)

from stance.config import Precision, TrainingSection
from stance.errors import StanceError
from stance.network import StanceNetwork
from stance.training.fitting.checkpoints import (
    Checkpoint,
    FitCallback,
    dev_scores,
    is_over,
    last_checkpoint,
    seconds_taken,
)
from stance.training.fitting.examples import (
    IGNORED,
    Example,
    Share,
    ShuffledShares,
    cut_shares,
    group_by_length,
)
from stance.training.fitting.hardware import Hardware
from stance.training.fitting.objective import JointObjective, pad_share
from stance.training.fitting.processes import backend, is_first_process, n_processes

_LAYER = re.compile(r"\blayers?\.(\d+)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FitArguments:
    """How a network is fitted.

    An optimizer step takes ``batch_windows × accumulation_steps`` windows in each process; ``seed``
    orders them. Checkpoints of each epoch are kept in ``folder``; if there are some, training goes
    on from the last one and ends as it would have ended without the interruption.
    """

    training: TrainingSection
    hardware: Hardware
    seed: int
    padding_id: int
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class FitResult:
    """What fitting came to.

    ``best_macro_f1`` is that of the kept epoch on dev, in [0, 1], and ``best_epoch`` its number
    from 1; ``seconds`` is the wall-clock time of all epochs, those before an interruption included.
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
    arguments: FitArguments,
    renew: Callable[[int], Sequence[Example]] | None = None,
    callbacks: Sequence[TrainerCallback] = (),
) -> FitResult:
    """Train a network in place, and leave it at its best epoch on dev.

    ``train`` are the windows to learn from; ``renew`` gives those of a later epoch, from 1, of
    which as many batches are shown as in the first. ``callbacks`` are told of each step and epoch,
    in the first of several processes alone. Checkpoints of a fit with other batches are a
    ``StanceError``.
    """
    training = arguments.training
    ends = {"epochs": training.epochs, "patience": training.patience}
    objective = JointObjective(
        network, tag_weight=training.tag_loss_weight, ema_decay=training.ema_decay
    )
    checkpoint = last_checkpoint(arguments.folder)
    if checkpoint is not None and is_over(checkpoint.state, **ends):
        checkpoint.load_best(objective)
        state = checkpoint.state
    else:
        cut = partial(_cut, arguments=arguments, accumulation=training.accumulation_steps)
        batches = cut(train)
        _check_resumable(checkpoint, n_steps=training.epochs * len(batches))
        renewed = None if renew is None else lambda epoch: cut(renew(epoch))
        dev_batches = _cut(dev, arguments=arguments, accumulation=1)
        trainer = Trainer(
            model=objective,
            args=_trainer_arguments(arguments, n_batches=len(batches)),
            train_dataset=ShuffledShares(batches, seed=arguments.seed, renew=renewed),
            eval_dataset=[share for batch in dev_batches for share in batch],
            data_collator=partial(_pad_item, padding_id=arguments.padding_id),
            compute_metrics=_macro_f1,
            callbacks=[
                FitCallback(objective, **ends),
                *(callbacks if is_first_process() else ()),
            ],
            optimizers=(make_optimizer(network, training), None),
        )
        trainer.remove_callback(PrinterCallback)  # our own callbacks tell the same, readably
        trainer.train(resume_from_checkpoint=checkpoint and str(checkpoint.folder))
        state = trainer.state
    objective.settle()
    network.cpu().eval()
    scores = dev_scores(state)
    return FitResult(
        best_macro_f1=max(scores),
        best_epoch=scores.index(max(scores)) + 1,
        epochs=len(scores),
        seconds=seconds_taken(state),
    )


def _check_resumable(checkpoint: Checkpoint | None, *, n_steps: int) -> None:
    if checkpoint is not None and checkpoint.state.max_steps != n_steps:
        raise StanceError(
            f"{checkpoint.folder} belongs to a fit of {checkpoint.state.max_steps} steps, this "
            f"one has {n_steps}; resume it with the same data and as many processes as before"
        )


def _cut(
    examples: Sequence[Example], *, arguments: FitArguments, accumulation: int
) -> list[list[Share]]:
    n_shares = n_processes() * accumulation
    size = arguments.training.batch_windows * n_shares
    batches = group_by_length(examples, size=size, seed=arguments.seed)
    return [cut_shares(batch, n_shares=n_shares) for batch in batches]


def _pad_item(items: Sequence[Share], *, padding_id: int) -> dict[str, Tensor]:
    """Pad what the Trainer takes for a batch: one item, which is a share of a batch of ours."""
    (share,) = items
    return pad_share(share, padding_id=padding_id)


def make_optimizer(network: StanceNetwork, training: TrainingSection) -> torch.optim.Optimizer:
    """Make AdamW for what is not frozen of a network.

    ``learning_rate`` is that of the encoder's last layer; each layer below learns ``layer_decay``
    as fast as the next one, since what it knows of the language is worth keeping. The fresh heads
    have everything to learn and their own rate. Norms and biases do not decay.
    """
    depths = {f"encoder.{name}": _depth(name) for name, _ in network.encoder.named_parameters()}
    top = max(depths.values(), default=0)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            rate = training.head_learning_rate
            if name in depths:
                rate = training.learning_rate * training.layer_decay ** (top - depths[name])
            decay = training.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ],
        fused=True,
    )


def _depth(name: str) -> int:
    """Give the number of the layer that a parameter belongs to, from 1; 0 for embeddings."""
    found = _LAYER.search(name)
    return int(found[1]) + 1 if found else 0


def _trainer_arguments(arguments: FitArguments, *, n_batches: int) -> TrainingArguments:
    """Give what transformers' Trainer is told; an epoch has ``n_batches`` optimizer steps."""
    training, hardware = arguments.training, arguments.hardware
    told = TrainingArguments(
        output_dir=str(arguments.folder),
        num_train_epochs=training.epochs,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        gradient_accumulation_steps=training.accumulation_steps,
        train_sampling_strategy="sequential",  # the shares shuffle themselves
        lr_scheduler_type="linear",
        warmup_steps=math.ceil(training.warmup_fraction * training.epochs * n_batches),
        max_grad_norm=1.0,
        bf16=hardware.precision is Precision.BFLOAT16,
        fp16=hardware.precision is Precision.FLOAT16,
        use_cpu=not hardware.use_cuda,
        ddp_backend=backend(use_cuda=hardware.use_cuda),
        ddp_find_unused_parameters=False,
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=None,  # FitCallback tidies
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        logging_steps=max(1, n_batches // 50),
        seed=arguments.seed,
        data_seed=arguments.seed,
        label_names=["labels", "tags"],
        remove_unused_columns=False,
        disable_tqdm=True,
        report_to=[],
        log_level="error",
    )
    # A process by itself uses one GPU: the Trainer would cut our shares apart among all of them.
    told._n_gpu = min(1, told.n_gpu)
    return told


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
