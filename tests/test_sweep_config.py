import pytest
import yaml

from stance.config import load_config, load_sweep, with_values
from stance.errors import ConfigError

BASE = {
    "name": "tiny",
    "data": {"train": [{"name": "a", "files": "a"}], "dev": [{"name": "b", "files": "b"}]},
}


@pytest.fixture
def write(tmp_path):
    """Give a function that writes a config with these parameters to search."""

    def to_file(parameters, **section):
        path = tmp_path / "sweep.yaml"
        tree = BASE | {"sweep": {"parameters": parameters, **section}}
        path.write_text(yaml.safe_dump(tree), encoding="utf-8")
        return path

    return to_file


def test_a_sweep_is_a_config_and_a_section(write):
    path = write({"training.learning_rate": {"low": 1e-5, "high": "1e-3", "log": True}}, trials=7)

    sweep = load_sweep(path, overrides=["seed=3"])

    assert sweep.sweep.trials == 7
    assert sweep.without_sweep().seed == 3


def test_training_by_a_sweep_says_which_verb_reads_it(write):
    with pytest.raises(ConfigError, match="sweep: is read by `stance sweep` alone"):
        load_config(write({"seed": {"choices": [1]}}))


def test_every_fault_of_the_ranges_comes_at_once(write):
    parameters = {
        "training.learning_rat": {"low": 1, "high": 2},
        "training.epochs": {"low": 0, "high": 3},
        "model.kind": {"choices": ["network", "netwerk"]},
        "data.train.a.files": {"choices": ["x"]},
        "training.batch_windows": {"low": 1, "high": 4.0},
        "training.average_fits.0.seed": {"choices": [2, 3]},
    }

    with pytest.raises(ConfigError, match="has 6 faults") as caught:
        load_sweep(write(parameters), overrides=["training.average_fits=[{seed: 2}]"])

    text = str(caught.value)
    assert "did you mean 'training.learning_rate'?" in text
    assert "sweep.parameters.training.epochs: 0 will not do" in text
    assert "'netwerk' will not do" in text
    assert "sweep.parameters.data.train.a.files: no such setting to search" in text
    assert "sweep.parameters.training.batch_windows: 1.0000000000000002 will not do" in text
    assert "sweep.parameters.training.average_fits.0.seed: no such setting to search" in text


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, "give low and high, or choices"),
        ({"low": 1, "choices": [2]}, "give low and high, or choices"),
        ({"low": 1}, "low and high need each other"),
        ({"low": 2, "high": 1}, "low is 2, not below high, 1"),
        ({"low": 0, "high": 1, "log": True}, "log needs a low above 0"),
        ({"low": 0, "hihg": 1}, "did you mean 'high'?"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(write, values, fault):
    with pytest.raises(ConfigError) as caught:
        load_sweep(write({"training.weight_decay": values}))

    assert fault in str(caught.value)


def test_values_are_set_deep_in_a_config(write):
    config = load_sweep(write({"seed": {"choices": [1]}})).without_sweep()

    changed = with_values(config, {"model.window.max_tokens": 512, "training.epochs": 9})

    assert changed.model.window.max_tokens == 512
    assert changed.training.epochs == 9
    assert config.training.epochs == 4


def test_a_sweep_may_be_of_several_fits(write):
    path = write({"training.learning_rate": {"choices": [0.1, 0.2]}})

    sweep = load_sweep(path, overrides=["training.average_fits=[{seed: 2}]"])

    assert sweep.without_sweep().training.average_fits == ({"seed": 2},)
