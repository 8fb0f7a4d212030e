import onnx
import pytest

from spread_networks import restored
from stance.training.compression import compress, integer_products
from stance.training.compression.integer_products import (
    multiplies_in_integers,
    multiply_in_integers,
)
from stance.training.export.exporting import measure_parity, model_inputs


@pytest.fixture(autouse=True)
def small_matrices(monkeypatch):
    for module in (compress, integer_products):
        monkeypatch.setattr(module, "_SMALLEST", 1024)  # the tiny encoder has no large matrix


@pytest.fixture
def model(exported, tmp_path):
    """A copy that a test may change."""
    path = tmp_path / "model.onnx"
    path.write_bytes(exported.read_bytes())
    return path


@pytest.fixture
def windows(examples):
    return [model_inputs(one) for one in examples[:6]]


def n_float_products(model):
    """Count the nodes that multiply by a stored matrix in float32."""
    graph = onnx.load(str(model)).graph
    stored = {one.name for one in graph.initializer}
    return sum(node.op_type == "MatMul" and node.input[1] in stored for node in graph.node)


@pytest.mark.parametrize("stored", ["float32", "product-quantization"])
def test_answers_stay_near(model, windows, examples, stored):
    if stored != "float32":
        compress.product_quantize(model, windows=windows)
    before = model.with_name("before.onnx")
    before.write_bytes(model.read_bytes())
    assert not multiplies_in_integers(model)

    multiply_in_integers(model, windows=windows)

    assert multiplies_in_integers(model)
    assert n_float_products(model) < n_float_products(before) or stored != "float32"
    parity = measure_parity(before, model, examples=examples)
    assert 0 < parity.largest_difference < 0.1
    assert parity.label_agreement > 0.95


def test_the_network_is_restored_from_what_multiplies_in_integers(
    tiny_encoder, network, model, windows, examples
):
    multiply_in_integers(model, windows=windows)

    found = restored(tiny_encoder, model)

    assert measure_parity(network, model, examples=examples).largest_difference < 0.1
    assert measure_parity(found, model, examples=examples).largest_difference < 0.1
