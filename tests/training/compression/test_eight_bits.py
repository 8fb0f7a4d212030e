import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from stance.training.compression.eight_bits import compress_weights, restore_weights


@pytest.fixture
def model(tmp_path):
    """A graph that multiplies by a 64 × 80 matrix and adds a small vector."""
    generator = np.random.default_rng(3)
    weights = generator.normal(size=(64, 80)).astype(np.float32)
    weights[5] *= 40  # a row of another size must not cost the others their precision
    bias = generator.normal(size=80).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["x", "weights"], ["product"]),
            helper.make_node("Add", ["product", "bias"], ["y"]),
        ],
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 64])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 80])],
        [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(bias, "bias")],
    )
    path = tmp_path / "model.onnx"
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.save(proto, str(path))
    return path


def answer(path):
    x = np.random.default_rng(4).normal(size=(7, 64)).astype(np.float32)
    return ort.InferenceSession(str(path)).run(None, {"x": x})[0]


def test_a_compressed_model_gives_nearly_the_same_answers(model):
    before = answer(model)

    compress_weights(model)

    assert np.abs(answer(model) - before).max() < 0.02 * np.abs(before).max()


def test_large_matrices_are_stored_in_eight_bits_and_small_ones_are_not(model):
    compress_weights(model)

    types = {one.name: one.data_type for one in onnx.load(str(model)).graph.initializer}
    assert types["weights.int8"] == TensorProto.INT8
    assert types["bias"] == TensorProto.FLOAT
    assert "weights" not in types


def test_each_row_keeps_its_own_scale(model):
    original = numpy_helper.to_array(onnx.load(str(model)).graph.initializer[0])

    compress_weights(model)

    parts = {one.name: one for one in onnx.load(str(model)).graph.initializer}
    restored = numpy_helper.to_array(parts["weights.int8"]) * numpy_helper.to_array(
        parts["weights.scale"]
    )
    steps = np.abs(original).max(axis=1, keepdims=True) / 127
    assert (np.abs(restored - original) <= steps / 2 + 1e-6).all()


def test_nothing_but_the_model_is_left_in_its_folder(model):
    compress_weights(model)

    assert [path.name for path in model.parent.iterdir()] == ["model.onnx"]


def test_weights_are_restored_but_for_what_rounding_lost(model):
    compress_weights(model)
    compressed = answer(model)

    restore_weights(model)

    types = {one.name: one.data_type for one in onnx.load(str(model)).graph.initializer}
    assert types == {"bias": TensorProto.FLOAT, "weights": TensorProto.FLOAT}
    assert answer(model) == pytest.approx(compressed, abs=1e-5)


def test_a_model_that_was_not_compressed_stays_as_it_is(model):
    before = answer(model)

    restore_weights(model)

    assert (answer(model) == before).all()
