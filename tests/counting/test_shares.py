"""Shares on simulated corpora whose truth is known."""

import numpy as np
import pytest

from stance.counting import shares
from stance.counting.shares import (
    ArticleSums,
    Confusion,
    LabelledSums,
    Method,
    draw_confusion,
    estimate_shares,
    invert_confusion,
    power_tuning,
    prediction_powered,
)

TRUTH = np.array([0.35, 0.15, 0.5])
#: How often a label (row) is taken for another (column): officials are often taken for facts.
RATES = np.array([[0.75, 0.05, 0.2], [0.1, 0.8, 0.1], [0.02, 0.03, 0.95]])


def simulate(n_articles, *, generator):
    """Articles of 4 to 20 sentences whose labels go together: longer ones have more experts.

    Gives gold and predicted labels as one-hot sums: the confusion of each article.
    """
    sizes = generator.integers(4, 21, n_articles)
    leaning = 8 * TRUTH + np.outer(sizes - 12, [0.0, 0.05, -0.05])
    own = generator.standard_gamma(np.maximum(leaning, 0.1))
    own /= own.sum(axis=1, keepdims=True)
    gold = generator.multinomial(sizes, own)
    return np.stack([generator.multinomial(gold[:, i], RATES[i]) for i in range(3)], axis=1)


def sums_of(confusion):
    counted = confusion.sum(axis=1).astype(float)
    # what a model that is too sure of itself says: nine tenths on the label that it gives
    expected = 0.85 * counted + 0.05 * counted.sum(axis=1, keepdims=True)
    return ArticleSums(counted=counted, expected=expected)


def truth_of_the_simulation():
    drawn = simulate(400_000, generator=np.random.default_rng(0)).sum(axis=(0, 2))
    return drawn / drawn.sum()


def estimate(n_others, n_labelled, *, seed):
    generator = np.random.default_rng(seed)
    others, sample = (simulate(n, generator=generator) for n in (n_others, n_labelled))
    labelled = LabelledSums(predicted=sums_of(sample), confusion=sample.astype(float))
    confusion = Confusion(
        counts=labelled.confusion.sum(axis=0), resampled=draw_confusion(labelled, seed=seed)
    )
    return estimate_shares(
        sums_of(np.concatenate([others, sample])),
        unlabelled=sums_of(others),
        labelled=labelled,
        confusion=confusion,
        seed=seed,
    )


@pytest.fixture(scope="module")
def simulations():
    few = pytest.MonkeyPatch()
    few.setattr(shares, "N_RESAMPLES", 400)
    found = [estimate(400, 60, seed=seed) for seed in range(200)]
    few.undo()
    return found


@pytest.mark.parametrize("method", [Method.CONFUSION, Method.PREDICTION_POWERED])
def test_intervals_hold_the_truth_as_often_as_they_say(simulations, method):
    truth = truth_of_the_simulation()

    held = [(found[method].low <= truth) & (truth <= found[method].high) for found in simulations]

    assert np.all(np.mean(held, axis=0) >= 0.90)  # 95 % less three standard errors of 200 draws
    assert np.mean(held) <= 0.985


@pytest.mark.parametrize("method", [Method.COUNTED, Method.PROBABILITIES])
def test_counting_predictions_misses_the_truth(simulations, method):
    truth = truth_of_the_simulation()

    held = [(found[method].low <= truth) & (truth <= found[method].high) for found in simulations]

    assert np.mean(held, axis=0)[0] < 0.1


def test_predictions_make_intervals_narrower_than_the_sample_alone(simulations):
    alone = [prediction_only(seed) for seed in range(20)]

    powered = [
        found[Method.PREDICTION_POWERED].high - found[Method.PREDICTION_POWERED].low
        for found in simulations[:20]
    ]

    assert np.mean(powered) < 0.85 * np.mean(alone)


def prediction_only(seed):
    generator = np.random.default_rng(seed)
    simulate(400, generator=generator)
    gold = simulate(60, generator=generator).sum(axis=2).astype(float)
    drawn = shares.draw_sums(gold, generator=generator)
    low, high = shares.interval(shares.count_labels(drawn))
    return high - low


def test_shares_sum_to_one(simulations):
    sums = [one.shares.sum() for found in simulations for one in found.values()]

    assert np.allclose(sums, 1)


def test_clusters_of_one_give_what_ppi_python_gives():
    ppi_py = pytest.importorskip("ppi_py")
    generator = np.random.default_rng(3)
    gold = np.eye(3)[generator.choice(3, 80, p=TRUTH)]
    predicted = generator.dirichlet([1, 1, 1], 80) * 0.3 + gold * 0.7
    others = generator.dirichlet([1, 1, 1], 500)
    labelled = LabelledSums(
        predicted=ArticleSums(counted=np.eye(3)[predicted.argmax(1)], expected=predicted),
        confusion=np.einsum("ai,aj->aij", gold, np.eye(3)[predicted.argmax(1)]),
    )
    unlabelled = ArticleSums(counted=np.eye(3)[others.argmax(1)], expected=others)

    weight = power_tuning(labelled, unlabelled)
    tuned = prediction_powered(gold.sum(0), predicted.sum(0), others.sum(0), weight=weight)
    plain = prediction_powered(gold.sum(0), predicted.sum(0), others.sum(0), weight=1.0)

    assert tuned == pytest.approx(ppi_py.ppi_mean_pointestimate(gold, predicted, others))
    assert plain == pytest.approx(ppi_py.ppi_mean_pointestimate(gold, predicted, others, lam=1))


