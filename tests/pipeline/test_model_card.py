"""What the card of a model says of its data."""

import pytest

import making
from stance.pipeline.model_card import model_card
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
