"""Going on from a model that has been trained before."""

from pathlib import Path

import onnx

from stance.errors import ArtifactError, StanceError
from stance.network import StanceNetwork
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, NetworkSettings, read_file, read_manifest
from stance.prediction.onnx_model import MODEL_FILE
from stance.schemes import LabelScheme
from stance.training.restoring import restore


def require_labels(manifest: Manifest, scheme: LabelScheme, *, setting: str) -> None:
    """Refuse a model of other labels.

    Args:
        manifest: Of the model.
        scheme: What the labels of the data are.
        setting: That names the model, for the message.

    Raises:
        ValueError: If the two have different labels.
    """
    if manifest.label_scheme != scheme:
        raise ValueError(
            f"{setting} has the labels of the scheme {manifest.label_scheme}, the data those of "
            f"{scheme}; name a model that was trained on the same labels"
        )


def require_network(manifest: Manifest, folder: Path) -> None:
    """Refuse a baseline as the model that training is to go on from.

    Args:
        manifest: Of the model.
        folder: Where it is, for the message.

    Raises:
        ArtifactError: If it is no network.
    """
    if not isinstance(manifest.settings, NetworkSettings):
        raise ArtifactError(folder, "training.start names a baseline; name a network")


def start_from(network: StanceNetwork, model: str, *, setting: str = "training.start") -> None:
    """Give a network the weights of a model.

    What a model that is stored in fewer bits has lost stays lost, but for what is learnt again.

    Args:
        network: Changed in place.
        model: Folder, name or address of a model with the same encoder and as many layers.
        setting: That names the model, for the message.

    Raises:
        ArtifactError: If there is no such model, it is damaged, or its weights are those of
            another network.
    """
    folder = locate_model(model)
    manifest = read_manifest(folder)
    require_network(manifest, folder)
    proto = onnx.load_from_string(read_file(folder, MODEL_FILE, manifest=manifest))
    try:
        restore(network, proto.graph)
    except StanceError as error:
        raise ArtifactError(
            folder,
            f"{setting}: {error}; set model.encoder, model.layers and model.sentence_layers "
            f"as it was trained, or name a model without sentence layers whose encoder is BERT, "
            f"RoBERTa, XLM-RoBERTa, MPNet or DeBERTa-v3",
        ) from error
