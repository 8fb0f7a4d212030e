"""How long a training will take."""

from pathlib import Path

import pytest

from stance.config import load_config
from stance.pipeline.train.outlook import Outlook
from stance.pipeline.train.readiness import load_data
from stance.training.fitting.progress import Progress


@pytest.fixture
def told(tiny_project):
    """Give a function that gives what is said of a run whose steps take so many seconds each."""

    def tell(*overrides, name="tiny", seconds=10.0, n_steps=20):
        config = load_config(Path(f"{name}.yaml"), overrides=overrides)
        said, heard = [], []
        data = load_data(config, say=lambda _: None)
        outlook = Outlook(config, data, say=said.append, then=heard.append)
        for step in range(1, n_steps + 1):
            left = seconds * (n_steps - step)
            outlook.hear(
                Progress(epoch=1, n_epochs=2, step=step, n_steps=n_steps, seconds_left=left)
            )
        assert len(heard) == n_steps
        return said

    return tell


def test_it_is_told_once(told):
    (said,) = told()

    assert said.startswith("this will take 3 to 7 minutes here: fitting 2 to 5 minutes, then ")


def test_it_grows_with_the_time_of_a_step(told):
    assert "fitting 1.8 to 4.5 hours" in told(seconds=500.0)[0]


def test_all_fits_count(told):
    alone, many = told(seconds=60.0), told("training.average_fits=[{seed: 2}]", seconds=60.0)

    assert "fitting 13 to 33 minutes" in alone[0]
    assert "fitting 26 to 65 minutes" in many[0]


def test_what_is_read_at_the_end_counts(told):
    less, more = told(seconds=60.0), told("mentions.epochs=1", seconds=60.0)

    assert less != more


def test_a_fit_of_one_step_is_over_before_it_is_told(told):
    assert told(n_steps=1) == []


def test_a_baseline_takes_no_time(told):
    assert told(name="floor") == []
