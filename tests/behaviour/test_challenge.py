"""The resolver of speakers gets as many cases of each phenomenon right as it did."""

import json
from pathlib import Path

import pytest

from stance.evaluation.challenge import by_category, check_cases, read_cases
from stance.prediction.speakers import resolve_speakers

FOLDER = Path(__file__).parents[2] / "data" / "challenge"
CASES = read_cases(FOLDER / "speakers.jsonl")
FLOORS = json.loads((FOLDER / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def groups():
    return by_category(check_cases(CASES, resolve_speakers))


def test_each_category_has_a_floor():
    assert set(FLOORS) == {case.category for case in CASES}


@pytest.mark.parametrize("category", FLOORS)
def test_no_category_falls_below_its_floor(category, groups):
    outcomes = groups[category]
    wrong = [f"{one.case.id}: {'; '.join(one.wrong)}" for one in outcomes if not one.is_right]

    n_right = len(outcomes) - len(wrong)

    assert n_right >= FLOORS[category], "\n".join([f"{n_right} right, wrong are:", *wrong])
