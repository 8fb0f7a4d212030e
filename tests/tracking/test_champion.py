import pytest

from stance.tracking.champion import move_champion, promote_first, restore_champion

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
    """Give a function that registers a version and promotes it if it is the first."""
    return lambda: promote_first(client, name=NAME, version=str(add_version()))


def champion(client):
    return str(client.get_model_version_by_alias(NAME, "champion").version)


def test_the_first_version_is_champion(client, challenge):
    decision = challenge()

    assert champion(client) == "1"
    assert decision.moved
    assert str(decision) == "version 1 is the first champion"


def test_a_later_version_is_left_to_the_gate(client, challenge):
    challenge()

    decision = challenge()

    assert champion(client) == "1"
    assert not decision.moved
    assert str(decision).startswith("version 1 stays champion; stance promote measures")


def test_asking_again_changes_nothing(client, challenge):
    challenge()

    decision = promote_first(client, name=NAME, version="1")

    assert champion(client) == "1"
    assert str(decision) == "version 1 is the champion"


def test_a_champion_whose_version_was_deleted_leaves_the_place_free(client, challenge):
    challenge()
    client.delete_model_version(NAME, "1")

    decision = challenge()

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
    challenge()

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
