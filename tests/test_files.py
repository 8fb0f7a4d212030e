import os
from pathlib import Path

import pytest

from stance.files import cache_folder, whole_file, write_whole


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    write_whole("old", path)

    with pytest.raises(UnicodeEncodeError):
        write_whole("half \ud83d", path)

    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file.txt"
    write_whole("a long old text", path)

    write_whole("new", path)

    assert path.read_bytes() == b"new"


def test_the_place_to_write_to_has_the_same_ending(tmp_path):
    with whole_file(tmp_path / "deep" / "model.onnx") as beside:
        beside.touch()

        assert beside.suffix == ".onnx"

    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["model.onnx"]


def test_a_link_stays_one_and_its_file_is_replaced(tmp_path):
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "a.txt", tmp_path / "link.txt"
    target.write_text("old", "utf-8")
    link.symlink_to(target)

    write_whole("new", link)

    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"
    assert list(target.parent.iterdir()) == [target]


def test_a_pipe_is_written_to(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    write_whole("new", pipe)

    assert os.read(reader, 9) == b"new"
    assert pipe.is_fifo()
    os.close(reader)


def test_a_device_stays_one():
    with whole_file(Path(os.devnull)) as place:
        assert place == Path(os.devnull)

    assert Path(os.devnull).is_char_device()


def test_the_cache_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.delenv("STANCE_CACHE", raising=False)
    by_xdg = cache_folder()
    monkeypatch.setenv("STANCE_CACHE", str(tmp_path / "own"))

    assert (by_xdg, cache_folder()) == (tmp_path / "xdg" / "stance", tmp_path / "own")
