"""Nodes of an ONNX graph that decode a matrix from numbers of a codebook's vectors."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from stance.training.moments import Moments
from stance.training.vectors import Coded, encode, encode_map

#: How the codes of a matrix are named after it.
CODES = ".codes"
_SEED = 1


def code_map(
    graph: GraphProto, product: NodeProto, tensor: TensorProto, *, moments: Moments, length: int
) -> None:
    """Put codes in place of the matrix of a linear map.

    Outputs are coded at the same size; what they are multiplied by again comes after the product.
    What the codes get wrong on average is taken out of the bias (Nagel et al. 2019, *Data-free
    quantization*), if one is added to the product.

    Args:
        graph: Changed in place.
        product: The node that multiplies by the matrix.
        tensor: Its weights, shape ``(inputs, outputs)``, float32.
        moments: Of the inputs.
        length: Weights in a vector, at most.
    """
    weights = _weights(tensor)
    inputs, outputs = weights.shape
    scales = _root_mean_square(weights, dim=0)
    length = _divisor(outputs, at_most=length)
    coded = encode_map(weights / scales, moments.second, length=length, seed=_SEED)
    error = moments.mean @ (coded.decode() * scales - weights)
    name, (answer,) = tensor.name, product.output
    _store(graph, name, coded, scales=scales[0], shape=(inputs, outputs))
    product.output[0] = f"{name}.product"
    _put(
        graph,
        [
            helper.make_node("Cast", [f"{name}{CODES}"], [f"{name}.places"], to=TensorProto.INT32),
            helper.make_node("Gather", [f"{name}.book", f"{name}.places"], [f"{name}.vectors"]),
            helper.make_node("Reshape", [f"{name}.vectors", f"{name}.shape"], [name]),
        ],
        place=0,
    )
    scaled = helper.make_node("Mul", [f"{name}.product", f"{name}.scales"], [answer])
    _put(graph, [scaled], place=list(graph.node).index(product) + 1)
    for bias in _biases(graph, answer):
        bias.CopyFrom(numpy_helper.from_array((_weights(bias) - error).numpy(), bias.name))


def _biases(graph: GraphProto, answer: str) -> list[TensorProto]:
    """Give what is added to an answer and to nothing else: a bias, or nothing."""
    used = Counter(name for node in graph.node for name in node.input)
    added = {
        name
        for node in graph.node
        if node.op_type == "Add" and answer in node.input
        for name in node.input
        if used[name] == 1
    }
    return [one for one in graph.initializer if one.name in added and len(one.dims) == 1]


def _divisor(number: int, *, at_most: int) -> int:
    return max(one for one in range(1, at_most + 1) if number % one == 0)


def code_table(graph: GraphProto, lookup: NodeProto, tensor: TensorProto, *, length: int) -> None:
    """Put codes in place of a table of rows; those looked up are decoded.

    Args:
        graph: Changed in place.
        lookup: The node that takes rows of the table.
        tensor: The table, float32.
        length: Weights in a vector, at most.
    """
    weights = _weights(tensor)
    scales = _root_mean_square(weights, dim=1)
    length = _divisor(weights.shape[1], at_most=length)
    coded = encode(weights / scales, length=length, seed=_SEED)
    name, rows = lookup.input
    # as many windows and tokens as there are
    _store(graph, name, coded, scales=scales[:, None], shape=(0, 0, weights.shape[1]))
    nodes = [
        helper.make_node("Gather", [f"{name}{CODES}", rows], [f"{name}.found"]),
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
        CODES: coded.codes.numpy(),
        ".book": coded.book.numpy(),
        ".scales": scales.numpy(),
        ".shape": np.array(shape, dtype=np.int64),
    }
    for part, values in parts.items():
        graph.initializer.append(numpy_helper.from_array(values, f"{name}{part}"))


def _put(graph: GraphProto, nodes: Sequence[NodeProto], *, place: int) -> None:
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)
