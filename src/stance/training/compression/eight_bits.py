"""Storing the weights of an ONNX model as 8-bit integers, a quarter of the size."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import GraphProto, TensorProto, helper, numpy_helper

from stance.files import whole_file
from stance.training.compression.decoding import ROUNDED, stored_weights

#: Smaller tensors (biases, norms, constants) stay as they are.
_SMALLEST = 1024
#: What becomes of a matrix: the integers, their scales, the integers as float32.
_PARTS = (*ROUNDED, ".wide")


def compress_weights(model: Path) -> None:
    """Replace each large float32 matrix of a model by 8-bit integers and a scale per row.

    The graph turns them back into float32, which ONNX Runtime does once, when it loads the
    model: the file shrinks to a quarter, activations stay in float32, and so the answers stay
    much closer to the original than with 8-bit arithmetic (docs/decisions/02-…).
    """
    with _rewritten(model) as proto:
        compress_graph(proto.graph)


def compress_graph(graph: GraphProto, *, leave: Collection[str] = ()) -> None:
    """Do what ``compress_weights`` does to a graph in memory."""
    nodes = []
    for tensor in list(graph.initializer):
        if tensor.name in leave or not is_matrix(tensor):
            continue
        weights = numpy_helper.to_array(tensor)
        if weights.size < _SMALLEST:
            continue
        integers, scales = _rounded(weights)
        small, factor, wide = (f"{tensor.name}{part}" for part in _PARTS)
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(integers, small))
        graph.initializer.append(numpy_helper.from_array(scales, factor))
        nodes.append(helper.make_node("Cast", [small], [wide], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [wide, factor], [tensor.name]))
    for place, node in enumerate(nodes):
        graph.node.insert(place, node)


def is_matrix(tensor: TensorProto) -> bool:
    """Tell whether a tensor is a matrix of float32 weights."""
    return tensor.data_type == TensorProto.FLOAT and len(tensor.dims) == 2  # noqa: PLR2004


def restore_weights(model: Path) -> None:
    """Undo ``compress_weights``, but for what rounding lost."""
    with _rewritten(model) as proto:
        forget_origins(proto)  # models of before tell them
        graph = proto.graph
        stored, weights = {one.name: one for one in graph.initializer}, stored_weights(graph)
        for node in [one for one in graph.node if one.op_type == "Mul"]:
            (name,) = node.output
            small, factor, wide = (f"{name}{part}" for part in _PARTS)
            if list(node.input) != [wide, factor] or small not in stored:
                continue
            graph.initializer.append(numpy_helper.from_array(weights[name], name))
            graph.initializer.remove(stored[small])
            graph.initializer.remove(stored[factor])
            (cast,) = [one for one in graph.node if list(one.output) == [wide]]
            graph.node.remove(cast)
            graph.node.remove(node)


def forget_origins(proto: onnx.ModelProto) -> None:
    """Remove what says from which lines of whose files an ONNX model comes."""
    graph = proto.graph
    for part in (proto, graph, *graph.node, *graph.input, *graph.output, *graph.value_info):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")


@contextmanager
def _rewritten(model: Path) -> Iterator[onnx.ModelProto]:
    """Give a model to change; what it becomes is checked, and written whole or not at all."""
    proto = onnx.load(str(model))
    yield proto
    write_checked(proto, model)


def write_checked(proto: onnx.ModelProto, target: Path) -> None:
    """Write a model, whole or not at all, if it is sound."""
    onnx.checker.check_model(proto)
    with whole_file(target) as beside:
        onnx.save(proto, str(beside))


def _rounded(
    weights: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Round a matrix along the axis that loses less; give integers and their scales."""
    candidates = []
    for axis in (0, 1):
        steps = np.abs(weights).max(axis=axis, keepdims=True) / 127
        scales = np.where(steps == 0, 1, steps).astype(np.float32)
        candidates.append((np.rint(weights / scales).astype(np.int8), scales))
    return min(candidates, key=lambda pair: float(np.square(pair[0] * pair[1] - weights).sum()))
