import copy

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from spread_networks import restored
from stance.training import codebooks
from stance.training.examples import IGNORED
from stance.training.exporting import measure_parity, model_inputs
from stance.training.objective import pad_windows
from stance.training.settling import settle


def silent(*_):
    pass


@pytest.fixture(scope="module")
def coded(exported, examples, tmp_path_factory):
    path = tmp_path_factory.mktemp("coded") / "model.onnx"
    path.write_bytes(exported.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codebooks, "_SMALLEST", 1024)  # the tiny encoder has no large matrix
        codebooks.compress_into_codebooks(path, windows=[model_inputs(one) for one in examples])
    return path


@pytest.fixture
def model(coded, tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(coded.read_bytes())
    return path


def batches(examples, n):
    batch = pad_windows(examples, padding_id=0)
    return [batch] * n


def distance(network, other, examples):
    """Mean divergence of the labels of two networks."""
    total, n = 0.0, 0
    for one in examples:
        batch = pad_windows([one], padding_id=0)
        asked = batch["labels"] != IGNORED
        with torch.no_grad():
            ours, theirs = (
                each(batch["input_ids"], batch["attention_mask"], batch["pooling"])[0][asked]
                for each in (network, other)
            )
        wanted, found = theirs.log_softmax(-1), ours.log_softmax(-1)
        total += float((wanted.exp() * (wanted - found)).sum())
        n += int(asked.sum())
    return total / n


def arrays(path):
    return {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}


def test_answers_come_nearer_to_those_of_the_network(tiny_encoder, network, model, examples):
    before = distance(restored(tiny_encoder, model), network, examples)

    settle(model, network, batches=batches(examples, 30), report=silent)

    after = restored(tiny_encoder, model)
    assert distance(after, network, examples) < 0.8 * before
    assert measure_parity(after, model, examples=examples).largest_difference < 1e-3


def test_codes_tables_and_sizes_stay(network, coded, model, examples):
    settle(model, network, batches=batches(examples, 12), report=silent)

    before, after = arrays(coded), arrays(model)
    moved = {name for name in before if not np.array_equal(before[name], after[name])}
    assert before.keys() == after.keys()
    assert all(before[name].dtype == after[name].dtype for name in before)
    assert {name.rsplit(".", 1)[-1] for name in moved} == {
        "bias",
        "half_book",
        "half_scales",
        "weight",
    }
    assert not any("embeddings.word" in name for name in moved)
    assert model.stat().st_size == coded.stat().st_size


def test_how_far_it_has_come_is_told(network, model, examples):
    told = []

    settle(model, network, batches=batches(examples, 2), report=lambda *one: told.append(one))

    assert told == [(1, 2), (2, 2)]


def test_the_network_itself_stays(network, model, examples):
    before = copy.deepcopy(network.state_dict())

    settle(model, network, batches=batches(examples, 2), report=silent)

    assert all(torch.equal(one, before[name]) for name, one in network.state_dict().items())
