"""Going on from a trained model: its encoder, its tokenizer, its weights."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import onnx
from onnx import GraphProto
from pydantic import JsonValue
from transformers import AutoConfig, PreTrainedConfig

from stance.config import RunConfig, flatten
from stance.errors import ArtifactError, StanceError
from stance.network import StanceNetwork
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, NetworkSettings, read_file, read_manifest
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.schemes import LabelScheme
from stance.training.encoders.locating import locate_encoder
from stance.training.encoders.tokenizer import EncoderTokenizer, load_tokenizer, trained_tokenizer
from stance.training.export.restoring import restore, untold_weights

#: Where the provenance of a model says what its encoder is, in the words of transformers.
_ENCODER = "encoder"
#: What transformers notes of a file, and not of an encoder.
_OF_FILES = ("transformers_version", "architectures", "dtype")
_KIND = "model_type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """An encoder, and how it is fed.

    ``source`` is the folder of a pretrained one, or the configuration of that of a trained model.
    """

    source: Path | PreTrainedConfig
    tokenizer: EncoderTokenizer


def encoder_of(config: RunConfig) -> Encoder:
    """Find the encoder of a config.

    A model that training goes on from tells its encoder and has its tokenizer, so that nothing
    pretrained need be there, if it is the encoder that the config names.
    """
    if config.training.start is not None:
        folder = locate_model(config.training.start)
        found = _trained(folder, read_manifest(folder), name=config.model.encoder)
        if found is not None:
            return found
    source = locate_encoder(config.model.encoder)
    return Encoder(source=source, tokenizer=load_tokenizer(source))


def encoder_facts(encoder: PreTrainedConfig) -> dict[str, JsonValue]:
    """Give what a manifest's provenance says of an encoder, for those who go on from the model.

    That is its configuration, without what is of files.
    """
    fields = json.loads(encoder.to_json_string())
    kept = {
        name: value
        for name, value in fields.items()
        if name not in _OF_FILES and not name.startswith("_")
    }
    return {_ENCODER: kept}


def _trained(folder: Path, manifest: Manifest, *, name: str) -> Encoder | None:
    """Give the encoder of a model; None if it does not tell it, or it is another."""
    facts = manifest.provenance
    config, fields = facts.get("config"), facts.get(_ENCODER)
    own = config.get("model.encoder") if isinstance(config, dict) else None
    if own != name or not isinstance(fields, dict):
        return None
    if not isinstance(manifest.settings, NetworkSettings):
        return None
    encoder = _configuration(folder, fields)
    text = read_file(folder, TOKENIZER_FILE, manifest=manifest).decode("utf-8")
    return Encoder(
        source=encoder, tokenizer=trained_tokenizer(text, manifest.settings, encoder=encoder)
    )


def _configuration(folder: Path, fields: Mapping[str, JsonValue]) -> PreTrainedConfig:
    values = {name: value for name, value in fields.items() if name != _KIND}
    try:
        return AutoConfig.for_model(fields.get(_KIND), **values)
    except (ValueError, TypeError, AttributeError) as error:
        raise ArtifactError(folder, f"transformers does not know its encoder: {error}") from error


#: The settings that make a network what it is.
_NETWORK = ("model.encoder", "model.layers", "model.sentence_layers")


def require_labels(manifest: Manifest, scheme: LabelScheme, *, setting: str) -> None:
    """Refuse a model of other labels."""
    if manifest.label_scheme != scheme:
        raise ValueError(
            f"{setting} has the labels of the scheme {manifest.label_scheme}, the data those of "
            f"{scheme}; name a model that was trained on the same labels"
        )


def check_start(network: StanceNetwork, config: RunConfig) -> None:
    """Refuse a model that the network of a config cannot go on from."""
    start = config.training.start
    if start is None:
        return
    folder = locate_model(start)
    manifest = read_manifest(folder)
    if not isinstance(manifest.settings, NetworkSettings):
        raise ArtifactError(folder, "training.start names a baseline; name a network")
    untold = untold_weights(network, _graph(folder, manifest))
    if untold:
        raise ArtifactError(folder, _misfit(start, manifest, config=config, untold=untold))


def _misfit(start: str, manifest: Manifest, *, config: RunConfig, untold: Sequence[str]) -> str:
    """Say why a network cannot go on from a model, and what to do."""
    facts = manifest.provenance.get("config")
    own = facts if isinstance(facts, dict) else {}
    asked = flatten(config)
    others = [name for name in _NETWORK if name in own and own[name] != asked[name]]
    if others:
        theirs = " ".join(f"{name}={_worded(own[name])}" for name in others)
        ours = " ".join(f"{name}={_worded(asked[name])}" for name in others)
        return (
            f"training.start={start} is another network than this config's: it has {theirs}, the "
            f"config {ours}; set {theirs}, or take configs/own.yaml, which goes on from the "
            "bundled model"
        )
    return (
        f"training.start={start} does not tell {len(untold)} of the weights of this config's "
        f"network ({untold[0]} is the first); name a model without sentence layers whose encoder "
        "is BERT, RoBERTa, XLM-RoBERTa, MPNet or DeBERTa-v3, and set model.encoder and "
        "model.layers as it was trained"
    )


def _worded(value: object) -> str:
    return "null" if value is None else str(value)


def start_from(network: StanceNetwork, model: str, *, setting: str = "training.start") -> None:
    """Give a network the weights of a model.

    What a model that is stored in fewer bits has lost stays lost, but for what is learnt again.
    """
    folder = locate_model(model)
    try:
        restore(network, _graph(folder, read_manifest(folder)))
    except StanceError as error:
        raise ArtifactError(folder, f"{setting}: {error}") from error


def _graph(folder: Path, manifest: Manifest) -> GraphProto:
    content = read_file(folder, MODEL_FILE, manifest=manifest)
    return onnx.load_from_string(content).graph
