from pathlib import Path

from stance.config import flatten, load_config
from stance.tracking.entities import applicable

CONFIGS = Path(__file__).parents[2] / "configs"


def sections(config, *overrides):
    params = applicable(flatten(load_config(CONFIGS / config, overrides=overrides)))
    return {name.partition(".")[0] for name in params}


def of(*overrides):
    return applicable(flatten(load_config(CONFIGS / "news.yaml", overrides=overrides)))


def test_a_baseline_has_no_settings_of_networks():
    assert sections("baseline.yaml") == {"seed", "model", "baseline"}


def test_a_network_has_no_settings_of_the_baseline():
    assert sections("news.yaml") == {
        *("seed", "model", "training", "export", "mentions", "speech"),
    }


def test_what_was_left_open_is_no_setting():
    assert None not in of().values()
    assert "model.layers" not in of()
    assert of("model.layers=4")["model.layers"] == 4


def test_what_is_done_to_articles_is_a_setting_and_their_files_are_none():
    data = {name: one for name, one in of("data.train.0.repeat=2").items() if "data." in name}

    assert data == {"data.train.originals-train.repeat": 2}


def test_what_is_switched_off_has_no_further_settings():
    assert "mentions.depth" not in of()
    assert "mentions.depth" in of("mentions.epochs=1")
