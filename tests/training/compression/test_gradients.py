import copy

import pytest
import torch

from stance.training.compression.sensitivity import answer_gradients
from stance.training.fitting.objective import pad_windows


@pytest.fixture
def batches(examples):
    half = len(examples) // 2
    return [pad_windows(part, padding_id=0) for part in (examples[:half], examples[half:])]


def test_every_linear_map_is_told(network, batches):
    found = answer_gradients(network, batches=batches)

    layer = "encoder.encoder.layer.0"
    maps = {f"{layer}.intermediate.dense", f"{layer}.output.dense", "label_head", "tag_head"}
    assert maps <= found.keys()
    for name in maps:
        outputs = network.get_submodule(name).out_features
        assert found[name].shape == (outputs, outputs)
        assert torch.equal(found[name], found[name].T)
        assert float(found[name].trace()) > 0


def test_a_map_on_which_no_answer_depends_has_none(network, batches):
    deaf = copy.deepcopy(network)
    with torch.no_grad():
        deaf.label_head.weight.zero_()
        deaf.tag_head.weight.zero_()

    found = answer_gradients(deaf, batches=batches)

    assert float(found["label_head"].trace()) > 0
    assert float(found["encoder.encoder.layer.0.output.dense"].abs().max()) == 0


def test_what_is_drawn_follows_no_label(network, batches):
    other = [
        {**batch, "labels": torch.where(batch["labels"] >= 0, 0, batch["labels"])}
        for batch in batches
    ]

    first, second = (answer_gradients(network, batches=one) for one in (batches, other))

    assert all(torch.equal(first[name], second[name]) for name in first)


def test_the_network_stays_as_it_was(network, batches):
    before = copy.deepcopy(network.state_dict())
    learning = [one.requires_grad for one in network.parameters()]
    told = []

    answer_gradients(network, batches=batches, report=lambda *one: told.append(one))

    assert told == [(1, 2), (2, 2)]
    assert all(torch.equal(one, before[name]) for name, one in network.state_dict().items())
    assert [one.requires_grad for one in network.parameters()] == learning
    assert all(one.grad is None for one in network.parameters())
