"""Nodes of an ONNX graph that decode a matrix from numbers of a codebook's vectors."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
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
    graph.initializer.remove(tensor)
    _keep_coded(graph, name, coded, scales=scales[0], shape=(inputs, outputs))
    product.output[0] = f"{name}.product"
    shaped = helper.make_node("Reshape", [f"{name}.vectors", f"{name}.shape"], [name])
    _put(graph, [*_decoding(name, codes=f"{name}{CODES}"), shaped], place=0)
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


def code_table(
    graph: GraphProto,
    lookup: NodeProto,
    tensor: TensorProto,
    *,
    read: Tensor,
    length: int,
    length_unread: int,
) -> None:
    """Put codes in place of a table of rows; those looked up are decoded.

    The rows that are read become a table of their own, and so do the others, each with its book.
    Where a row went is one number: from 0 up among those read, from -1 down among the unread.

    Args:
        graph: Changed in place.
        lookup: The node that takes rows of the table.
        tensor: The table, float32.
        read: Numbers of the rows that windows look up, shape ``(n,)``, int64.
        length: Weights in a vector of these rows, at most.
        length_unread: Weights in a vector of any other row, at most.
    """
    weights = _weights(tensor)
    name, asked = lookup.input
    (answer,) = lookup.output
    is_read = torch.zeros(len(weights), dtype=torch.bool)
    is_read[read] = True
    places = torch.where(is_read, is_read.cumsum(0) - 1, -(~is_read).cumsum(0))
    unread = weights[~is_read] if (~is_read).any() else weights[:1]  # which nobody looks up
    graph.initializer.remove(tensor)
    _keep(
        graph,
        {
            f"{name}.places": places.to(_narrowest(len(weights))).numpy(),
            f"{name}.zero": np.array(0, dtype=np.int32),
            f"{name}.last": np.array([-1], dtype=np.int64),
        },
    )
    place, below, chosen = f"{name}.place", f"{name}.place_below", f"{name}.is_read"
    nodes = [
        helper.make_node("Gather", [f"{name}.places", asked], [f"{name}.found"]),
        helper.make_node("Cast", [f"{name}.found"], [place], to=TensorProto.INT32),
        helper.make_node("BitwiseNot", [place], [below]),  # of -1 it is 0, of -2 it is 1
        *_rows(graph, f"{name}.read", weights[is_read], place, f"{name}.zero", length=length),
        *_rows(graph, f"{name}.unread", unread, below, f"{name}.zero", length=length_unread),
        helper.make_node("GreaterOrEqual", [place, f"{name}.zero"], [f"{chosen}.flat"]),
        helper.make_node("Unsqueeze", [f"{chosen}.flat", f"{name}.last"], [chosen]),
        helper.make_node("Where", [chosen, f"{name}.read", f"{name}.unread"], [answer]),
    ]
    at = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    _put(graph, nodes, place=at)


def _narrowest(n_rows: int) -> torch.dtype:
    """Choose integers for the places of so many rows, on either side of 0."""
    return torch.int16 if n_rows <= 1 << 15 else torch.int32


def _rows(
    graph: GraphProto, name: str, weights: Tensor, place: str, zero: str, *, length: int
) -> list[NodeProto]:
    """Code rows of a table; the nodes look up those at a place, or the first for a place below."""
    scales = _root_mean_square(weights, dim=1)
    length = _divisor(weights.shape[1], at_most=length)
    coded = encode(weights / scales, length=length, seed=_SEED)
    # as many windows and tokens as there are
    _keep_coded(graph, name, coded, scales=scales[:, None], shape=(0, 0, weights.shape[1]))
    return [
        helper.make_node("Max", [place, zero], [f"{name}.row"]),
        helper.make_node("Gather", [f"{name}{CODES}", f"{name}.row"], [f"{name}.found"]),
        *_decoding(name, codes=f"{name}.found"),
        helper.make_node("Gather", [f"{name}.scales", f"{name}.row"], [f"{name}.sizes"]),
        helper.make_node("Mul", [f"{name}.vectors", f"{name}.sizes"], [f"{name}.parts"]),
        helper.make_node("Reshape", [f"{name}.parts", f"{name}.shape"], [name]),
    ]


def _weights(tensor: TensorProto) -> Tensor:
    return torch.from_numpy(numpy_helper.to_array(tensor).copy())


def _root_mean_square(weights: Tensor, *, dim: int) -> Tensor:
    size = weights.square().mean(dim, keepdim=True).sqrt()
    return size.clamp_min(torch.finfo(size.dtype).tiny)


def _keep_coded(
    graph: GraphProto, name: str, coded: Coded, *, scales: Tensor, shape: Sequence[int]
) -> None:
    """Store codes, and in 16 bits what they stand for."""
    _keep(
        graph,
        {
            f"{name}{CODES}": coded.codes.numpy(),
            f"{name}.half_book": coded.book.half().numpy(),
            f"{name}.half_scales": scales.half().numpy(),
            f"{name}.shape": np.array(shape, dtype=np.int64),
        },
    )


def _decoding(name: str, *, codes: str) -> list[NodeProto]:
    """Give the nodes that turn codes into vectors, and the stored scales into float32."""
    return [
        helper.make_node("Cast", [f"{name}.half_book"], [f"{name}.book"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{name}.half_scales"], [f"{name}.scales"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [codes], [f"{name}.places"], to=TensorProto.INT32),
        helper.make_node("Gather", [f"{name}.book", f"{name}.places"], [f"{name}.vectors"]),
    ]


def _keep(graph: GraphProto, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
    graph.initializer.extend(
        numpy_helper.from_array(values, name) for name, values in arrays.items()
    )


def _put(graph: GraphProto, nodes: Sequence[NodeProto], *, place: int) -> None:
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)
