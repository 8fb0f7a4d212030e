import pytest

import making
from stance.run_record.values import DatasetContext, ModelFacts
from stance.tracking.champion import move_champion, promote_if_better, restore_champion
from stance.tracking.entities import dataset_input

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
        return promote_if_better(client, name=NAME, version=version, facts=facts)

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


@pytest.fixture
def challenge_with(client, tmp_path):
    """Give a function that registers a version of a run with these figures, and lets it try."""
    client.create_registered_model(NAME)
    experiment_id = client.create_experiment("e", artifact_location=str(tmp_path))

    def step(f1, *, digest="t", separator="/", **figures):
        run = client.create_run(experiment_id)
        use = making.make_dataset("test", digest=digest, context=DatasetContext.EVALUATION)
        client.log_inputs(run.info.run_id, datasets=[dataset_input(use)])
        for name, value in figures.items():
            client.log_metric(run.info.run_id, f"test{separator}{name}", value)
        tags = {"dev_macro_f1": repr(f1), "dev_digest": "d"}
        made = client.create_model_version(
            NAME, source=str(tmp_path), run_id=run.info.run_id, tags=tags
        )
        facts = ModelFacts(dev_macro_f1=f1, dev_digest="d")
        return promote_if_better(client, name=NAME, version=str(made.version), facts=facts)

    return step


def test_a_version_better_on_dev_and_worse_on_another_set_does_not(client, challenge_with):
    challenge_with(0.5, macro_f1=0.8, macro_f1_low=0.75)

    decision = challenge_with(0.6, macro_f1=0.7, macro_f1_low=0.65)

    assert champion(client) == "1"
    assert str(decision).endswith(
        "were it not worse on test (0.7000, below the champion's interval from 0.7500); "
        "see stance promote"
    )


def test_figures_by_their_earlier_names_count(client, challenge_with):
    challenge_with(0.5, separator=".", macro_f1=0.8, macro_f1_low=0.75)

    challenge_with(0.6, macro_f1=0.7, macro_f1_low=0.65)

    assert champion(client) == "1"


@pytest.mark.parametrize("changes", [{"macro_f1": 0.76}, {"macro_f1": 0.7, "digest": "other"}])
def test_a_set_within_the_interval_or_of_other_data_does_not_matter(
    client, challenge_with, changes
):
    challenge_with(0.5, macro_f1=0.8, macro_f1_low=0.75)

    decision = challenge_with(0.6, **changes)

    assert champion(client) == "2"
    assert decision.moved


def test_asking_again_changes_nothing(client, challenge):
    challenge(0.5)

    facts = ModelFacts(dev_macro_f1=0.5, dev_digest="d")
    decision = promote_if_better(client, name=NAME, version="1", facts=facts)

    assert champion(client) == "1"
    assert str(decision) == "version 1 (macro-F1 0.5000 on dev) is the champion"


def test_a_champion_whose_version_was_deleted_leaves_the_place_free(client, challenge):
    challenge(0.5)
    client.delete_model_version(NAME, "1")

    decision = challenge(0.25)

    assert champion(client) == "2"
    assert decision.moved


class Dying:
    """A client whose process is killed instead of its n-th write."""

    def __init__(self, client, *, at_write):
        self._client = client
        self._left = at_write

    def __getattr__(self, name):
        method = getattr(self._client, name)
        return self._write(method) if name.startswith(("set_", "delete_")) else method

    def _write(self, method):
        def write(*arguments):
            if not self._left:
                raise KeyboardInterrupt
            self._left -= 1
            return method(*arguments)

        return write


N_WRITES_OF_A_MOVE, N_WRITES_OF_A_RETURN = 4, 3


@pytest.fixture
def three(client, add_version):
    """Three versions, of which the first and then the second became champion."""
    for _ in range(3):
        add_version()
    for version in ("1", "2"):
        move_champion(client, name=NAME, version=version, why="better")


def previous(client):
    return str(client.get_model_version_by_alias(NAME, "previous").version)


def restore_all(client):
    """Go back as far as there is a way; gives the champions on it."""
    passed = [champion(client)]
    while restore_champion(client, NAME).moved:
        passed.append(champion(client))
    return passed


def test_a_move_keeps_why_and_who_was_before(client, three):
    move_champion(client, name=NAME, version="3", why="forced: the old one leaks")

    assert (champion(client), previous(client)) == ("3", "2")
    tags = client.get_model_version(NAME, "3").tags
    assert tags["stance.promotion"] == "forced: the old one leaks"
    assert client.get_registered_model(NAME).tags["stance.champions"] == "1,2,3"


def test_one_goes_back_champion_by_champion(client, three):
    move_champion(client, name=NAME, version="3", why="better")

    assert restore_all(client) == ["3", "2", "1"]


def test_a_version_may_be_champion_twice(client, three):
    move_champion(client, name=NAME, version="1", why="better after all")

    assert restore_all(client) == ["1", "2", "1"]


def test_the_first_champion_stays(client, challenge):
    challenge(0.5)

    decision = restore_champion(client, NAME)

    assert champion(client) == "1"
    assert str(decision) == "stance-news: version 1 has no earlier champion to go back to"


def test_a_champion_set_by_hand_is_part_of_the_history(client, three):
    client.set_registered_model_alias(NAME, "champion", "3")

    move_champion(client, name=NAME, version="1", why="better")

    assert restore_all(client) == ["1", "3", "2", "1"]


def test_one_goes_back_from_a_champion_that_was_deleted(client, three):
    client.delete_model_version(NAME, "2")

    decision = restore_champion(client, NAME)

    assert champion(client) == "1"
    assert str(decision) == "version 1 is champion again, instead of no champion"


@pytest.mark.parametrize("at_write", range(N_WRITES_OF_A_MOVE))
def test_a_move_that_is_killed_leaves_a_champion_and_can_be_repeated(client, three, at_write):
    with pytest.raises(KeyboardInterrupt):
        move_champion(Dying(client, at_write=at_write), name=NAME, version="3", why="better")

    assert champion(client) == ("3" if at_write > 2 else "2")
    move_champion(client, name=NAME, version="3", why="better")
    assert previous(client) == "2"
    assert restore_all(client) == ["3", "2", "1"]


@pytest.mark.parametrize("at_write", range(N_WRITES_OF_A_MOVE))
def test_after_a_killed_move_one_goes_back_from_where_one_is(client, three, at_write):
    with pytest.raises(KeyboardInterrupt):
        move_champion(Dying(client, at_write=at_write), name=NAME, version="3", why="better")

    assert restore_all(client) == (["3", "2", "1"] if at_write > 2 else ["2", "1"])


@pytest.mark.parametrize("at_write", range(N_WRITES_OF_A_RETURN))
def test_a_return_that_is_killed_leaves_a_champion(client, three, at_write):
    move_champion(client, name=NAME, version="3", why="better")
    with pytest.raises(KeyboardInterrupt):
        restore_champion(Dying(client, at_write=at_write), NAME)

    assert restore_all(client) == (["2", "1"] if at_write else ["3", "2", "1"])


def test_the_numbers_of_writes_are_right(client, three):
    move_champion(Dying(client, at_write=N_WRITES_OF_A_MOVE), name=NAME, version="3", why="better")

    restore_champion(Dying(client, at_write=N_WRITES_OF_A_RETURN), NAME)

    assert champion(client) == "2"
