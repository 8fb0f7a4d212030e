"""Factories: a small encoder in a zip, cut into pieces, each installed as a package of its own."""

import io
import zipfile
from hashlib import sha256

from stance.training.encoders.locating import Piece, PiecedEncoder

FILES = (
    *("README.md", "config.json", "model.safetensors", "special_tokens_map.json"),
    *("tokenizer.json", "tokenizer_config.json", "vocab.txt"),
)


def make_zip(*, extra=(), repeats=40):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in FILES:
            archive.writestr(f"tiny/{name}", f"the content of {name} " * repeats)
        for name in extra:
            archive.writestr(name, "what nobody asked for")
    return content.getvalue()


def make_pieces(content, *, n_pieces=3):
    size = -(-len(content) // n_pieces)
    parts = [content[at : at + size] for at in range(0, len(content), size)]
    encoder = PiecedEncoder(
        name="tiny",
        extra="accurate",
        pieces=tuple(
            Piece(
                package=f"tiny-part-{number}",
                file=f"tiny.zip.{number}",
                sha256=sha256(part).hexdigest(),
            )
            for number, part in enumerate(parts)
        ),
        sha256=sha256(content).hexdigest(),
    )
    return encoder, parts


def install(site, piece, content):
    """What pip leaves of a wheel whose folder no import statement can name."""
    file = site / f"{piece.package}_" / "input" / piece.file
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    about = site / f"{piece.package.replace('-', '_')}-0.0.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {piece.package}\nVersion: 0.0.1\n", encoding="utf-8"
    )
    (about / "RECORD").write_text(
        f"{file.relative_to(site).as_posix()},,{len(content)}\n", encoding="utf-8"
    )
    return file


def install_all(site, *, content=None):
    """Install every piece of an encoder; returns the encoder."""
    encoder, parts = make_pieces(content or make_zip())
    for piece, part in zip(encoder.pieces, parts, strict=True):
        install(site, piece, part)
    return encoder
