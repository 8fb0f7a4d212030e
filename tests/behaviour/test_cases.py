from collections import Counter

import pytest

import making
from behaviour.cases import Kind, read_cases
from behaviour.checking import check_cases
from behaviour.report import to_markdown
from stance.errors import CorpusError

RAIN = """
- name: rain
  capability: weather
  text: >
    Rain fell.

    The mayor said it would stop.
  expect:
    - {words: Rain, label: reported_fact, speaker: ""}
"""


@pytest.fixture
def folder(tmp_path):
    def write(text):
        (tmp_path / "rain.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def always(label):
    """A model that gives every sentence one label."""
    return lambda text: making.make_article((text, label))


def test_there_are_enough_cases_of_each_kind():
    kinds = Counter(case.kind for case in read_cases())

    assert kinds.total() >= 75
    assert kinds[Kind.INV] >= 10
    assert kinds[Kind.DIR] >= 8


def test_passages_have_three_to_nine_sentences():
    from stance.text.sentences import split_sentences

    lengths = {case.name: len(split_sentences(case.text)) for case in read_cases()}

    assert {name: n for name, n in lengths.items() if not 3 <= n <= 11} == {}


def test_paragraphs_are_parted_by_a_blank_line(folder):
    (case,) = read_cases(folder(RAIN))

    assert case.text == "Rain fell.\n\nThe mayor said it would stop."


def test_words_that_are_not_in_the_text_are_a_fault_with_its_line(folder):
    with pytest.raises(CorpusError, match=r"rain\.yaml:2: rain: 'Snow' is 0 times in the text"):
        read_cases(folder(RAIN.replace("words: Rain", "words: Snow")))


def test_an_unknown_label_is_answered_with_the_nearest(folder):
    with pytest.raises(CorpusError, match="did you mean 'reported_fact'"):
        read_cases(folder(RAIN.replace("reported_fact", "reported-fact")))


def test_two_cases_cannot_share_a_name(folder):
    with pytest.raises(CorpusError, match="the name 'rain' is taken"):
        read_cases(folder(RAIN + RAIN))


def test_a_wrong_label_fails_the_case(folder):
    cases = read_cases(folder(RAIN))

    (outcome,) = check_cases(cases, predict=always(making.OFFICIAL))

    assert outcome.wrong == ("“Rain”: official_statement, not reported_fact (speaker: the outlet)",)


def test_the_report_counts_and_names_what_fails(folder):
    cases = read_cases(folder(RAIN))

    report = to_markdown(check_cases(cases, predict=always(making.EXPERT)))

    assert "| weather | 0 of 1 |" in report
    assert "- `rain` (weather)" in report
