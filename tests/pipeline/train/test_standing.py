"""How a new model stands beside the one before."""

from dataclasses import replace
from pathlib import Path

import pytest

from stance.config import load_config
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.train import Listener, standing, train
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.manifest import read_manifest

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)


def learn(name, *overrides):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=SILENT)


def test_it_is_compared_with_the_model_that_it_went_on_from(tiny_project):
    first = learn("tiny", "training.head_learning_rate=0.05")

    second = learn("tiny", f"training.start={first.model_folder}", "training.epochs=1")

    before, after = (one.scores["tiny-dev"].macro_f1 for one in (first, second))
    (said,) = second.standing
    assert said.startswith(f"macro-F1 on tiny-dev is {after:.3f}; {first.model_folder}, from which")
    assert f"has {before:.3f}: " in said


@pytest.mark.parametrize(
    ("label", "verdict"),
    [("reported_fact", "it stays the better one"), (None, "this one is no worse")],
)
def test_it_is_compared_with_the_bundled_model_where_that_was_measured(
    tiny_project, label, verdict
):
    facts = read_manifest(BUNDLED_FOLDER).provenance
    config = load_config(Path("floor.yaml"))
    data = load_data(config, say=lambda _: None)
    scores = dict(train(config, listener=SILENT).scores)
    if label is not None:
        scores["tiny-dev"] = replace(scores["tiny-dev"], macro_f1=0.5)
    same = replace(data.dev[0], digest=facts["dev"]["originals-dev"])

    (said,) = standing(config, replace(data, dev=(same,)), scores, report=lambda *_: None)

    assert "the bundled model has 0.945" in said
    assert said.endswith(verdict)


def test_nothing_is_said_of_sets_on_which_neither_was_measured(tiny_project):
    assert list(learn("floor").standing) == []
