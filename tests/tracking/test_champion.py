import pytest

from stance.run_record.values import ModelFacts
from stance.tracking.champion import crown

NAME = "stance-news"


@pytest.fixture
def add_version(client, tmp_path):
    """Give a function that registers a version with the tags that count."""
    client.create_registered_model(NAME)

    def add(**tags):
        return client.create_model_version(NAME, source=str(tmp_path), tags=tags).version

    return add


@pytest.fixture
def challenge(client, add_version):
    """Give a function that registers a version and lets it try for the alias."""

    def step(f1, digest="d"):
        version = str(add_version(dev_macro_f1=repr(f1), dev_digest=digest))
        facts = ModelFacts(dev_macro_f1=f1, dev_digest=digest)
        return crown(client, name=NAME, version=version, facts=facts)

    return step


def champion(client):
    return str(client.get_model_version_by_alias(NAME, "champion").version)


def test_the_first_version_is_champion(client, challenge):
    decision = challenge(0.5)

    assert champion(client) == "1"
    assert decision.moved
    assert str(decision) == "version 1 (macro-F1 0.5000 on dev) is the first champion"


def test_a_better_version_becomes_champion(client, challenge):
    challenge(0.5)

    decision = challenge(0.75)

    assert champion(client) == "2"
    assert decision.moved
    assert str(decision) == (
        "version 2 (macro-F1 0.7500 on dev) is the new champion, before version 1 (0.5000)"
    )


@pytest.mark.parametrize("f1", [0.5, 0.25])
def test_a_version_that_is_no_better_does_not(client, challenge, f1):
    challenge(0.5)

    decision = challenge(f1)

    assert champion(client) == "1"
    assert not decision.moved
    assert "version 1 (0.5000) stays champion over version 2" in str(decision)


def test_a_better_score_on_other_data_does_not_count(client, challenge):
    challenge(0.5, digest="one")

    decision = challenge(0.9, digest="two")

    assert champion(client) == "1"
    assert not decision.moved
    assert "scored on other dev data, so the two do not compare" in str(decision)


@pytest.mark.parametrize("tags", [{"dev_digest": "d"}, {"dev_digest": "d", "dev_macro_f1": "good"}])
def test_a_champion_that_somebody_set_by_hand_stays(client, add_version, challenge, tags):
    client.set_registered_model_alias(NAME, "champion", add_version(**tags))

    decision = challenge(0.9)

    assert champion(client) == "1"
    assert "it has no tag dev_macro_f1 to beat" in str(decision)


def test_asking_again_changes_nothing(client, challenge):
    challenge(0.5)

    facts = ModelFacts(dev_macro_f1=0.5, dev_digest="d")
    decision = crown(client, name=NAME, version="1", facts=facts)

    assert champion(client) == "1"
    assert str(decision) == "version 1 (macro-F1 0.5000 on dev) is the champion"


def test_a_champion_whose_version_was_deleted_leaves_the_place_free(client, challenge):
    challenge(0.5)
    client.delete_model_version(NAME, "1")

    decision = challenge(0.25)

    assert champion(client) == "2"
    assert decision.moved
