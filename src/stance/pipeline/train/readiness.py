"""Whether a config can be trained on this machine, asked before anything is read."""

from stance.config import ModelKind, RunConfig, member_configs
from stance.network import outline_network
from stance.pipeline.train.encoder import encoder_of
from stance.pipeline.train.starting import check_start, require_labels
from stance.prediction.locating import locate_model
from stance.prediction.manifest import read_manifest
from stance.schemes import scheme_or_news
from stance.training.encoders.tokenizer import check_window
from stance.training.fitting.hardware import choose_hardware
from stance.training.fitting.processes import require_one_process


def check_ready(config: RunConfig) -> None:
    """Refuse a config that would fail once its corpora have been read.

    A ``StanceError`` or ``ValueError`` says what is missing, damaged, too long, of other labels, or
    wants one process.
    """
    scheme = scheme_or_news(config.data.scheme)
    section = config.training
    named = {"training.distill_from": section.teacher, "training.start": section.start}
    for setting, model in named.items():
        if model is not None:
            manifest = read_manifest(locate_model(model))
            require_labels(manifest, scheme, setting=setting)
    if config.model.kind is ModelKind.BASELINE:
        require_one_process("the baseline")
        return
    if section.teacher is not None:
        require_one_process("training.distill_from")
    if section.members:
        require_one_process("training.average_fits")
    for member in member_configs(config):
        choose_hardware(member.training.device, member.training.precision)
    _check_network(config, n_labels=len(scheme.names))


def _check_network(config: RunConfig, *, n_labels: int) -> None:
    encoder = encoder_of(config)
    for member in member_configs(config):
        for max_tokens in (member.model.window.max_tokens, *member.training.short_windows):
            check_window(max_tokens, encoder.tokenizer)
    network = outline_network(
        encoder.source,
        n_labels=n_labels,
        layers=config.model.layers,
        sentence_layers=config.model.sentence_layers,
    )
    check_start(network, config)
