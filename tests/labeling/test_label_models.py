"""From votes to probabilities: what holds for every label model, and what sets them apart."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from stance.errors import MissingExtraError
from stance.labeling import label_models
from stance.labeling.label_models import DEFAULT_MODEL, DEFAULT_PRIOR, MODELS, fit
from stance.labeling.votes import ABSTAIN, VoteTable
from stance.labels import LABELS

PRIOR = np.array([DEFAULT_PRIOR[label] for label in LABELS])
#: The models of crowd-kit take half a second each.
QUICK = [name for name in MODELS if name not in {"dawid-skene", "one-coin"}]

votes = arrays.arrays(
    np.int8,
    st.tuples(st.integers(1, 12), st.integers(1, 5)),
    elements=st.integers(ABSTAIN, len(LABELS) - 1),
)


def make_table(labels):
    labels = np.array(labels, dtype=np.int8)
    return VoteTable(functions=tuple(f"f{i}" for i in range(labels.shape[1])), labels=labels)


def make_news(n, *, accuracies, coverage=0.5, seed=0):
    """Labels by ``PRIOR``, and functions that each vote on their own with a known accuracy."""
    generator = np.random.default_rng(seed)
    gold = generator.choice(len(LABELS), n, p=PRIOR)
    shape = (n, len(accuracies))
    wrong = (gold[:, None] + generator.integers(1, len(LABELS), shape)) % len(LABELS)
    cast = np.where(generator.random(shape) < accuracies, gold[:, None], wrong)
    return gold, make_table(np.where(generator.random(shape) < coverage, cast, ABSTAIN))


def make_experts(n, *, precision, seed=0):
    """Six functions that each know one label, and vote it on few sentences, mostly rightly."""
    generator = np.random.default_rng(seed)
    gold = generator.choice(len(LABELS), n, p=PRIOR)
    columns = []
    for label in (0, 0, 1, 1, 2, 2):
        is_it, rate = gold == label, 0.3
        rate_elsewhere = rate * is_it.mean() / (1 - is_it.mean()) * (1 - precision) / precision
        fires = generator.random(n) < np.where(is_it, rate, rate_elsewhere)
        columns.append(np.where(fires, label, ABSTAIN))
    return gold, make_table(np.stack(columns, axis=1))


def accuracy(name, gold, table):
    return float((fit(name, table, seed=1).probabilities(table).argmax(axis=1) == gold).mean())


def test_the_default_is_a_model():
    assert DEFAULT_MODEL in MODELS


@pytest.mark.parametrize("name", QUICK)
@settings(max_examples=50)
@given(labels=votes)
def test_every_row_is_a_distribution(name, labels):
    table = make_table(labels)

    found = fit(name, table, seed=1).probabilities(table)

    assert found.shape == (len(labels), len(LABELS))
    assert (found >= 0).all()
    assert np.allclose(found.sum(axis=1), 1)


@pytest.mark.parametrize("name", MODELS)
def test_the_order_of_functions_does_not_matter(name):
    _, table = make_news(300, accuracies=[0.9, 0.8, 0.7, 0.6])
    order = [2, 0, 3, 1]
    other = VoteTable(
        functions=tuple(table.functions[i] for i in order), labels=table.labels[:, order]
    )

    found = fit(name, table, seed=1).probabilities(table)
    again = fit(name, other, seed=1).probabilities(other)

    assert np.allclose(found, again, atol=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_where_all_agree_their_label_is_the_likeliest(name):
    _, table = make_news(600, accuracies=[0.9] * 5, seed=3)
    model = fit(name, table, seed=1)

    found = model.probabilities(make_table([[label] * 5 for label in range(len(LABELS))]))

    assert found.argmax(axis=1).tolist() == [0, 1, 2]
    assert (found.max(axis=1) > 0.8).all()


@pytest.mark.parametrize("name", MODELS)
def test_one_function_alone_is_enough(name):
    table = make_table([[0], [1], [ABSTAIN], [2], [0]])

    found = fit(name, table, seed=1).probabilities(table)

    assert np.isfinite(found).all()


@pytest.mark.parametrize("name", MODELS)
def test_without_any_vote_the_prior_is_left(name):
    table = make_table(np.full((5, 3), ABSTAIN))

    found = fit(name, table, seed=1).probabilities(table)

    assert np.allclose(found, PRIOR, atol=1e-3)


@pytest.mark.parametrize("name", MODELS)
def test_a_label_that_nobody_votes_for_never_wins(name):
    table = make_table([[0, 0], [2, 2], [0, 2], [2, 0], [0, ABSTAIN]] * 20)

    found = fit(name, table, seed=1).probabilities(table)

    assert set(found.argmax(axis=1)) <= {0, 2}


@pytest.mark.parametrize("name", ["weighted", "dawid-skene", "one-coin"])
def test_functions_that_know_all_labels_are_told_apart_by_agreement(name):
    gold, table = make_news(2000, accuracies=[0.95, 0.9, 0.5, 0.45, 0.4], coverage=1.0)

    assert accuracy(name, gold, table) > 0.93


@pytest.mark.parametrize("name", ["anchored", "dependence"])
def test_functions_that_know_one_label_are_better_together_than_alone(name):
    gold, table = make_experts(3000, precision=0.85)
    voted = (table.labels != ABSTAIN).any(axis=1)

    found = fit(name, table, seed=1).probabilities(table)

    assert (found.argmax(axis=1) == gold)[voted].mean() > 0.85


def test_one_coin_finds_the_accuracy_of_each_function():
    accuracies = [0.9, 0.8, 0.7, 0.85, 0.6]
    _, table = make_news(4000, accuracies=accuracies, coverage=0.9)

    found = fit("one-coin", table, seed=1).rule.evidence

    assert np.allclose(np.exp(found[:, 0, 0]), accuracies, atol=0.05)


def test_functions_that_never_meet_keep_the_meaning_of_their_votes():
    table = make_table([[0, ABSTAIN]] * 40 + [[ABSTAIN, 1]] * 3)

    found = fit("anchored", table, seed=1).probabilities(make_table([[0, ABSTAIN], [ABSTAIN, 1]]))

    assert found.argmax(axis=1).tolist() == [0, 1]
    assert (found.max(axis=1) > 0.7).all()


def test_a_function_that_the_others_contradict_is_trusted_less():
    _, table = make_news(2000, accuracies=[0.9, 0.9, 0.9, 0.3])
    model = fit("anchored", table, seed=1)

    found = model.probabilities(make_table([[0, -1, -1, -1], [-1, -1, -1, 0]]))

    assert found[1, 0] < found[0, 0] - 0.1


def test_copies_of_a_function_do_not_outvote_the_others():
    _, table = make_news(2000, accuracies=[0.8, 0.8, 0.8], coverage=0.9)
    copied = make_table(table.labels[:, [0, 0, 0, 0, 0, 1, 2]])
    disputed = make_table([[0, 0, 0, 0, 0, 1, 1]])

    shared = fit("dependence", copied, seed=1).probabilities(disputed)[0]
    apart = fit("anchored", copied, seed=1).probabilities(disputed)[0]

    assert shared[0] < 0.9 < apart[0]


def test_a_prior_moves_what_is_open():
    table = make_table([[ABSTAIN], [0]])
    prior = dict(zip(LABELS, (1, 8, 1), strict=True))

    found = fit("majority", table, seed=1, prior=prior).probabilities(table)

    assert found[0].argmax() == 1


def test_a_fit_looks_at_a_bounded_sample(monkeypatch):
    monkeypatch.setattr(label_models, "MAX_SENTENCES_FITTED", 50)
    _, table = make_news(500, accuracies=[0.9, 0.8])

    first, again, other = (fit("weighted", table, seed=seed).rule.weights for seed in (1, 1, 2))

    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_an_unknown_model_is_answered_with_the_nearest():
    with pytest.raises(ValueError, match="'majorty' is not a label model; did you mean 'majority'"):
        fit("majorty", make_table([[0]]), seed=1)


def test_an_empty_table_is_refused():
    with pytest.raises(ValueError, match="at least one sentence and one function"):
        fit("majority", make_table(np.zeros((0, 2))), seed=1)


def test_a_prior_without_one_label_is_refused():
    with pytest.raises(ValueError, match="a share above 0 for each label"):
        fit("majority", make_table([[0]]), seed=1, prior={LABELS[0]: 1.0})


def test_votes_of_other_functions_are_refused():
    model = fit("majority", make_table([[0]]), seed=1)
    table = VoteTable(functions=("other",), labels=np.array([[0]], dtype=np.int8))

    with pytest.raises(ValueError, match="fitted on the functions f0; the table has other"):
        model.probabilities(table)


def test_without_crowd_kit_its_models_name_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "crowdkit.aggregation", None)

    with pytest.raises(MissingExtraError, match=r"pip install .*\[label\]'"):
        fit("one-coin", make_table([[0]]), seed=1)
