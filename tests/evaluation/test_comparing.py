"""Which of two models is better, and whether that means anything."""

import random
from itertools import product

import pytest

from stance.evaluation.comparing import compare_tallies
from stance.evaluation.pairing import pair_articles
from stance.evaluation.tallies import tally


def tallies_of(make_article, gold, predicted):
    return tally(
        pair_articles([make_article(one) for one in gold], [make_article(one) for one in predicted])
    )


def noisy(gold, share, dice):
    return [
        "".join(c if dice.random() < share else dice.choice("oef") for c in one) for one in gold
    ]


@pytest.fixture
def gold():
    dice = random.Random(1)
    return ["".join(dice.choices("oef", k=10)) for _ in range(40)]


def test_a_model_does_not_differ_from_itself(make_article, gold):
    same = tallies_of(make_article, gold, noisy(gold, 0.7, random.Random(2)))

    found = compare_tallies(same, same)

    for one in found.values():
        assert (one.difference, one.interval.low, one.interval.high, one.p) == (0, 0, 0, 1)


def test_a_clearly_better_model_is_found(make_article, gold):
    worse = tallies_of(make_article, gold, noisy(gold, 0.5, random.Random(2)))
    better = tallies_of(make_article, gold, noisy(gold, 0.9, random.Random(3)))

    found = compare_tallies(worse, better)["macro_f1"]

    assert found.difference > 0.1
    assert found.interval.low > 0
    assert found.p < 0.01


def test_the_other_way_round_the_signs_change(make_article, gold):
    one = tallies_of(make_article, gold, noisy(gold, 0.5, random.Random(2)))
    other = tallies_of(make_article, gold, noisy(gold, 0.9, random.Random(3)))

    there, back = compare_tallies(one, other)["accuracy"], compare_tallies(other, one)["accuracy"]

    assert back.difference == pytest.approx(-there.difference)
    assert back.interval.low == pytest.approx(-there.interval.high)
    assert back.p == there.p


def test_p_is_small_as_often_as_chance_has_it(make_article, gold):
    """Of models that are equally good, one in twenty pairs has p ≤ 0.05."""
    ps = []
    for seed in range(100):
        one, other = (
            tallies_of(
                make_article, gold[:15], noisy(gold[:15], 0.7, random.Random(f"{seed}{side}"))
            )
            for side in "ab"
        )
        ps.append(compare_tallies(one, other, seed=seed, n_resamples=200)["accuracy"].p)

    assert sum(p <= 0.05 for p in ps) <= 12


def test_p_is_that_of_all_swaps(make_article):
    gold = ["oooo", "ffff", "eeee"]
    first = tallies_of(make_article, gold, ["oooo", "fffo", "eeee"])
    second = tallies_of(make_article, gold, ["oeee", "ffff", "eeee"])

    found = compare_tallies(first, second, n_resamples=20_000)["accuracy"]

    gains = (-3, 1, 0)  # sentences more that the second gets right, by article
    swaps = [
        abs(sum(s * g for s, g in zip(sign, gains, strict=True)))
        for sign in product((1, -1), repeat=3)
    ]
    assert found.p == pytest.approx(sum(one >= 2 for one in swaps) / len(swaps), abs=0.01)
    assert found.difference == pytest.approx(-2 / 12)


def test_confidence_is_compared_too(make_article):
    gold = [make_article("oooo")] * 4
    sure = tally(pair_articles(gold, [make_article("oooe", confidences=[0.9, 0.9, 0.9, 0.2])] * 4))
    blind = tally(pair_articles(gold, [make_article("oooe", confidences=[0.2, 0.3, 0.4, 0.9])] * 4))

    found = compare_tallies(blind, sure)["coverage_area"]

    assert found.difference > 0


def test_other_sentences_are_refused(make_article):
    one, other = (tallies_of(make_article, [text], [text]) for text in ("oo", "oof"))

    with pytest.raises(ValueError, match="the same sentences"):
        compare_tallies(one, other)


@pytest.mark.parametrize("names", [("accuracy", "macro_f1"), ("coverage_area",)])
def test_a_choice_of_measures_is_compared_as_all_of_them_are(make_article, gold, names):
    one = tallies_of(make_article, gold, noisy(gold, 0.5, random.Random(2)))
    other = tallies_of(make_article, gold, noisy(gold, 0.9, random.Random(3)))

    found = compare_tallies(one, other, names=names)

    everything = compare_tallies(one, other)
    assert found == {name: everything[name] for name in names}
