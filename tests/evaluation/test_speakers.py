"""Speaker scores against cases worked out by hand."""

import pytest

from stance.article import Article
from stance.evaluation.pairing import pair_articles
from stance.evaluation.speakers import score_speakers


def scores(gold, predicted):
    return score_speakers(pair_articles([gold], [predicted]))


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
    return scores(gold, predicted)


def test_accuracy_counts_sentences_spoken_by_the_partner(worked):
    assert worked.n_sentences == 6
    assert worked.accuracy == pytest.approx(4 / 6)


def test_kind_accuracy_counts_a_speaker_without_partner_as_wrong(worked):
    assert worked.n_speakers == 3
    assert worked.kind_accuracy == pytest.approx(1 / 3)  # A right, B other, C without partner


def test_names_are_compared_whatever_the_case_and_the_spaces(worked):
    assert worked.name_accuracy == pytest.approx(1 / 3)  # "ann  ode" is "Ann Ode"


def test_b_cubed_averages_over_sentences(worked):
    # x = {A, A}: precision 1, 1; y = {A, B, B}: 1/3, 2/3, 2/3
    assert worked.grouping.precision == pytest.approx((2 + 1 / 3 + 2 * 2 / 3) / 5)
    # A: 2/3, 2/3, 1/3; B: 1, 1; C was given nobody: 0
    assert worked.grouping.recall == pytest.approx((2 * 2 / 3 + 1 / 3 + 2) / 6)


def test_b_cubed_agrees_with_the_example_of_its_paper(make_article):
    # Bagga & Baldwin 1998: truth 1–5, 6–7, 8–C; the response joins first and last.
    gold = make_article("f" * 12, speakers="aaaaabbccccc")
    predicted = make_article("f" * 12, speakers="xxxxxyyxxxxx")

    found = scores(gold, predicted)

    assert found.grouping.precision == pytest.approx(7 / 12)
    assert found.grouping.recall == 1


def test_the_best_assignment_is_not_the_greedy_one(make_article):
    # A–x 3, A–y 2, B–x 2: taking A–x first would leave B without partner
    gold = make_article("f" * 7, speakers="AAAAABB")
    predicted = make_article("f" * 7, speakers="xxxyyxx")

    found = scores(gold, predicted)

    assert found.accuracy == pytest.approx(4 / 7)


def test_ids_play_no_part(make_article):
    gold = make_article("oe", speakers="ab")
    predicted = make_article("oe", speakers="ba")

    assert scores(gold, predicted).accuracy == 1


def test_a_speaker_given_to_the_outlet_changes_nothing(make_article):
    gold = make_article("of", speakers="a-")

    without = scores(gold, make_article("of", speakers="a-"))
    with_one = scores(gold, make_article("of", speakers="aa"))

    assert with_one == without


def test_the_same_speaker_in_two_articles_is_two_speakers(make_article):
    article = make_article("o", speakers="a")

    found = score_speakers(pair_articles([article, article], [article, article]))

    assert found.n_speakers == 2


def test_an_article_without_speakers_scores_nothing(make_article):
    found = scores(make_article("f"), make_article("f", speakers="x"))

    assert (found.n_sentences, found.accuracy, found.grouping.f1) == (0, 0, 0)


def test_a_speaker_that_is_not_listed_is_refused(make_article):
    gold = make_article("o", speakers="a")
    predicted = Article(id="x", text=gold.text, sentences=gold.sentences)

    with pytest.raises(ValueError, match="article 'x' lists no speaker 'a'"):
        scores(gold, predicted)
