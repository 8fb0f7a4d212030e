"""What the card of a model says of its data and of its fits."""

import pytest

import making
from stance.pipeline.model.card import model_card
from stance.prediction.manifest import read_manifest


@pytest.mark.parametrize(
    ("files", "is_ours"),
    [(["mine.jsonl"], False), ([], False), (["mine.jsonl", "data/originals/*.jsonl"], True)],
)
def test_licence_and_limits_are_those_of_the_articles_learnt_from(tmp_path, files, is_ours):
    config = {f"data.train.part-{at}.files": one for at, one in enumerate(files)}
    config["data.dev.dev.files"] = "data/originals/*.jsonl"
    folder = making.write_baseline(tmp_path / "model", provenance={"config": config})

    card = model_card(read_manifest(folder), {}, reports={})

    assert ("Trained mostly on articles written for the project" in card) is is_ours
    assert ("CC BY" in card) is is_ours
    assert "Not for decisions about persons." in card


@pytest.mark.parametrize(
    ("weight", "line"),
    [
        ({}, "* Training went on from: runs/first/model\n"),
        ({"training.start_weight": 0.0}, "* Training went on from: runs/first/model\n"),
        (
            {"training.start_weight": 0.25},
            "* Training went on from: runs/first/model (weight in the mean: 0.25)\n",
        ),
    ],
)
def test_a_card_says_from_which_model_training_went_on(tmp_path, weight, line):
    config = {"training.start": "runs/first/model", **weight}
    folder = making.write_baseline(tmp_path / "model", provenance={"config": config})

    card = model_card(read_manifest(folder), {}, reports={})

    assert line in card


@pytest.mark.parametrize(
    ("members", "line"),
    [
        ({}, None),
        ({"training.average_fits.0.seed": 2}, "* Weights are the mean of 2 fits"),
        (
            {f"training.average_fits.{at}.{what}": 1 for at in (0, 1) for what in ("seed", "name")},
            "* Weights are the mean of 3 fits",
        ),
    ],
)
def test_a_mean_of_fits_says_of_how_many(tmp_path, members, line):
    folder = making.write_baseline(tmp_path / "model", provenance={"config": members})

    card = model_card(read_manifest(folder), {}, reports={})

    assert [one for one in card.splitlines() if "mean of" in one] == ([line] if line else [])
