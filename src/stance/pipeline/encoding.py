"""Which encoder the network of a config has: one that is pretrained, or that of a trained model."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue
from transformers import AutoConfig, PreTrainedConfig

from stance.config import RunConfig
from stance.errors import ArtifactError
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, NetworkSettings, read_file, read_manifest
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.training.encoder_tokenizer import EncoderTokenizer, load_tokenizer, trained_tokenizer
from stance.training.encoders import locate_encoder

#: Where the provenance of a model says what its encoder is, in the words of transformers.
_ENCODER = "encoder"
#: What transformers notes of a file, and not of an encoder.
_OF_FILES = ("transformers_version", "architectures", "dtype")
_KIND = "model_type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """An encoder, and how it is fed.

    Attributes:
        source: Folder of a pretrained one; or what that of a trained model is, without its weights.
        tokenizer: Its tokenizer.
    """

    source: Path | PreTrainedConfig
    tokenizer: EncoderTokenizer


def encoder_of(config: RunConfig) -> Encoder:
    """Find the encoder of a config.

    A model that training goes on from tells its encoder and has its tokenizer, so that nothing
    pretrained need be there, if it is the encoder that the config names.

    Args:
        config: Of a network.

    Returns:
        The encoder.

    Raises:
        MissingExtraError: If the packages that carry the encoder are not installed.
        ArtifactError: If the encoder, or the model that training goes on from, cannot be used.
        StanceError: If nothing of its name is within reach.
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

    Args:
        encoder: Its configuration.

    Returns:
        The configuration, without what is of files.
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
