"""From a config and articles to a fitted network: one fit, or the average of several."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from stance.config import LEAVE_OUT, RunConfig, TrainingSection, WindowSection, fit_configs
from stance.network import StanceNetwork, build_network
from stance.pipeline.series.leave_out import LeaveOut
from stance.pipeline.train.data import RunData
from stance.pipeline.train.starting import encoder_of, start_from
from stance.prediction.manifest import NetworkSettings
from stance.run_record.metrics import MetricSink
from stance.training.encoders.tokenizer import EncoderTokenizer, check_window
from stance.training.fitting.examples import Example, make_examples
from stance.training.fitting.fitting import FitArguments, FitResult, fit
from stance.training.fitting.hardware import choose_hardware
from stance.training.fitting.processes import agree_on_folder, part_company, require_one_process
from stance.training.fitting.progress import Progress, ProgressCallback


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A trained network with what its export needs.

    The network is at its best epoch, on the processor; dev windows ask each sentence once.
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
    tracker: MetricSink | None = None,
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
    cut = partial(make_examples, tokenizer=tokenizer.tokenizer, settings=settings)

    def show(epoch: int) -> list[Example]:
        swap = config.training.role_swap
        shown = data.shown_articles(seed=config.seed, epoch=epoch, role_swap=swap)
        return cut(shown, decided_only=False)

    train, dev = show(0), cut(data.dev_articles, decided_only=True)
    changes = bool(config.training.role_swap) or any(part.perturb for part in config.data.train)
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
        renew=show if changes else None,
        dev=dev,
        arguments=FitArguments(
            training=config.training,
            hardware=hardware,
            seed=config.seed,
            padding_id=tokenizer.padding_id,
            folder=checkpoints,
        ),
        callbacks=callbacks,
    )
    part_company()
    return Fitted(network=network, result=result, tokenizer=tokenizer, settings=settings, dev=dev)


def make_network(config: RunConfig, *, n_labels: int, seed: int) -> StanceNetwork:
    """Put fresh heads on the encoder that a config names."""
    section = config.model
    return build_network(
        encoder_of(config).source,
        n_labels=n_labels,
        dropout=section.dropout,
        freeze_word_embeddings=section.freeze_word_embeddings,
        seed=seed,
        layers=section.layers,
        sentence_layers=section.sentence_layers,
    )


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


def fit_and_average(
    config: RunConfig,
    data: RunData,
    *,
    checkpoints: Path,
    tracker: MetricSink,
    report: Callable[[Progress], None],
) -> Fitted:
    """Fit the network of a config, and average it with the ``training.average_fits``.

    Fits that begin with the same weights end near enough to each other for the mean of their
    weights to be a network, and a steadier one than each of them (Wortsman et al. 2022, *Model
    soups: averaging weights of multiple fine-tuned models improves accuracy without increasing
    inference time*). With ``training.start_weight`` the model that training goes on from has a
    share in the mean: it keeps what that one knew (Wortsman et al. 2022, *Robust fine-tuning of
    zero-shot models*).
    """
    if not config.training.average_fits:
        only = fit_network(config, data, checkpoints=checkpoints, tracker=tracker, report=report)
        _keep_start(only.network, config.training)
        return only
    require_one_process("training.average_fits")
    each = list(zip(fit_configs(config), fit_data(config, data), strict=True))
    fits = [
        fit_network(
            own_config,
            own_data,
            checkpoints=checkpoints / f"fit-{number}",
            tracker=tracker,
            report=report,
            initial_seed=config.seed,
            prefix="" if number == 1 else f"fit-{number}/",
        )
        for number, (own_config, own_data) in enumerate(each, start=1)
    ]
    first = fits[0]
    first.network.load_state_dict(_mean([one.network for one in fits], weights=[1] * len(fits)))
    _keep_start(first.network, config.training)
    seconds = sum(one.result.seconds for one in fits)
    return replace(first, result=replace(first.result, seconds=seconds))


def fit_data(config: RunConfig, data: RunData, *, whole: bool = False) -> list[RunData]:
    """Give what each fit of a run learns from.

    With ``whole`` nothing has been left out yet, so all that a fit leaves out must be there.
    """
    found = [data]
    for number, values in enumerate(config.training.average_fits):
        named = values.get(LEAVE_OUT)
        texts = named if isinstance(named, tuple) else () if named is None else (str(named),)
        try:
            found.append(_share(texts, data, whole=whole))
        except ValueError as error:
            raise ValueError(f"training.average_fits.{number}: {error}") from error
    return found


def _share(texts: Sequence[str], data: RunData, *, whole: bool) -> RunData:
    share = data
    for text in texts:
        left_out = LeaveOut.parse(text)
        if whole:
            left_out.check(data)
        share = left_out.rest_of(share)
    return share


def _keep_start(network: StanceNetwork, training: TrainingSection) -> None:
    """Give the model that training went on from its share in what came of it."""
    share = training.start_weight
    if share and training.start is not None:
        before = deepcopy(network)
        start_from(before, training.start)
        network.load_state_dict(_mean([network, before], weights=[1 - share, share]))


def _mean(networks: Sequence[StanceNetwork], *, weights: Sequence[float]) -> dict[str, Tensor]:
    states = [network.state_dict() for network in networks]
    shares = torch.tensor(weights, dtype=torch.double) / sum(weights)
    return {
        name: torch.tensordot(
            shares, torch.stack([state[name] for state in states]).double(), dims=1
        ).to(one.dtype)
        for name, one in states[0].items()
    }