def test_intervals_of_clusters_of_one_are_those_of_ppi_python():
    ppi_py = pytest.importorskip("ppi_py")
    generator = np.random.default_rng(4)
    gold = np.eye(3)[generator.choice(3, 200, p=TRUTH)]
    predicted = generator.dirichlet([1, 1, 1], 200) * 0.3 + gold * 0.7
    others = np.eye(3)[generator.choice(3, 900, p=TRUTH)] * 0.7 + 0.1
    labelled = LabelledSums(
        predicted=ArticleSums(counted=np.eye(3)[predicted.argmax(1)], expected=predicted),
        confusion=np.einsum("ai,aj->aij", gold, np.eye(3)[predicted.argmax(1)]),
    )
    unlabelled = ArticleSums(counted=np.eye(3)[others.argmax(1)], expected=others)

    found = estimate_shares(
        unlabelled, unlabelled=unlabelled, labelled=labelled, confusion=None, seed=1
    )[Method.PREDICTION_POWERED]

    low, high = ppi_py.ppi_mean_ci(gold, predicted, others, alpha=0.05)
    assert found.low == pytest.approx(low, abs=0.01)
    assert found.high == pytest.approx(high, abs=0.01)


def test_a_model_that_knows_nothing_is_given_no_weight():
    generator = np.random.default_rng(5)
    sample = simulate(100, generator=generator).astype(float)
    noise = generator.permutation(sums_of(sample).expected)
    sizes = sample.sum(axis=(1, 2))[:, None]
    noise = noise / noise.sum(axis=1, keepdims=True) * sizes
    labelled = LabelledSums(
        predicted=ArticleSums(counted=sample.sum(axis=1), expected=noise), confusion=sample
    )

    assert power_tuning(labelled, sums_of(simulate(500, generator=generator))) < 0.3


def test_nothing_but_a_sample_is_counted_as_it_is():
    sample = simulate(40, generator=np.random.default_rng(6)).astype(float)
    labelled = LabelledSums(predicted=sums_of(sample), confusion=sample)
    nothing = sums_of(sample[:0])

    found = estimate_shares(
        labelled.predicted, unlabelled=nothing, labelled=labelled, confusion=None, seed=1
    )

    gold = labelled.gold.sum(axis=0)
    assert found[Method.PREDICTION_POWERED].shares == pytest.approx(gold / gold.sum())


def test_too_few_labelled_articles_correct_nothing():
    sample = simulate(shares.FEWEST_LABELLED - 1, generator=np.random.default_rng(7)).astype(float)
    labelled = LabelledSums(predicted=sums_of(sample), confusion=sample)

    found = estimate_shares(
        labelled.predicted, unlabelled=labelled.predicted, labelled=labelled, confusion=None, seed=1
    )

    assert Method.PREDICTION_POWERED not in found


def test_exact_confusion_gives_the_exact_truth():
    counted = 1000 * TRUTH @ RATES

    assert invert_confusion(counted, 500 * RATES) == pytest.approx(TRUTH)


def test_a_label_that_people_never_gave_cannot_be_corrected():
    confusion = np.diag([5.0, 0.0, 7.0])

    assert np.isnan(invert_confusion(np.array([1.0, 1.0, 1.0]), confusion)).all()


def test_sentences_of_a_table_are_drawn_row_by_row():
    drawn = shares.draw_counts(100 * RATES, seed=1)

    assert drawn.sum(axis=2) == pytest.approx(np.full((shares.N_RESAMPLES, 3), 100))
    assert drawn.mean(axis=0) == pytest.approx(100 * RATES, abs=1)


def test_a_part_of_two_labels_has_an_interval(simulations):
    value, low, high = simulations[0][Method.PREDICTION_POWERED].part(1, of=[0, 1])

    assert 0 <= low < value < high <= 1


def test_large_groups_are_drawn_in_blocks(monkeypatch):
    values = np.random.default_rng(8).random((50, 2))
    whole = shares.draw_sums(values, generator=np.random.default_rng(1))
    monkeypatch.setattr(shares, "_CELLS_AT_ONCE", 50 * 7)

    blocks = shares.draw_sums(values, generator=np.random.default_rng(1))

    assert blocks.shape == whole.shape == (shares.N_RESAMPLES, 2)
    assert blocks == pytest.approx(whole)
