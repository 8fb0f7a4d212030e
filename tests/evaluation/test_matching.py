"""Speaker scores against cases worked out by hand."""

import numpy as np
import pytest

from stance.article import Article
from stance.evaluation.measures import measure_all
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import tally


def measured(gold, predicted):
    tallies = tally(pair_articles([gold], [predicted]))
    values = measure_all(tallies, np.ones((1, 1), dtype=int))
    return {name: float(value[0]) for name, value in values.items() if "speaker" in name}


@pytest.fixture
def worked(make_article):
    # gold A A A B B C, all but the outlet's last; predicted x x y y y -
    #   shared: A–x 2, A–y 1, B–y 2, C–nobody; best: A–x, B–y with 4 of 6
    gold = make_article("oooeeff", speakers="AAABBC-", names={"A": "Ann Ode", "B": "Bo Rex"})
    predicted = make_article(
        "oofffff",
        speakers="xxyyy-z",
        names={"x": "ann  ode", "y": "Rex"},
        kinds={"x": "official", "y": "other"},
    )
    return measured(gold, predicted)


def test_accuracy_counts_sentences_spoken_by_the_partner(worked):
    assert worked["speaker_accuracy"] == pytest.approx(4 / 6)


def test_kind_accuracy_counts_a_speaker_without_partner_as_wrong(worked):
    # A right, B other, C without partner
    assert worked["speaker_kind_accuracy"] == pytest.approx(1 / 3)


def test_names_are_compared_whatever_the_case_and_the_spaces(worked):
    assert worked["speaker_name_accuracy"] == pytest.approx(1 / 3)  # "ann  ode" is "Ann Ode"


def test_b_cubed_averages_over_sentences(worked):
    # x = {A, A}: precision 1, 1; y = {A, B, B}: 1/3, 2/3, 2/3
    precision = (2 + 1 / 3 + 2 * 2 / 3) / 5
    # A: 2/3, 2/3, 1/3; B: 1, 1; C was given nobody: 0
    recall = (2 * 2 / 3 + 1 / 3 + 2) / 6
    f1 = 2 * precision * recall / (precision + recall)
    assert worked["speaker_b3_f1"] == pytest.approx(f1)


def test_b_cubed_agrees_with_the_example_of_its_paper(make_article):
    # Bagga & Baldwin 1998: truth 1–5, 6–7, 8–C; the response joins first and last.
    gold = make_article("f" * 12, speakers="aaaaabbccccc")
    predicted = make_article("f" * 12, speakers="xxxxxyyxxxxx")

    found = measured(gold, predicted)

    precision, recall = 7 / 12, 1
    f1 = 2 * precision * recall / (precision + recall)
    assert found["speaker_b3_f1"] == pytest.approx(f1)


def test_the_best_assignment_is_not_the_greedy_one(make_article):
    # A–x 3, A–y 2, B–x 2: taking A–x first would leave B without partner
    gold = make_article("f" * 7, speakers="AAAAABB")
    predicted = make_article("f" * 7, speakers="xxxyyxx")

    assert measured(gold, predicted)["speaker_accuracy"] == pytest.approx(4 / 7)


def test_ids_play_no_part(make_article):
    gold = make_article("oe", speakers="ab")
    predicted = make_article("oe", speakers="ba")

    assert measured(gold, predicted)["speaker_accuracy"] == 1


def test_a_speaker_given_to_the_outlet_changes_nothing(make_article):
    gold = make_article("of", speakers="a-")

    without = measured(gold, make_article("of", speakers="a-"))
    with_one = measured(gold, make_article("of", speakers="aa"))

    assert with_one == without


def test_the_same_speaker_in_two_articles_is_two_speakers(make_article):
    article = make_article("o", speakers="a")

    assert tally(pair_articles([article, article], [article, article])).counts["speakers"] == 2


def test_a_speaker_that_is_not_listed_is_refused(make_article):
    gold = make_article("o", speakers="a")
    predicted = Article(id="x", text=gold.text, sentences=gold.sentences)

    with pytest.raises(ValueError, match="article 'x' lists no speaker 'a'"):
        measured(gold, predicted)
