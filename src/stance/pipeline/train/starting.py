"""Going on from a model that has been trained before."""

from collections.abc import Sequence
from pathlib import Path

import onnx
from onnx import GraphProto

from stance.config import RunConfig, flatten
from stance.errors import ArtifactError, StanceError
from stance.network import StanceNetwork
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, NetworkSettings, read_file, read_manifest
from stance.prediction.onnx_model import MODEL_FILE
from stance.schemes import LabelScheme
from stance.training.export.restoring import restore, untold_weights

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
