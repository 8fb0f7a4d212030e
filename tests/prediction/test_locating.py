import os
from importlib.metadata import EntryPoints
from pathlib import Path

import pytest

import making
from stance.errors import ArtifactError
from stance.prediction import locating
from stance.prediction.locating import MODEL_VARIABLE, locate_model


@pytest.fixture(autouse=True)
def empty_working_folder(tmp_path, monkeypatch):
    """No run, no bundled model, no variable: each test adds what it is about."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
    monkeypatch.setattr(locating, "BUNDLED_FOLDER", tmp_path / "bundled")


def make_run(name, *, age_s):
    """A finished run whose model was written ``age_s`` seconds ago."""
    folder = making.write_baseline(Path("runs") / name / "model")
    written = folder.stat().st_mtime - age_s
    os.utime(folder / "model.json", (written, written))
    return folder


def test_the_model_trained_last_is_taken():
    make_run("a", age_s=60)
    newest = make_run("b", age_s=10)
    make_run("c", age_s=30)

    assert locate_model() == newest


def test_a_run_without_a_finished_model_is_passed_over():
    finished = make_run("a", age_s=60)
    Path("runs/b/model").mkdir(parents=True)

    assert locate_model() == finished


def test_a_half_written_model_is_passed_over():
    finished = make_run("a", age_s=60)
    making.write_baseline(Path("runs/b/.partial-model-123"))

    assert locate_model() == finished


def test_the_variable_goes_before_trained_models(monkeypatch):
    make_run("a", age_s=10)
    own = making.write_baseline(Path("own"))
    monkeypatch.setenv(MODEL_VARIABLE, "own")

    assert locate_model() == own


def test_an_empty_variable_counts_for_nothing(monkeypatch):
    trained = make_run("a", age_s=10)
    monkeypatch.setenv(MODEL_VARIABLE, "")

    assert locate_model() == trained


def test_the_bundled_model_is_the_last_resort():
    making.write_baseline(Path("bundled"))

    assert locate_model() == locating.BUNDLED_FOLDER


def test_a_trained_model_goes_before_the_bundled_one():
    making.write_baseline(Path("bundled"))
    trained = make_run("a", age_s=10)

    assert locate_model() == trained


def test_no_model_at_all_says_how_to_get_one():
    with pytest.raises(ArtifactError, match="no model has been trained here yet; run: make train"):
        locate_model()


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
