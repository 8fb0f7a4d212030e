"""From a config and articles to a fitted network, by one process or by several together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from stance.config import RunConfig, WindowSection
from stance.network import StanceNetwork, build_network
from stance.pipeline.train.data import RunData
from stance.pipeline.train.encoder import encoder_of
from stance.pipeline.train.starting import start_from
from stance.prediction.manifest import NetworkSettings
from stance.run_record.tracker import Tracker
from stance.training.encoders.tokenizer import EncoderTokenizer, check_window
from stance.training.fitting.examples import Example, make_examples
from stance.training.fitting.fitting import FitResult, fit
from stance.training.fitting.hardware import Hardware, choose_hardware
from stance.training.fitting.processes import agree_on_folder, part_company
from stance.training.fitting.progress import Progress, ProgressCallback
from stance.training.fitting.settings import FitSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A trained network with what its export needs.

    Attributes:
        network: At its best epoch, on the processor.
        result: What fitting came to.
        tokenizer: Of its encoder.
        settings: How it is fed.
        dev: Windows of dev, each sentence asked once.
    """

    network: StanceNetwork
    result: FitResult
    tokenizer: EncoderTokenizer
    settings: NetworkSettings
    dev: Sequence[Example]


def fit_network(
    config: RunConfig,
    data: RunData,
    *,
    checkpoints: Path | None,
    tracker: Tracker | None = None,
    report: Callable[[Progress], None] | None = None,
    initial_seed: int | None = None,
    prefix: str = "",
) -> Fitted:
    """Fit the network that a config asks for, together with the other processes if there are some.

    Goes on from the last epoch in ``checkpoints``. A process that only assists the first one has
    no checkpoints, tracker or report; the first tells it the folder.
    """
    hardware = choose_hardware(config.training.device, config.training.precision)
    checkpoints = agree_on_folder(checkpoints, use_cuda=hardware.use_cuda)
    tokenizer = encoder_of(config).tokenizer
    settings = _network_settings(config.model.window, tokenizer)
    show = partial(_train_examples, config, data, tokenizer=tokenizer, settings=settings)
    train = show(0)
    dev = make_examples(
        data.dev_articles, tokenizer=tokenizer.tokenizer, settings=settings, decided_only=True
    )
    seed = config.seed if initial_seed is None else initial_seed
    network = make_network(config, n_labels=len(data.scheme.names), seed=seed)
    if config.training.start is not None:
        start_from(network, config.training.start)
    callbacks = []
    if tracker is not None and report is not None:
        n_tokens = sum(len(example.inputs.input_ids) for example in train)
        callbacks = [
            ProgressCallback(tracker, report=report, tokens_per_epoch=n_tokens, prefix=prefix)
        ]
    result = fit(
        network,
        train,
        renew=show if _changes_articles(config) else None,
        dev=dev,
        settings=_fit_settings(config, hardware),
        padding_id=tokenizer.padding_id,
        folder=checkpoints,
        callbacks=callbacks,
    )
    part_company()
    return Fitted(
        network=network,
        result=result,
        tokenizer=tokenizer,
        settings=settings,
        dev=dev,
    )


def make_network(config: RunConfig, *, n_labels: int, seed: int) -> StanceNetwork:
    """Put fresh heads on the encoder that a config names."""
    section = config.model
    return build_network(
        encoder_of(config).source,
        n_labels=n_labels,
        dropout=section.dropout,
        attention_dropout=section.attention_dropout,
        freeze_word_embeddings=section.freeze_word_embeddings,
        seed=seed,
        layers=section.layers,
        sentence_layers=section.sentence_layers,
    )


def _changes_articles(config: RunConfig) -> bool:
    return bool(config.training.role_swap) or any(part.perturb for part in config.data.train)


def _train_examples(
    config: RunConfig,
    data: RunData,
    epoch: int,
    *,
    tokenizer: EncoderTokenizer,
    settings: NetworkSettings,
) -> list[Example]:
    shown = data.shown_articles(seed=config.seed, epoch=epoch, recast=config.training.role_swap)
    cuts = [settings]
    for max_tokens in config.training.short_windows:
        short = WindowSection(max_tokens=max_tokens, overlap_tokens=0)
        cuts.append(_network_settings(short, tokenizer))
    return [
        example
        for cut in cuts
        for example in make_examples(
            shown, tokenizer=tokenizer.tokenizer, settings=cut, decided_only=False
        )
    ]


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


def _fit_settings(config: RunConfig, hardware: Hardware) -> FitSettings:
    section = config.training
    return FitSettings(
        epochs=section.epochs,
        batch_windows=section.batch_windows,
        accumulation_steps=section.accumulation_steps,
        learning_rate=section.learning_rate,
        head_learning_rate=section.head_learning_rate,
        warmup_fraction=section.warmup_fraction,
        layer_decay=section.layer_decay,
        weight_decay=section.weight_decay,
        average=section.average,
        label_smoothing=section.label_smoothing,
        tag_loss_weight=section.tag_loss_weight,
        patience=section.patience,
        hardware=hardware,
        seed=config.seed,
    )
