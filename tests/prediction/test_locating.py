import os
import shutil
from importlib.metadata import EntryPoints
from pathlib import Path

import pytest

import making
from stance.errors import ArtifactError
from stance.prediction import locating
from stance.prediction.locating import MODEL_VARIABLE, locate_model
from stance.run_record.champion import Champion, forget_champion


@pytest.fixture(autouse=True)
def empty_working_folder(tmp_path, monkeypatch):
    """No run, no bundled model, no variable: each test adds what it is about."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
    monkeypatch.setattr(locating, "BUNDLED_FOLDER", tmp_path / "bundled")


def make_run(name):
    """The model folder of a finished run."""
    return making.write_baseline(Path("runs") / name / "model")


def promote(folder):
    """Make a model the champion of the working folder, as ``stance promote`` does."""
    runs = Path("runs")
    Champion.of(folder, runs=runs, registered_model="news", version="1", why="").write(runs)


def test_a_model_that_was_only_trained_is_no_default():
    make_run("a")

    assert locate_model() == locating.BUNDLED_FOLDER


def test_the_champion_of_the_folder_is_the_default():
    make_run("a")
    champion = make_run("b")
    make_run("c")
    promote(champion)

    assert locate_model() == champion


def test_a_champion_outside_the_folder_of_runs_is_found(tmp_path):
    champion = making.write_baseline(tmp_path / "elsewhere")
    promote(champion)

    assert locate_model() == champion


def test_runs_may_move_with_their_champion():
    promote(make_run("a"))
    Path("there").mkdir()
    Path("runs").rename("there/runs")
    os.chdir("there")

    assert locate_model() == Path("runs/a/model")


def test_no_other_model_answers_for_a_champion_that_is_gone():
    champion = make_run("a")
    promote(champion)
    shutil.rmtree(champion)

    with pytest.raises(ArtifactError, match=r"champion\.json: names runs/a/model, which is gone; "):
        locate_model()


@pytest.mark.parametrize("content", ["", "[]", '{"model": 3}', "\x00"])
def test_a_damaged_champion_file_says_what_to_do(content):
    promote(make_run("a"))
    Path("runs/champion.json").write_text(content, encoding="utf-8")

    with pytest.raises(ArtifactError, match="is damaged; remove it for the bundled model, or run"):
        locate_model()


def test_a_champion_can_be_forgotten():
    promote(make_run("a"))

    forget_champion(Path("runs"))

    assert locate_model() == locating.BUNDLED_FOLDER


def test_the_variable_goes_before_the_champion(monkeypatch):
    promote(make_run("a"))
    own = making.write_baseline(Path("own"))
    monkeypatch.setenv(MODEL_VARIABLE, "own")

    assert locate_model() == own


def test_an_empty_variable_counts_for_nothing(monkeypatch):
    champion = make_run("a")
    promote(champion)
    monkeypatch.setenv(MODEL_VARIABLE, "")

    assert locate_model() == champion


def test_the_bundled_model_is_the_last_resort():
    assert locate_model() == locating.BUNDLED_FOLDER


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_itself(kind):
    folder = making.write_baseline(Path("own"))

    assert locate_model(kind("own")) == folder


def test_a_name_that_is_no_folder_is_told():
    with pytest.raises(ArtifactError, match="nowhere: no such folder; "):
        locate_model("nowhere")


def test_an_address_of_no_package_is_told():
    with pytest.raises(ArtifactError, match="ftp://a: no package is installed that knows this"):
        locate_model("ftp://a")


@pytest.mark.parametrize("wrong", [3, b"runs/a", ["runs/a"]])
def test_what_is_no_model_at_all_is_refused(wrong):
    with pytest.raises(TypeError, match="a model is a folder, a name or an address, not"):
        locate_model(wrong)


def install(folder, monkeypatch, *, name, code):
    """Put a package on the path that provides a model under a name."""
    folder.mkdir()
    module = f"provider_of_{name.replace('-', '_')}"
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    info = folder / "provider-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: provider\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[stance.models]\n{name} = {module}:locate\n")
    monkeypatch.syspath_prepend(str(folder))


def test_an_installed_package_provides_a_model_by_name(tmp_path, monkeypatch):
    own = making.write_baseline(tmp_path / "own")
    code = f"def locate(model):\n    return {str(own)!r}\n"
    install(tmp_path / "site", monkeypatch, name="tiny-test", code=code)

    assert locate_model("tiny-test") == own


def test_an_installed_package_provides_a_scheme(tmp_path, monkeypatch):
    code = "def locate(model):\n    return '/models/' + model\n"
    install(tmp_path / "site", monkeypatch, name="shelf", code=code)

    assert locate_model("shelf:news@best") == Path("/models/shelf:news@best")


def test_the_accurate_model_says_how_to_get_it(monkeypatch):
    nothing = EntryPoints(())
    monkeypatch.setattr("stance.prediction.locating.entry_points", lambda **_: nothing)

    with pytest.raises(ArtifactError, match=r"stance-news-accurate is not installed; .* SIZE=acc"):
        locate_model("accurate")


def test_a_name_too_long_for_any_folder_is_no_model():
    with pytest.raises(ArtifactError, match="no such folder"):
        locate_model("x" * 300)
