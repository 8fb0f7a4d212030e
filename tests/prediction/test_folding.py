"""What rests on weights alone is computed once; the answers stay."""

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

from stance.prediction.folding import fold

_GENERATOR = np.random.default_rng(1)


def _model(
    nodes: list[onnx.NodeProto], weights: dict[str, npt.NDArray[np.generic]]
) -> onnx.ModelProto:
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 6])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(values, name) for name, values in weights.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def _decoding() -> onnx.ModelProto:
    """Give a map whose matrix is a codebook's vectors and a product of narrow matrices."""
    float32 = TensorProto.FLOAT
    return _model(
        [
            helper.make_node("Cast", ["half_book"], ["book"], to=float32),
            helper.make_node("Cast", ["codes"], ["places"], to=TensorProto.INT32),
            helper.make_node("Gather", ["book", "places"], ["vectors"]),
            helper.make_node("Reshape", ["vectors", "shape"], ["matrix"]),
            helper.make_node("Split", ["rows", "widths"], ["columns", "right"], axis=1),
            helper.make_node("Transpose", ["columns"], ["left"], perm=[1, 0]),
            helper.make_node("MatMul", ["left", "right"], ["residual"]),
            helper.make_node("Add", ["matrix", "residual"], ["whole"]),
            helper.make_node("Div", ["whole", "steps"], ["fine"]),
            helper.make_node("Round", ["fine"], ["rounded"]),
            helper.make_node("Mul", ["rounded", "steps"], ["weights"]),
            helper.make_node("MatMul", ["x", "weights"], ["product"]),
            helper.make_node("Mul", ["product", "steps"], ["y"]),
        ],
        {
            "half_book": _GENERATOR.normal(size=(16, 2)).astype(np.float16),
            "codes": _GENERATOR.integers(0, 16, size=(6, 2)).astype(np.uint8),
            "shape": np.array([0, -1]),
            "rows": _GENERATOR.normal(size=(3, 10)).astype(np.float32),
            "widths": np.array([6, 4]),
            "steps": np.array([0.5, 0.1, 0.2, 0.3], dtype=np.float32),
        },
    )


def _answer(content: bytes, weights: dict[str, npt.NDArray[np.generic]]) -> npt.NDArray[np.float32]:
    options = ort.SessionOptions()
    values = [ort.OrtValue.ortvalue_from_numpy(one) for one in weights.values()]
    options.add_external_initializers(list(weights), values)
    session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    inputs = np.random.default_rng(2).normal(size=(5, 6)).astype(np.float32)
    found: npt.NDArray[np.float32] = session.run(["y"], {"x": inputs})[0]
    return found


def test_answers_stay_and_only_what_rests_on_inputs_is_left() -> None:
    content = _decoding().SerializeToString()

    folded = fold(content)

    left = onnx.load_from_string(folded.content).graph
    assert [node.op_type for node in left.node] == ["MatMul", "Mul"]
    assert {one.name for one in left.initializer} == {"weights", "steps"}
    assert set(folded.weights) == {"weights"}
    wanted = _answer(content, {})
    assert np.abs(_answer(folded.content, folded.weights) - wanted).max() < 1e-5


def test_parts_and_transposed_matrices_are_weights_that_onnx_runtime_reads() -> None:
    model = _model(
        [
            helper.make_node("Split", ["rows", "widths"], ["left", "right"], axis=1),
            helper.make_node("Transpose", ["right"], ["turned"], perm=[1, 0]),
            helper.make_node("MatMul", ["x", "left"], ["narrow"]),
            helper.make_node("MatMul", ["narrow", "turned"], ["y"]),
        ],
        {
            "rows": _GENERATOR.normal(size=(6, 6)).astype(np.float32),
            "widths": np.array([3, 3]),
        },
    )
    content = model.SerializeToString()

    folded = fold(content)

    assert set(folded.weights) == {"left", "turned"}
    wanted = _answer(content, {})
    assert np.abs(_answer(folded.content, folded.weights) - wanted).max() < 1e-5


def test_a_weight_that_is_shorter_than_it_says() -> None:
    model = _decoding()
    model.graph.initializer[3].raw_data = model.graph.initializer[3].raw_data[:-4]

    with pytest.raises(ValueError, match="not as long as it says"):
        fold(model.SerializeToString())


def test_a_code_without_a_vector() -> None:
    model = _decoding()
    codes = np.full((6, 2), 200, dtype=np.uint8)
    model.graph.initializer[1].CopyFrom(numpy_helper.from_array(codes, "codes"))

    with pytest.raises(ValueError, match="a node Gather does not fit"):
        fold(model.SerializeToString())


@pytest.mark.parametrize(
    "node",
    [
        helper.make_node("MatMul", ["one", "one"], ["y"]),
        helper.make_node("Gather", ["table", "one"], ["y"], axis=5),
        helper.make_node("Cast", ["one"], ["y"]),
        helper.make_node("Cast", ["one"], ["y"], to=TensorProto.STRING),
        helper.make_node("Split", ["table", "table"], ["y"], axis=7),
        helper.make_node("Transpose", ["table"], ["y"], perm=[0, 9]),
        helper.make_node("Add", ["table"], ["y"]),
        helper.make_node("Reshape", ["table", "far"], ["y"]),
        helper.make_node("Add", ["table", "row"], ["y"]),
    ],
)
def test_a_node_that_no_weights_fit(node) -> None:
    weights = {
        "one": np.array(1),
        "table": np.ones((2, 3), dtype=np.float32),
        "row": np.ones(2, dtype=np.float32),
        "far": np.array([0, 0, 0]),
    }

    with pytest.raises(ValueError, match=f"a node {node.op_type} does not fit"):
        fold(_model([node], weights).SerializeToString())


def test_quotients_of_integers_are_left() -> None:
    nodes = [
        helper.make_node("Div", ["seven", "two"], ["three"]),
        helper.make_node("Cast", ["three"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["x", "wide"], ["y"]),
    ]
    model = _model(nodes, {"seven": np.array(7), "two": np.array(2)})
    content = model.SerializeToString()

    folded = fold(content)

    assert not folded.weights
    assert (_answer(folded.content, folded.weights) == _answer(content, {})).all()


def test_what_would_be_too_large_is_not_computed() -> None:
    long = np.ones((1 << 17, 1), dtype=np.float32)
    nodes = [
        helper.make_node("MatMul", ["long", "wide"], ["huge"]),
        helper.make_node("ReduceMax", ["huge"], ["most"]),
        helper.make_node("Add", ["x", "most"], ["y"]),
    ]

    folded = fold(_model(nodes, {"long": long, "wide": long.T.copy()}).SerializeToString())

    assert not folded.weights
    assert len(onnx.load_from_string(folded.content).graph.node) == len(nodes)
