"""From a config and articles to the files of a model, by network or baseline."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from stance.config import (
    ExportSection,
    ModelKind,
    Precision,
    RunConfig,
    WeightFormat,
    WindowSection,
)
from stance.network import StanceNetwork, build_network
from stance.pipeline.run_data import RunData
from stance.prediction.manifest import BaselineSettings, NetworkSettings
from stance.prediction.network_scorer import TOKENIZER_FILE
from stance.prediction.onnx_model import MODEL_FILE
from stance.training.baseline import fit_baseline
from stance.training.compressing import compress_weights
from stance.training.encoder_tokenizer import EncoderTokenizer, check_window, load_tokenizer
from stance.training.encoders import locate_encoder
from stance.training.examples import Example, make_examples
from stance.training.exporting import (
    Parity,
    export_onnx,
    measure_parity,
    require_parity,
)
from stance.training.fitting import FitResult, FitSettings, computes_in_bfloat16, fit
from stance.training.progress import Progress, ProgressCallback
from stance.training.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What learning came to, besides the files.

    Attributes:
        settings: How the model is fed.
        fit: Of a network; None for the baseline.
        parity: Of a network; None for the baseline, whose numbers are stored as they are.
    """

    settings: NetworkSettings | BaselineSettings
    fit: FitResult | None = None
    parity: Parity | None = None


def learn(
    config: RunConfig,
    data: RunData,
    *,
    target: Path,
    checkpoints: Path,
    tracker: Tracker,
    report: Callable[[Progress], None],
) -> Learnt:
    """Train what a config asks for.

    Args:
        config: The run's config.
        data: The run's data.
        target: An empty folder for the model's files.
        checkpoints: Where a network keeps its epochs; it goes on from the last one there.
        tracker: Gets losses and dev scores as they come.
        report: Told of progress.

    Returns:
        What it came to.

    Raises:
        ExportError: If the exported network does not agree with PyTorch.
    """
    if config.model.kind is ModelKind.BASELINE:
        return _learn_baseline(config, data, target=target)
    encoder = locate_encoder(config.model.encoder)
    tokenizer = load_tokenizer(encoder)
    settings = _network_settings(config.model.window, tokenizer)
    examples = partial(make_examples, tokenizer=tokenizer.tokenizer, settings=settings)
    shown = data.shown_articles(seed=config.seed)
    train = examples(shown, decided_only=False)
    for max_tokens in config.training.short_windows:
        short = _network_settings(WindowSection(max_tokens=max_tokens, overlap_tokens=0), tokenizer)
        train += examples(shown, decided_only=False, settings=short)
    dev = examples(data.dev_articles, decided_only=True)
    network = build_network(
        encoder,
        dropout=config.model.dropout,
        attention_dropout=config.model.attention_dropout,
        freeze_word_embeddings=config.model.freeze_word_embeddings,
        seed=config.seed,
        layers=config.model.layers,
    )
    tokens_per_epoch = sum(len(example.inputs.input_ids) for example in train)
    result = fit(
        network,
        train,
        dev=dev,
        settings=_fit_settings(config),
        padding_id=tokenizer.padding_id,
        folder=checkpoints,
        callbacks=[ProgressCallback(tracker, report=report, tokens_per_epoch=tokens_per_epoch)],
    )
    parity = _export(network, config.export, model=target / MODEL_FILE, dev=dev)
    (target / TOKENIZER_FILE).write_text(tokenizer.tokenizer.to_str(), encoding="utf-8")
    return Learnt(settings=settings, fit=result, parity=parity)


def forget_checkpoints(checkpoints: Path) -> None:
    """Remove what only an unfinished run needs."""
    shutil.rmtree(checkpoints, ignore_errors=True)


def _network_settings(window: WindowSection, tokenizer: EncoderTokenizer) -> NetworkSettings:
    check_window(window.max_tokens, tokenizer)
    return NetworkSettings(
        max_tokens=window.max_tokens,
        overlap_tokens=window.overlap_tokens,
        max_sentences=window.max_sentences,
        vocabulary_size=tokenizer.vocabulary_size,
        start_id=tokenizer.start_id,
        end_id=tokenizer.end_id,
        unknown_id=tokenizer.unknown_id,
    )


def _export(
    network: StanceNetwork, section: ExportSection, *, model: Path, dev: Sequence[Example]
) -> Parity:
    export_onnx(network, model)
    if section.weights is WeightFormat.INT8:
        compress_weights(model)
    parity = measure_parity(network, model, examples=dev)
    require_parity(
        parity,
        probability_tolerance=section.probability_tolerance,
        label_agreement=section.label_agreement,
    )
    return parity


def _learn_baseline(config: RunConfig, data: RunData, *, target: Path) -> Learnt:
    section = config.baseline
    baseline = fit_baseline(
        data.train_articles,
        neighbours=section.neighbours,
        max_ngram=section.max_ngram,
        min_count=section.min_count,
        inverse_regularisation=section.inverse_regularisation,
        seed=config.seed,
    )
    baseline.save(target)
    return Learnt(settings=baseline.settings)


def _fit_settings(config: RunConfig) -> FitSettings:
    section = config.training
    wanted = {
        Precision.AUTO: computes_in_bfloat16(),
        Precision.BFLOAT16: True,
        Precision.FLOAT32: False,
    }
    return FitSettings(
        epochs=section.epochs,
        batch_windows=section.batch_windows,
        learning_rate=section.learning_rate,
        head_learning_rate=section.head_learning_rate,
        warmup_fraction=section.warmup_fraction,
        layer_decay=section.layer_decay,
        weight_decay=section.weight_decay,
        label_smoothing=section.label_smoothing,
        tag_loss_weight=section.tag_loss_weight,
        patience=section.patience,
        use_bfloat16=wanted[section.precision],
        seed=config.seed,
    )
