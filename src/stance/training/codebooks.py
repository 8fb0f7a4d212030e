"""Storing the weights of an ONNX model as numbers of codebooks' vectors, a twelfth of the size."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from stance.files import whole_file
from stance.training.compressing import compress_graph, is_matrix
from stance.training.moments import second_moments
from stance.training.vectors import Coded, encode, encode_map

#: Matrices of fewer weights are stored in 8 bits: their books and scales would outweigh the rest.
_SMALLEST = 1 << 18
_SEED = 1
#: How the codes of a matrix are named after it.
_CODES = ".codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How many weights share a byte, by kind of matrix; None leaves that kind in 8 bits.

    Where a matrix cannot be cut into vectors of that length, the next shorter one is taken. The
    lengths that ship are those of docs/decisions/0088-weights-in-codebooks.md.

    Attributes:
        square: Of linear maps into as many numbers as they take, such as those of attention.
        widening: Into more.
        narrowing: Into fewer.
        tables: Of rows that are looked up, such as word embeddings.
    """

    square: int | None = 3
    widening: int | None = 3
    narrowing: int | None = 4
    tables: int | None = 4

    def of_map(self, inputs: int, outputs: int) -> int | None:
        """Give the length for a linear map of so many inputs and outputs."""
        if inputs == outputs:
            return self.square
        return self.widening if inputs < outputs else self.narrowing


def compress_into_codebooks(
    model: Path,
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
    lengths: Lengths = Lengths(),
) -> None:
    """Replace the large float32 matrices of a model by codes, and the others by 8-bit integers.

    The graph decodes linear maps once, when ONNX Runtime loads it, and word embeddings as they are
    looked up; it computes in float32.

    Args:
        model: An ONNX file without external data; replaced whole or not at all.
        windows: Inputs of the model, one run each, as it will meet them: weights that matter to
            its answers on these are kept best.
        lengths: How much smaller matrices become.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    uses = Counter(name for node in graph.node for name in node.input)
    # what several nodes share stays in 8 bits: it would have to keep the answers of all of them
    large = {one.name: one for one in graph.initializer if _is_large(one) and uses[one.name] == 1}
    maps = [
        (node, length)
        for node in graph.node
        if node.op_type == "MatMul"
        and node.input[1] in large
        and (length := lengths.of_map(*large[node.input[1]].dims))
    ]
    tables = [
        (node, lengths.tables)
        for node in graph.node
        if node.op_type == "Gather" and node.input[0] in large and lengths.tables
    ]
    moments = second_moments(proto, sorted({node.input[0] for node, _ in maps}), windows=windows)
    coded = {node.input[1] for node, _ in maps} | {node.input[0] for node, _ in tables}
    compress_graph(graph, leave=coded)
    for node, length in maps:
        moment = moments[node.input[0]]
        _code_map(graph, node, large[node.input[1]], moments=moment, length=length)
    for node, length in tables:
        _code_table(graph, node, large[node.input[0]], length=length)
    onnx.checker.check_model(proto)
    with whole_file(model) as beside:
        onnx.save(proto, str(beside))


def is_in_codebooks(model: Path) -> bool:
    """Tell whether the weights of a model are stored so.

    Args:
        model: An ONNX file.

    Returns:
        Whether any are.
    """
    return any(one.name.endswith(_CODES) for one in onnx.load(str(model)).graph.initializer)


def _is_large(tensor: TensorProto) -> bool:
    return is_matrix(tensor) and int(np.prod(tensor.dims)) >= _SMALLEST


def _code_map(
    graph: GraphProto, product: NodeProto, tensor: TensorProto, *, moments: Tensor, length: int
) -> None:
    """Put codes in place of a matrix of shape ``(inputs, outputs)``.

    Outputs are coded at the same size; what they are multiplied by again comes after the product.
    """
    weights = _weights(tensor)
    inputs, outputs = weights.shape
    scales = _root_mean_square(weights, dim=0)
    length = _divisor(outputs, at_most=length)
    coded = encode_map(weights / scales, moments, length=length, seed=_SEED)
    name, (answer,) = tensor.name, product.output
    _store(graph, name, coded, scales=scales[0], shape=(inputs, outputs))
    product.output[0] = f"{name}.product"
    _put(
        graph,
        [
            helper.make_node("Cast", [f"{name}{_CODES}"], [f"{name}.places"], to=TensorProto.INT32),
            helper.make_node("Gather", [f"{name}.book", f"{name}.places"], [f"{name}.vectors"]),
            helper.make_node("Reshape", [f"{name}.vectors", f"{name}.shape"], [name]),
        ],
        place=0,
    )
    scaled = helper.make_node("Mul", [f"{name}.product", f"{name}.scales"], [answer])
    _put(graph, [scaled], place=list(graph.node).index(product) + 1)


def _divisor(number: int, *, at_most: int) -> int:
    return max(one for one in range(1, at_most + 1) if number % one == 0)


def _code_table(graph: GraphProto, lookup: NodeProto, tensor: TensorProto, *, length: int) -> None:
    """Put codes in place of a table of rows; those looked up are decoded."""
    weights = _weights(tensor)
    scales = _root_mean_square(weights, dim=1)
    length = _divisor(weights.shape[1], at_most=length)
    coded = encode(weights / scales, length=length, seed=_SEED)
    name, rows = lookup.input
    # as many windows and tokens as there are
    _store(graph, name, coded, scales=scales[:, None], shape=(0, 0, weights.shape[1]))
    nodes = [
        helper.make_node("Gather", [f"{name}{_CODES}", rows], [f"{name}.found"]),
        helper.make_node("Cast", [f"{name}.found"], [f"{name}.places"], to=TensorProto.INT32),
        helper.make_node("Gather", [f"{name}.book", f"{name}.places"], [f"{name}.vectors"]),
        helper.make_node("Gather", [f"{name}.scales", rows], [f"{name}.sizes"]),
        helper.make_node("Mul", [f"{name}.vectors", f"{name}.sizes"], [f"{name}.parts"]),
        helper.make_node("Reshape", [f"{name}.parts", f"{name}.shape"], list(lookup.output)),
    ]
    place = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    _put(graph, nodes, place=place)


def _weights(tensor: TensorProto) -> Tensor:
    return torch.from_numpy(numpy_helper.to_array(tensor).copy())


def _root_mean_square(weights: Tensor, *, dim: int) -> Tensor:
    size = weights.square().mean(dim, keepdim=True).sqrt()
    return size.clamp_min(torch.finfo(size.dtype).tiny)


def _store(
    graph: GraphProto, name: str, coded: Coded, *, scales: Tensor, shape: Sequence[int]
) -> None:
    (tensor,) = [one for one in graph.initializer if one.name == name]
    graph.initializer.remove(tensor)
    parts = {
        _CODES: coded.codes.numpy(),
        ".book": coded.book.numpy(),
        ".scales": scales.numpy(),
        ".shape": np.array(shape, dtype=np.int64),
    }
    for part, values in parts.items():
        graph.initializer.append(numpy_helper.from_array(values, f"{name}{part}"))


def _put(graph: GraphProto, nodes: Sequence[NodeProto], *, place: int) -> None:
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)
