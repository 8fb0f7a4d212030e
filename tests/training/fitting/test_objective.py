from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

import making
from making import EXPERT, FACT, OFFICIAL
from stance.training.fitting.examples import IGNORED, cut_shares, make_examples
from stance.training.fitting.objective import JointObjective, pad_share, pad_windows

ARTICLES = [
    making.make_article(
        ("the minister said taxes would rise.", OFFICIAL, "the minister", "said"),
        ("rain fell.", FACT),
    ),
    making.make_article(("the professor argued.", EXPERT, "the professor", "argued")),
]


@pytest.fixture
def examples():
    return make_examples(
        ARTICLES,
        tokenizer=making.make_tokenizer(),
        settings=making.make_settings(),
        decided_only=True,
    )


@pytest.fixture
def make_objective(tiny_encoder):
    def build(*, tag_weight=0.5, training=False):
        network = making.make_network(tiny_encoder)
        objective = JointObjective(network, tag_weight=tag_weight)
        return objective.train(training)

    return build


def loss_of(objective, examples):
    with torch.no_grad():
        return objective(**pad_windows(examples, padding_id=0))["loss"].item()


def test_padding_changes_no_logit(make_objective, examples):
    objective = make_objective()
    long, short = examples

    with torch.no_grad():
        alone = objective(**pad_windows([short], padding_id=0))
        padded = objective(**pad_windows([long, short], padding_id=0))

    n_segments, n_tokens = len(short.labels), len(short.tags)
    for name, size in (("label_logits", n_segments), ("tag_logits", n_tokens)):
        torch.testing.assert_close(padded[name][1, :size], alone[name][0], atol=1e-5, rtol=1e-4)


def test_the_padding_id_makes_no_difference(make_objective, examples):
    objective = make_objective()

    with torch.no_grad():
        losses = [objective(**pad_windows(examples, padding_id=i))["loss"] for i in (0, 7)]

    torch.testing.assert_close(*losses)


@pytest.mark.parametrize(("tag_weight", "name"), [(0.0, "labels"), (1e6, "tags")])
def test_the_loss_of_a_batch_is_the_mean_over_what_is_asked(
    make_objective, examples, tag_weight, name
):
    objective = make_objective(tag_weight=tag_weight)
    n_asked = [int((getattr(one, name) != IGNORED).sum()) for one in examples]

    whole = loss_of(objective, examples)
    parts = [loss_of(objective, [one]) for one in examples]

    mean = sum(n * part for n, part in zip(n_asked, parts, strict=True)) / sum(n_asked)
    assert whole == pytest.approx(mean, rel=1e-4)


def test_the_mean_loss_of_shares_is_the_loss_of_their_batch(make_objective, examples):
    objective = make_objective().train()
    shares = cut_shares(examples, n_shares=3)

    with torch.no_grad():
        parts = [objective(**pad_share(one, padding_id=0))["loss"].item() for one in shares]

    assert sum(parts) / 3 == pytest.approx(loss_of(objective, examples), rel=1e-4)


def test_the_loss_is_that_of_labels_plus_weighted_tags(make_objective, examples):
    batch = pad_windows(examples, padding_id=0)

    with torch.no_grad():
        outcome = make_objective(tag_weight=0.25)(**batch)

    label_loss, tag_loss = (
        functional.cross_entropy(outcome[logits].flatten(0, 1), batch[gold].flatten())
        for logits, gold in (("label_logits", "labels"), ("tag_logits", "tags"))
    )
    torch.testing.assert_close(outcome["loss"], label_loss + 0.25 * tag_loss)


def test_what_is_ignored_has_no_part_in_the_loss(make_objective, examples):
    objective = make_objective(tag_weight=0.0)
    first, *rest = examples
    labels = np.where(np.arange(len(first.labels)) == 0, IGNORED, first.labels)
    batch = pad_windows([replace(first, labels=labels), *rest], padding_id=0)

    with torch.no_grad():
        outcome = objective(**batch)

    kept = [outcome["label_logits"][0, 1], outcome["label_logits"][1, 0]]
    gold = torch.tensor([batch["labels"][0, 1], batch["labels"][1, 0]])
    torch.testing.assert_close(outcome["loss"], functional.cross_entropy(torch.stack(kept), gold))


def test_padding_is_marked_by_length_and_not_by_value(examples):
    batch = pad_windows(examples, padding_id=2)

    lengths = [len(one.inputs.input_ids) for one in examples]
    assert batch["attention_mask"].sum(dim=1).tolist() == lengths


def test_missing_segments_are_averages_of_nothing(examples):
    batch = pad_windows(examples, padding_id=0)

    assert batch["pooling"][1, 1].sum() == 0
    assert batch["labels"][1, 1] == IGNORED


def test_dtypes_are_those_that_the_network_is_exported_with(examples):
    batch = pad_windows(examples, padding_id=0)

    kinds = {name: array.dtype for name, array in batch.items()}
    assert kinds == {
        "input_ids": torch.int64,
        "attention_mask": torch.int64,
        "pooling": torch.float32,
        "labels": torch.int64,
        "targets": torch.float32,
        "tags": torch.int64,
        "loss_scales": torch.float32,
    }


def test_a_soft_label_costs_the_cross_entropy_of_its_distribution(make_objective, examples):
    objective = make_objective(tag_weight=0.0)
    batch = pad_windows(examples[1:], padding_id=0)
    batch["targets"][0, 0] = torch.tensor([0.25, 0.5, 0.25])

    with torch.no_grad():
        outcome = objective(**batch)

    log_probabilities = outcome["label_logits"][0, 0].log_softmax(-1)
    torch.testing.assert_close(outcome["loss"], -(batch["targets"][0, 0] * log_probabilities).sum())
