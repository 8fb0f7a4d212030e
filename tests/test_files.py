import pytest

from stance.files import whole_file, write_whole


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
