"""What the bundled model must be able to do, on passages written for it.

A passage that the model is known to fail is listed below, and must fail: one that passes is to be
taken off the list. Any other that fails is red.
"""

import pytest

from behaviour.cases import read_cases
from behaviour.checking import check_cases
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.predictor import Predictor

#: By name, what the bundled model gets wrong today. A release passes 95 % of the passages.
KNOWN_MISSES = {
    "expert_without_cues_in_other_paragraphs",
    "lawyer_for_an_office_holder",
    "officer_of_a_council_judges_a_project",
    "whose_lawyer_speaks",
}
#: Has a sentence whose two likeliest labels are so near each other that processors, which add up
#: in other orders, may settle it otherwise: neither must it pass nor fail.
UNDECIDED = {"interview_in_other_dress"}
CASES = read_cases()
NAMES = [case.name for case in CASES]


@pytest.fixture(scope="module")
def outcomes():
    predictor = Predictor.load(BUNDLED_FOLDER, n_threads=1)
    return {one.case.name: one for one in check_cases(CASES, predict=predictor.predict)}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in KNOWN_MISSES | UNDECIDED])
def test_a_passage_is_read_right(name, outcomes):
    assert outcomes[name].is_passed, "\n".join(outcomes[name].wrong)


@pytest.mark.parametrize("name", sorted(KNOWN_MISSES))
def test_a_known_miss_is_still_one(name, outcomes):
    assert not outcomes[name].is_passed, f"{name} passes: take it off the list"


def test_known_misses_are_few():
    assert len(KNOWN_MISSES | UNDECIDED) <= 0.05 * len(NAMES)
