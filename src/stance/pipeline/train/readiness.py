"""Whether a config can be trained on this machine; then all that it names, loaded and checked."""

from collections.abc import Callable

from stance.config import ModelKind, RunConfig, fit_configs
from stance.network import outline_network
from stance.pipeline.train.data import RunData, load_run_data
from stance.pipeline.train.network import fit_data
from stance.pipeline.train.starting import check_start, encoder_of, require_labels
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
    named = {"training.distill_from": section.distill_from, "training.start": section.start}
    for setting, model in named.items():
        if model is not None:
            require_labels(read_manifest(locate_model(model)), scheme, setting=setting)
    if config.model.kind is ModelKind.BASELINE:
        require_one_process("the baseline")
        return
    if section.distill_from is not None:
        require_one_process("training.distill_from")
    if section.average_fits:
        require_one_process("training.average_fits")
    encoder = encoder_of(config)
    for one in fit_configs(config):
        choose_hardware(one.training.device, one.training.precision)
        check_window(one.model.window.max_tokens, encoder.tokenizer)
    network = outline_network(
        encoder.source,
        n_labels=len(scheme.names),
        layers=config.model.layers,
        sentence_layers=config.model.sentence_layers,
    )
    check_start(network, config)


def load_data(config: RunConfig, *, say: Callable[[str], None]) -> RunData:
    """Load what a config names, and say what is not there.

    ``check_ready`` comes first, before anything is read.
    """
    check_ready(config)
    data = load_run_data(config.data)
    fit_data(config, data, whole=True)
    for part in data.absent:
        say(f"left out: {part.name} (optional, no file {part.files})")
    return data
