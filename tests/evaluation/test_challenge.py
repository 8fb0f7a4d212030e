"""The scorer of the challenge set."""

import json

import pytest

from stance.evaluation.challenge import by_category, check_cases, read_cases
from stance.prediction.speakers import resolve_speakers

TEXT = "Ada Obi, economist, said. Rain fell. It will stop, Obi said."
EVEN = {"official_statement": 0.1, "expert_analysis": 0.8, "reported_fact": 0.1}
FACT = {"official_statement": 0.05, "expert_analysis": 0.05, "reported_fact": 0.9}
RIGHT = [
    {"speaker": "A", "name": "ada obi", "role": "an economist", "kind": "expert"},
    {"speaker": "", "label": "reported_fact", "source": ""},
    {"speaker": "A", "source": "Obi", "cue": "said", "not_named": "Rain"},
]


def record(expected, name="obi"):
    return {
        "id": name,
        "category": "names",
        "text": TEXT,
        "sentences": [
            {"start": 0, "end": 25, "probabilities": EVEN, "source": [0, 18]},
            {"start": 26, "end": 36, "probabilities": FACT},
            {"start": 37, "end": 60, "probabilities": EVEN, "source": [51, 54], "cue": [55, 59]},
        ],
        "expected": expected,
    }


@pytest.fixture
def check(tmp_path):
    def build(*records):
        path = tmp_path / "cases.jsonl"
        path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
        return check_cases(read_cases(path), resolve_speakers)

    return build


def test_a_case_is_right_if_all_is_as_expected(check):
    (outcome,) = check(record(RIGHT))

    assert outcome.wrong == ()


@pytest.mark.parametrize(
    ("place", "expected", "wrong"),
    [
        (0, {"name": "Eva Obi"}, "name 'Ada Obi', not 'Eva Obi'"),
        (0, {"not_named": "Obi"}, "named 'Ada Obi'"),
        (0, {"role": "doctor"}, "role 'economist', not 'doctor'"),
        (0, {"role": ""}, "role 'economist', not ''"),
        (0, {"kind": "official"}, "kind 'expert', not 'official'"),
        (0, {"speaker": ""}, "speaker 'Ada Obi', not the outlet"),
        (1, {"speaker": "A"}, "speaker 'the outlet', not A"),
        (2, {"speaker": "B"}, "speaker 'Ada Obi', not B"),
        (1, {"label": "expert_analysis"}, "label 'reported_fact', not 'expert_analysis'"),
        (2, {"source": ""}, "source 'Obi', not ''"),
        (2, {"cue": "so"}, "cue 'said', not 'so'"),
    ],
)
def test_what_is_not_as_expected_is_named(check, place, expected, wrong):
    said = [{"speaker": "A"}, {}, {}]
    said[place] = said[place] | expected

    (outcome,) = check(record(said))

    assert len(outcome.wrong) == 1
    assert wrong in outcome.wrong[0]


def test_sentences_of_one_letter_have_one_speaker(check):
    said = record([{"speaker": "A"}, {}, {"speaker": "A"}])

    (outcome,) = check(said | {"text": TEXT.replace("Obi said.", "Lem said.")})

    assert outcome.wrong == ("“It will stop, Lem said.”: speaker 'Lem', not A",)


def test_outcomes_are_sorted_by_category(check):
    groups = by_category(check(record(RIGHT), record([{"role": "doctor"}, {}, {}], "doctor")))

    assert {name: [one.is_right for one in some] for name, some in groups.items()} == {
        "names": [True, False]
    }


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"expected": [{}]}, "1 expectations for 3 sentences"),
        ({"expected": [{}, {}, {}]}, "nothing is expected"),
        ({"expected": [{"nam": "Ada"}, {}, {}]}, "nam"),
    ],
)
def test_what_is_no_case_is_told_with_its_line(check, fields, what):
    with pytest.raises(ValueError, match=rf"cases\.jsonl:2: .*{what}"):
        check(record(RIGHT), record(RIGHT) | fields)


def test_two_cases_cannot_share_an_id(check):
    with pytest.raises(ValueError, match="the id 'obi' is taken"):
        check(record(RIGHT), record(RIGHT))
