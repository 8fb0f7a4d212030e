import subprocess
import sys
import tomllib
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import mlflow.pyfunc
import pandas as pd
import pytest
import yaml

import making
from stance.prediction.manifest import DEFAULT_UNCERTAIN_BELOW
from stance.prediction.predictor import Predictor
from stance.schemes import LabelMeaning, LabelScheme
from stance.tracking.logged_model import save_pyfunc

TEXTS = ["The minister said so. Rain fell. The professor said no.", ""]
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
LOADER = """
import sys
sys.path = [path for path in sys.path if not path.endswith(("/src", "/tests"))]
import mlflow.pyfunc, pandas as pd
model = mlflow.pyfunc.load_model(sys.argv[1])
import stance
print("FROM", stance.__file__)
print("LABELS", *model.predict(pd.DataFrame({"text": [sys.argv[2]]}))["labels"][0])
"""


@pytest.fixture
def save(tmp_path):
    """Give a function that saves a tiny baseline as a pyfunc; returns the pyfunc's folder."""

    def run(**changes):
        folder = making.write_baseline(tmp_path / "baseline", **changes)
        model = SimpleNamespace(artifact_location="there", source_run_id="r", model_id="m-1")
        save_pyfunc(folder, tmp_path / "pyfunc", model=model)
        return tmp_path / "pyfunc"

    return run


@pytest.fixture
def load(save):
    return lambda **changes: mlflow.pyfunc.load_model(str(save(**changes)))


def table(texts=TEXTS):
    return pd.DataFrame({"text": texts})


def test_every_column_says_what_the_predictor_says(load, tmp_path):
    answer = load().predict(table())

    articles = Predictor.load(tmp_path / "baseline").predict(TEXTS)
    sentences = [article.sentences for article in articles]
    assert answer["article"].tolist() == [article.to_json() for article in articles]
    assert answer["labels"].tolist() == [[one.label for one in row] for row in sentences]
    assert answer["confidences"].tolist() == [[one.confidence for one in row] for row in sentences]
    assert answer["probabilities"].tolist() == [
        [dict(one.probabilities) for one in row] for row in sentences
    ]
    assert answer["speakers"].tolist() == [
        [getattr(article.speaker_of(one), "name", "") for one in article.sentences]
        for article in articles
    ]


def test_a_model_of_other_labels_is_served_with_them(load):
    scheme = LabelScheme(
        name="speech",
        outlet="own voice",
        labels=tuple(LabelMeaning(name=name) for name in ("speech", "thought", "own voice")),
    )

    model = load(scheme=asdict(scheme), labels=scheme.names)

    assert set(model.predict(table())["labels"][0]) <= set(scheme.names)
    assert "own voice: double" in str(model.metadata.signature.outputs)


def test_the_models_own_threshold_marks_the_uncertain(load):
    answer = load(uncertain_below=0.7).predict(table())

    rows = zip(answer["uncertain"], answer["confidences"], strict=True)
    assert [marks == [sure < 0.7 for sure in row] for marks, row in rows] == [True, True]
    assert {mark for row in answer["uncertain"] for mark in row} == {True, False}


@pytest.mark.parametrize(("threshold", "is_uncertain"), [(0.0, False), (1.0, True)])
def test_a_call_can_bring_its_own_threshold(load, threshold, is_uncertain):
    answer = load(uncertain_below=0.7).predict(table(), params={"threshold": threshold})

    assert answer["uncertain"][0] == [is_uncertain] * 3


def test_a_model_without_threshold_is_uncertain_below_the_stated_one(load):
    answer = load().predict(table())

    sure = answer["confidences"][0]
    assert answer["uncertain"][0] == [one < DEFAULT_UNCERTAIN_BELOW for one in sure]


def test_the_signature_says_the_models_own_threshold(load):
    (param,) = load(uncertain_below=0.7).metadata.signature.params

    assert (param.name, param.default) == ("threshold", 0.7)


def test_the_example_is_one_that_the_model_takes(load):
    model = load()

    assert len(model.predict(model.input_example)["labels"][0]) == 3


def test_requirements_are_the_light_ones_pinned(save):
    lines = (save() / "requirements.txt").read_text().split()

    pins = dict(line.split("==") for line in lines)
    assert pins == {name: version(name) for name in pins}
    dependencies = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["dependencies"]
    needed = {one.split(">")[0] for one in dependencies} - {"shtab"}  # which a shell asks, no model
    assert needed | {"mlflow", "pandas"} == set(pins)


def test_the_pyfunc_brings_the_code_that_made_it(save):
    folder = save()

    answer = subprocess.run(
        [sys.executable, "-I", "-c", LOADER, str(folder), TEXTS[0]],
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"FROM {folder}/code/stance/__init__.py" in answer.stdout
    assert "LABELS official_statement reported_fact expert_analysis" in answer.stdout


def test_nothing_of_the_pyfunc_is_a_pickle(save):
    folder = save()

    flavor = yaml.safe_load((folder / "MLmodel").read_text())["flavors"]["python_function"]
    assert "python_model" not in flavor
    assert not list(folder.rglob("*.pkl"))
