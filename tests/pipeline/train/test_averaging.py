"""Several fits averaged into one network."""

import json
from pathlib import Path

import pytest
import torch

import making
from stance.config import load_config, with_values
from stance.corpus.writing import write_corpus
from stance.errors import ConfigError
from stance.pipeline.series.leave_out import LeaveOut
from stance.pipeline.train.data import load_run_data
from stance.pipeline.train.network import fit_and_average, fit_data, fit_network
from stance.pipeline.train.train import Listener, train
from stance.prediction.predictor import Predictor

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
OTHER = {"training.learning_rate": 0.01, "model.window.max_tokens": 64, "seed": 5}


class Metrics:
    """Keeps the names of the numbers that it is told."""

    def __init__(self):
        self.names = set()

    def log_metrics(self, metrics, *, step):  # noqa: ARG002
        self.names |= set(metrics)


def config_with(*members):
    return load_config(
        Path("tiny.yaml"), overrides=[f"training.average_fits={json.dumps(members)}"]
    )


def weights_of(fitted):
    return fitted.network.state_dict()


def assert_is_mean(mixed, one, other):
    for name, weight in weights_of(mixed).items():
        mean = (weights_of(one)[name].double() + weights_of(other)[name].double()) / 2
        torch.testing.assert_close(weight.double(), mean, rtol=1e-5, atol=1e-6)


def test_the_weights_are_the_mean_of_those_of_the_fits(tiny_project, tmp_path):
    both = config_with(OTHER)
    alone = load_config(Path("tiny.yaml"))
    data = load_run_data(alone.data)
    metrics = Metrics()

    mixed = fit_and_average(
        both, data, checkpoints=tmp_path / "both", tracker=metrics, report=lambda _: None
    )

    one, other = (
        fit_network(config, data, checkpoints=tmp_path / name, initial_seed=alone.seed)
        for name, config in (("one", alone), ("other", with_values(alone, OTHER)))
    )
    assert mixed.settings == one.settings
    assert_is_mean(mixed, one, other)
    assert {"train/dev_macro_f1", "fit-2/train/dev_macro_f1"} <= metrics.names


def test_a_model_of_several_fits_predicts(tiny_project):
    outcome = train(config_with(OTHER), listener=SILENT)

    assert Predictor.load(outcome.model_folder).predict("Rain fell.").sentences


def later_batch(folder):
    """Add a second file to learn from; returns a config that learns from both."""
    write_corpus(making.make_news(2, seed=4), folder / "train-later.jsonl")
    return ['data.train=[{name: tiny-train, files: "train*.jsonl"}]']


def test_a_fit_can_leave_out_what_was_written_later(tiny_project, tmp_path):
    both = load_config(
        Path("tiny.yaml"),
        overrides=[
            *later_batch(tiny_project),
            "training.average_fits=[{leave_out: batch=train-later, seed: 1}]",
        ],
    )
    data = load_run_data(both.data)

    everything, earlier = fit_data(both, data)

    assert everything == data
    assert [part.batches for part in earlier.train] == [("train",) * 12]
    assert earlier.dev == data.dev
    mixed = fit_and_average(
        both, data, checkpoints=tmp_path / "both", tracker=Metrics(), report=lambda _: None
    )
    alone = load_config(Path("tiny.yaml"))
    assert_is_mean(
        mixed,
        fit_network(alone, data, checkpoints=tmp_path / "one"),
        fit_network(alone, earlier, checkpoints=tmp_path / "other"),
    )


def test_a_series_may_leave_out_what_a_fit_leaves_out_too(tiny_project):
    config = load_config(
        Path("tiny.yaml"),
        overrides=[
            *later_batch(tiny_project),
            "training.average_fits=[{leave_out: batch=train-later}]",
        ],
    )
    without_later = LeaveOut.parse("batch=train-later").rest_of(load_run_data(config.data))

    assert fit_data(config, without_later) == [without_later, without_later]


@pytest.mark.parametrize(
    ("left_out", "kept"),
    [
        (None, {"train", "train-later", "train-last"}),
        (["batch=train-later", "batch=train-last"], {"train"}),
        ("batch=train-later,train-last", {"train"}),
    ],
)
def test_a_fit_can_leave_out_nothing_or_several_things(tiny_project, left_out, kept):
    write_corpus(making.make_news(2, seed=5), tiny_project / "train-last.jsonl")
    config = load_config(
        Path("tiny.yaml"),
        overrides=[
            *later_batch(tiny_project),
            f"training.average_fits=[{{leave_out: {json.dumps(left_out)}}}]",
        ],
    )

    _, share = fit_data(config, load_run_data(config.data), whole=True)

    assert {batch for part in share.train for batch in part.batches} == kept


def test_what_a_series_leaves_nothing_of_is_told_with_its_place(tiny_project):
    config = load_config(
        Path("tiny.yaml"),
        overrides=[
            *later_batch(tiny_project),
            "training.average_fits=[{seed: 2}, {leave_out: batch=train-later}]",
        ],
    )
    only_later = LeaveOut.parse("batch=train").rest_of(load_run_data(config.data))

    fault = r"training\.average_fits\.1: nothing is left to learn from"
    with pytest.raises(ValueError, match=fault):
        fit_data(config, only_later)


@pytest.mark.parametrize(
    ("left_out", "fault"),
    [
        ("batch=trane", "did you mean 'train'"),
        ("bach=train", "did you mean 'batch'"),
        ("batch", "name what to leave out"),
        ("", "cannot be left out"),
        ("batch=train,train-later", "nothing is left to learn from"),
        (["batch=train-later", "batch=trane"], "did you mean 'train'"),
        (["batch=train-later", "batch=train"], "nothing is left to learn from"),
    ],
)
def test_what_cannot_be_left_out_is_said_before_anything_is_trained(tiny_project, left_out, fault):
    config = load_config(
        Path("tiny.yaml"),
        overrides=[
            *later_batch(tiny_project),
            f"training.average_fits=[{{seed: 2}}, {{leave_out: {json.dumps(left_out)}}}]",
        ],
    )

    with pytest.raises(ValueError, match=rf"training\.average_fits\.1: .*{fault}"):
        train(config, listener=SILENT)

    assert not list(tiny_project.glob("runs/*"))


@pytest.mark.parametrize(
    ("member", "fault"),
    [
        ({"model.encoder": "other"}, "model.encoder cannot differ"),
        ({"training.epoch": 3}, "did you mean 'training.epochs'"),
        ({"leave_ut": "batch=train"}, "did you mean 'leave_out'"),
        ({"training.epochs": 0}, "greater than or equal to 1"),
        ({"training.start": "bundled"}, "training.start cannot differ"),
        ({"training.distill_from": "accurate"}, "training.distill_from cannot differ"),
        ({"training.distill_weight": 0.9}, "training.distill_weight cannot differ"),
        ({"training.epochs": ["a"]}, "training.epochs: Input should be a valid integer"),
    ],
)
def test_what_a_member_cannot_have_is_said_with_the_file(tiny_project, member, fault):
    with pytest.raises(ConfigError, match=fault) as caught:
        config_with(OTHER, member)

    assert "tiny.yaml" in str(caught.value)
    assert "training.average_fits.1" in str(caught.value)
