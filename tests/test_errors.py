import inspect
import pickle
from pathlib import Path

import pytest

from stance import errors
from stance.errors import (
    MAX_FAULTS_SHOWN,
    ArtifactError,
    ConfigError,
    CorpusError,
    Fault,
    MissingExtraError,
    StanceError,
)
from stance.invocation import pip_install

OURS = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, StanceError) and one is not StanceError
]


def test_there_are_errors_to_check():
    assert len(OURS) >= 5


@pytest.mark.parametrize("error", OURS, ids=lambda one: one.__name__)
def test_the_tree_at_the_top_names_every_error(error):
    assert f"─ {error.__name__}" in errors.__doc__


def test_a_config_error_lists_every_fault():
    error = ConfigError(Path("a.yaml"), ["seed: is missing", "name: is missing"])

    assert str(error) == "a.yaml has 2 faults:\n  seed: is missing\n  name: is missing"


def test_one_fault_is_not_called_faults():
    assert str(ConfigError(Path("a.yaml"), ["x"])).startswith("a.yaml has 1 fault:")


def test_a_fault_of_a_line_is_where_an_editor_jumps():
    assert str(Fault(path=Path("a.jsonl"), line=3, what="no text")) == "a.jsonl:3: no text"


def test_a_fault_of_a_whole_file_has_no_line():
    assert str(Fault(path=Path("a.jsonl"), line=None, what="empty")) == "a.jsonl: empty"


def test_a_corpus_error_keeps_all_faults_and_shows_the_first():
    faults = [Fault(path=Path("a"), line=i, what="bad") for i in range(MAX_FAULTS_SHOWN + 7)]

    error = CorpusError(faults)

    assert error.faults == faults
    assert str(error).endswith("\n… and 7 more")
    assert len(str(error).splitlines()) == MAX_FAULTS_SHOWN + 1


def test_an_artifact_error_names_its_folder():
    error = ArtifactError(Path("runs/a"), "model.onnx is missing")

    assert str(error) == "runs/a: model.onnx is missing"
    assert error.folder == Path("runs/a")


def test_a_missing_extra_tells_what_to_install():
    error = MissingExtraError("stance train", extra="train", package="torch")

    assert str(error).endswith(f"run: {pip_install('train')}")


@pytest.mark.parametrize(
    "error",
    [
        ConfigError(Path("a"), ["b"]),
        CorpusError([Fault(path=Path("a"), line=1, what="b")]),
        ArtifactError("a", "b"),
        MissingExtraError("a", extra="b", package="c"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_an_error_survives_the_way_from_another_process(error):
    again = pickle.loads(pickle.dumps(error))

    assert type(again) is type(error)
    assert str(again) == str(error)
