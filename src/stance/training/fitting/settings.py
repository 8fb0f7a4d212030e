"""How a network is fitted: our settings, and what the Trainer makes of them."""

import math
from dataclasses import dataclass
from pathlib import Path

from transformers import TrainingArguments

from stance.config import Precision
from stance.training.fitting.hardware import Hardware
from stance.training.fitting.processes import backend


@dataclass(frozen=True, slots=True, kw_only=True)
class FitSettings:
    """How the network is fitted; all numbers as in ``configs/``.

    An optimizer step takes ``batch_windows × accumulation_steps`` windows in each process.
    """

    epochs: int
    batch_windows: int
    accumulation_steps: int = 1
    learning_rate: float
    head_learning_rate: float
    warmup_fraction: float
    layer_decay: float
    weight_decay: float
    average: float = 0.0
    label_smoothing: float
    tag_loss_weight: float
    patience: int
    hardware: Hardware
    seed: int


def trainer_arguments(settings: FitSettings, *, n_batches: int, folder: Path) -> TrainingArguments:
    """Give what transformers' Trainer is told."""
    arguments = TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=settings.epochs,
        per_device_train_batch_size=1,
        per_device_eval_batch_size=1,
        gradient_accumulation_steps=settings.accumulation_steps,
        train_sampling_strategy="sequential",  # the shares shuffle themselves
        lr_scheduler_type="linear",
        warmup_steps=math.ceil(settings.warmup_fraction * settings.epochs * n_batches),
        max_grad_norm=1.0,
        bf16=settings.hardware.precision is Precision.BFLOAT16,
        fp16=settings.hardware.precision is Precision.FLOAT16,
        use_cpu=not settings.hardware.use_cuda,
        ddp_backend=backend(use_cuda=settings.hardware.use_cuda),
        ddp_find_unused_parameters=False,
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        logging_steps=max(1, n_batches // 50),
        seed=settings.seed,
        data_seed=settings.seed,
        label_names=["labels", "tags"],
        remove_unused_columns=False,
        disable_tqdm=True,
        report_to=[],
        log_level="error",
    )
    # A process by itself uses one GPU: the Trainer would cut our shares apart among all of them.
    arguments._n_gpu = min(1, arguments.n_gpu)
    return arguments
