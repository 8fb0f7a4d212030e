"""Several fits averaged into one network."""

import json
from pathlib import Path

import pytest
import torch

from stance.config import load_config, with_values
from stance.errors import ConfigError
from stance.pipeline.fitted import fit_network
from stance.pipeline.members import fit_members
from stance.pipeline.run_data import load_run_data
from stance.pipeline.train import Listener, train
from stance.prediction.predictor import Predictor

OTHER = {"training.learning_rate": 0.01, "model.window.max_tokens": 64, "seed": 5}


class Metrics:
    """Keeps the names of the numbers that it is told."""

    def __init__(self):
        self.names = set()

    def log_metrics(self, metrics, *, step):  # noqa: ARG002
        self.names |= set(metrics)


def config_with(*members):
    return load_config(Path("tiny.yaml"), overrides=[f"training.members={json.dumps(members)}"])


def weights_of(fitted):
    return fitted.network.state_dict()


def test_the_weights_are_the_mean_of_those_of_the_fits(tiny_project, tmp_path):
    both = config_with(OTHER)
    alone = load_config(Path("tiny.yaml"))
    data = load_run_data(alone.data)
    metrics = Metrics()

    mixed = fit_members(
        both, data, checkpoints=tmp_path / "both", tracker=metrics, report=lambda _: None
    )

    one, other = (
        fit_network(config, data, checkpoints=tmp_path / name, initial_seed=alone.seed)
        for name, config in (("one", alone), ("other", with_values(alone, OTHER)))
    )
    assert mixed.settings == one.settings
    for name, weight in weights_of(mixed).items():
        mean = (weights_of(one)[name].double() + weights_of(other)[name].double()) / 2
        torch.testing.assert_close(weight.double(), mean, rtol=1e-5, atol=1e-6)
    assert {"epoch/dev_macro_f1", "member-2/epoch/dev_macro_f1"} <= metrics.names


def test_a_model_of_several_fits_predicts(tiny_project):
    silent = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)

    outcome = train(config_with(OTHER), listener=silent)

    assert Predictor.load(outcome.model_folder).predict("Rain fell.").sentences


@pytest.mark.parametrize(
    ("member", "fault"),
    [
        ({"model.encoder": "other"}, "model.encoder cannot differ"),
        ({"training.epoch": 3}, "did you mean 'training.epochs'"),
        ({"training.epochs": 0}, "greater than or equal to 1"),
    ],
)
def test_what_a_member_cannot_have_is_said_with_the_file(tiny_project, member, fault):
    with pytest.raises(ConfigError, match=fault) as caught:
        config_with(OTHER, member)

    assert "tiny.yaml" in str(caught.value)
    assert "training.members.1" in str(caught.value)
