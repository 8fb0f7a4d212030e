import copy

import onnx
import pytest
import torch

from spread_networks import make_network, restored
from stance.errors import StanceError
from stance.network import outline_network
from stance.training.compression import compress
from stance.training.compression.eight_bits import compress_weights
from stance.training.export.exporting import measure_parity, model_inputs
from stance.training.export.restoring import restore, untold_weights


@pytest.fixture
def model(exported, tmp_path):
    """A copy that a test may store otherwise."""
    path = tmp_path / "model.onnx"
    path.write_bytes(exported.read_bytes())
    return path


def test_a_network_is_restored_from_its_export(tiny_encoder, network, exported):
    wanted = network.state_dict()

    for name, weights in restored(tiny_encoder, exported).state_dict().items():
        assert "pooler" in name or torch.equal(weights, wanted[name]), name


def test_a_network_in_eight_bits_is_restored_as_it_answers(tiny_encoder, network, model, examples):
    compress_weights(model)

    found = restored(tiny_encoder, model)

    assert measure_parity(found, model, examples=examples).largest_difference < 1e-4
    assert measure_parity(found, model, examples=examples).label_agreement == 1.0
    wide, was = (one.encoder.encoder.layer[0].intermediate.dense for one in (found, network))
    assert not torch.equal(wide.weight, was.weight)


def test_a_network_in_codebooks_is_restored_as_it_answers(
    tiny_encoder, network, model, examples, monkeypatch
):
    monkeypatch.setattr(compress, "_SMALLEST", 1024)  # the tiny encoder has no large matrix
    windows = [model_inputs(one) for one in examples[:6]]  # which read not all words
    compress.product_quantize(model, windows=windows)

    found = restored(tiny_encoder, model)

    assert measure_parity(found, model, examples=examples).largest_difference < 1e-4
    assert measure_parity(network, model, examples=examples).largest_difference > 1e-3


def test_nothing_is_restored_of_a_model_that_lacks_weights(tiny_encoder, exported):
    deeper = make_network(tiny_encoder, seed=6)
    deeper.encoder.encoder.layer.append(copy.deepcopy(deeper.encoder.encoder.layer[0]))
    deeper.label_head = torch.nn.Linear(deeper.label_head.in_features, 5)
    before = copy.deepcopy(deeper.state_dict())

    with pytest.raises(StanceError, match=r"18 weights of the network \(encoder.encoder.layer.2.*"):
        restore(deeper, onnx.load(str(exported)).graph)

    assert all(torch.equal(one, before[name]) for name, one in deeper.state_dict().items())


def test_a_network_without_numbers_tells_what_it_would_lack(tiny_encoder, exported):
    graph = onnx.load(str(exported)).graph

    found = [
        untold_weights(outline_network(tiny_encoder, n_labels=n_labels), graph)
        for n_labels in (3, 5)
    ]

    assert found == [[], ["label_head.weight", "label_head.bias"]]
