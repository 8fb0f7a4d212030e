import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.labels import LABELS, Label
from stance.prediction.speakers.capacity.leanings import head_of, is_past, lean

EVEN = (1 / 3, 1 / 3, 1 / 3)
CHANCES = st.lists(st.floats(1e-6, 1), min_size=3, max_size=3).map(
    lambda numbers: tuple(one / sum(numbers) for one in numbers)
)


@pytest.mark.parametrize(
    ("description", "label"),
    [
        ("Ana Ruiz health minister", Label.OFFICIAL_STATEMENT),
        ("the police", Label.OFFICIAL_STATEMENT),
        ("Ana Ruiz economist at Larkspur Bank", Label.EXPERT_ANALYSIS),
        ("Ana Ruiz pensioner", Label.REPORTED_FACT),
        ("two residents", Label.REPORTED_FACT),
    ],
)
def test_a_description_leans_to_its_kind(description, label):
    chances = lean(EVEN, description)

    assert LABELS[chances.index(max(chances))] is label


def test_unknown_words_say_nothing():
    assert lean((0.5, 0.3, 0.2), "Qwxz Vbnm") == (0.5, 0.3, 0.2)


def test_sentences_that_are_sure_are_not_overruled():
    chances = lean((0.01, 0.98, 0.01), "health minister")

    assert max(chances) == chances[1]


@given(CHANCES, st.text(max_size=60))
def test_any_description_gives_probabilities(chances, description):
    assert sum(lean(chances, description)) == pytest.approx(1)
    assert min(lean(chances, description)) > 0


@pytest.mark.parametrize(
    "role",
    [
        "former envoy to Bolivia",
        "the ex-minister",
        "black former mayor",
        "senior security official during Ada Obi's presidency",
        "water official under President Ada Obi",
    ],
)
def test_who_held_an_office_speaks_for_it_no_longer(role):
    chances = lean((0.85, 0.05, 0.1), "Ana Ruiz", role)

    assert is_past(role)
    assert LABELS[chances.index(max(chances))] is not Label.OFFICIAL_STATEMENT


def test_initials_without_a_name_are_nobody_under_whom_one_was_something():
    """An expression that matched a full stop in two ways would take years over these."""
    assert not is_past("a minister under " + "A. " * 60 + "…")
    assert is_past("a minister under " + "A. " * 60 + "Obi")


@pytest.mark.parametrize(
    "role",
    [
        "former envoy and now a senator",
        "former mayor, minister of water",
        "adviser to a former king",
        "police officer under investigation",
        "minister during the drought",
    ],
)
def test_who_holds_an_office_too_speaks_for_it(role):
    assert not is_past(role)


def test_an_office_told_elsewhere_counts():
    out, back = (
        lean((0.8, 0.1, 0.1), "Ana Ruiz", "former envoy", other)
        for other in ("Obi's superior", "minister of water")
    )

    assert max(out) != out[0]
    assert max(back) == back[0]


@given(CHANCES, st.text(max_size=60), st.text(max_size=60))
def test_any_roles_give_probabilities(chances, role, other):
    assert sum(lean(chances, "Ana Ruiz", role, other)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("role", "ranks", "is_office"),
    [
        ("former chairman of the committee", [], False),
        ("former chairman of the committee", ["Rep."], True),
        ("former Rep.", ["Rep."], False),
        ("former governor of Ohio", ["Gov."], False),
        ("former lieutenant governor", ["Lt. Gov.", "Sen."], True),
    ],
)
def test_a_short_title_is_an_office_unless_it_is_the_one_that_is_over(role, ranks, is_office):
    official, *_ = lean((0.4, 0.3, 0.3), "Ana Ruiz", role, ranks=ranks)

    assert (official > 0.4) is is_office


def test_a_short_title_makes_an_official():
    assert lean((0.3, 0.01, 0.69), "Ana Ruiz", "Rep.", ranks=["Rep."])[0] > 0.5
    assert lean((0.3, 0.01, 0.69), "Ana Ruiz", "Rep.")[0] < 0.5


@pytest.mark.parametrize(
    ("role", "head"),
    [
        ("head coach", "coach"),
        ("chief executive of Orno Water", "executive"),
        ("president and CEO", "president"),
        ("Queens District Attorney", "attorney"),
        ("Orno's deputy police chief", "chief"),
        ("a central Orno district resident", "resident"),
        ("economist, who advises the bank", "economist"),
        ("who runs a local youth ministry", ""),
        ("", ""),
    ],
)
def test_the_noun_is_what_a_role_is_about(role, head):
    assert head_of(role) == head


@pytest.mark.parametrize(
    ("role", "most"),
    [
        ("head coach", 2),
        ("central Orno district resident", 2),
        ("DNA expert", 1),
        ("local sheriff", 0),
        ("chief economist at the State Bank", 1),
    ],
)
def test_the_noun_says_more_than_the_words_before_it(role, most):
    chances = lean(EVEN, "Ada Obi", role)

    assert max(range(3), key=chances.__getitem__) == most


def test_a_description_has_a_noun_too():
    official, expert, other = lean(EVEN, "Palmer police")

    assert official > max(expert, other)
