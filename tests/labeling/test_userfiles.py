import pytest

from stance.errors import StanceError
from stance.labeling.registry import load_functions

MINE = '''
from stance.labeling import SentenceContext, labelling_function
from stance.labels import Label


@labelling_function
def harbour_master(sentence: SentenceContext) -> Label | None:
    """The harbour master speaks."""
    return Label.OFFICIAL_STATEMENT if "harbour master said" in sentence.lower else None
'''


def write(path, content):
    path.write_text(content, encoding="utf-8")
    return path


def test_functions_of_a_file_are_loaded(tmp_path):
    (function,) = load_functions(write(tmp_path / "mine.py", MINE))

    assert (function.name, function.knows) == ("harbour_master", "The harbour master speaks.")


def test_a_file_that_raises_gives_its_own_traceback_and_no_line_of_ours(tmp_path):
    path = write(tmp_path / "mine.py", "def fail():\n    return 1 / 0\n\nfail()\n")

    with pytest.raises(StanceError) as error:
        load_functions(path)

    told = str(error.value)
    assert told.startswith(f"{path} cannot be run:\n  File ")
    assert "line 4, in <module>" in told
    assert told.endswith("ZeroDivisionError: division by zero")
    assert "importlib" not in told
    assert "userfiles" not in told


def test_a_file_with_a_wrong_line_names_the_line(tmp_path):
    path = write(tmp_path / "mine.py", "def (:\n")

    with pytest.raises(StanceError, match=r"mine\.py\", line 1\n(.|\n)*SyntaxError"):
        load_functions(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StanceError, match=r"nix\.py: no Python file here"):
        load_functions(tmp_path / "nix.py")


def test_a_file_without_labelling_functions_is_told(tmp_path):
    path = write(tmp_path / "mine.py", "def harbour_master(sentence):\n    return None\n")

    with pytest.raises(StanceError, match="put @labelling_function above one"):
        load_functions(path)


def test_a_file_behind_a_link_gives_its_own_traceback(tmp_path):
    write(tmp_path / "mine.py", "1 / 0\n")
    link = tmp_path / "link.py"
    link.symlink_to("mine.py")

    with pytest.raises(StanceError, match="line 1, in <module>"):
        load_functions(link)
