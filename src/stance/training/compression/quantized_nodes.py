"""Nodes of an ONNX graph that decode quantized linear maps and tables."""

from collections import Counter
from collections.abc import Collection

import numpy as np
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from stance.training.compression.nodes import (
    CODES,
    RESIDUAL,
    decoding,
    keep,
    keep_quantized,
    put,
    weights_of,
)
from stance.training.compression.product_quantization import (
    MapQuantizer,
    divisor,
    encode,
    errors_with,
    learn_codebook,
)
from stance.training.compression.residuals import Residual, decode, factor
from stance.training.compression.sensitivity import Moments


class QuantizedMap:
    """The matrix of a linear map on its way into codes.

    Args:
        product: The node that multiplies by the matrix.
        tensor: Its weights, shape ``(inputs, outputs)``, float32.
        moments: Of the inputs.
        length: Weights in a vector, at most.
    """

    def __init__(
        self, product: NodeProto, tensor: TensorProto, *, moments: Moments, length: int
    ) -> None:
        self._product, self._tensor, self._moments = product, tensor, moments
        self._weights = weights_of(tensor)
        fitting = divisor(self._weights.shape[1], at_most=length)
        self._coder = MapQuantizer(self._weights, moments.second, length=fitting)

    @property
    def name(self) -> str:
        """Of the matrix."""
        return str(self._tensor.name)

    def residual(self, gradients: Tensor) -> Residual:
        """Find residuals."""
        errors = self._weights - self._coder.by_nearest().decode()
        return factor(errors, moments=self._moments.second, gradients=gradients)

    def put_into(self, graph: GraphProto, *, residual: Residual | None) -> None:
        """Put codes, and what they leave, in place of the matrix.

        Outputs are coded at the same size; what they are multiplied by again comes after the
        product. What is still wrong on average is taken out of the bias (Nagel et al. 2019,
        *Data-free quantization*), if one is added to the product.
        """
        without = None if residual is None else residual.product()
        coded = self._coder.encode(without=without)
        name, (answer,) = self.name, self._product.output
        found, inputs = coded.decode(), len(self._weights)
        graph.initializer.remove(self._tensor)
        keep_quantized(graph, name, coded, scales=coded.scales[0], shape=tuple(self._weights.shape))
        shaped = helper.make_node("Reshape", [f"{name}.vectors", f"{name}.shape"], [name])
        nodes, after = [*decoding(name, codes=f"{name}{CODES}"), shaped], list[NodeProto]()
        product = f"{name}.product"
        if residual is not None:
            narrow = residual.encode(coded.scales)
            found += decode(narrow, inputs=inputs, scales=coded.scales)
            small = f"{name}{RESIDUAL}"
            rows, outputs = len(narrow.codes), self._weights.shape[1]
            keep_quantized(
                graph, small, narrow, scales=narrow.scales[:, None], shape=(rows, inputs + outputs)
            )
            keep(graph, {f"{small}.widths": np.array([inputs, outputs], dtype=np.int64)})
            nodes += _narrow_matrices(small)
            after = _narrow_products(small, entering=self._product.input[0], product=product)
        self._product.output[0] = product
        put(graph, nodes, place=0)
        whole = after[-1].output[0] if after else product
        scaled = helper.make_node("Mul", [whole, f"{name}.scales"], [answer])
        put(graph, [*after, scaled], place=list(graph.node).index(self._product) + 1)
        error = self._moments.mean @ (found - self._weights)
        for bias in _biases(graph, answer):
            bias.CopyFrom(numpy_helper.from_array((weights_of(bias) - error).numpy(), bias.name))


def _narrow_matrices(small: str) -> list[NodeProto]:
    """Give the nodes that decode both narrow matrices, once."""
    halves = [f"{small}.columns", f"{small}.right"]
    return [
        *decoding(small, codes=f"{small}{CODES}"),
        helper.make_node("Mul", [f"{small}.vectors", f"{small}.scales"], [f"{small}.parts"]),
        helper.make_node("Reshape", [f"{small}.parts", f"{small}.shape"], [f"{small}.rows"]),
        helper.make_node("Split", [f"{small}.rows", f"{small}.widths"], halves, axis=1),
        helper.make_node("Transpose", [halves[0]], [f"{small}.left"], perm=[1, 0]),
    ]


def _narrow_products(small: str, *, entering: str, product: str) -> list[NodeProto]:
    """Give the nodes that multiply by them and add it to the product with what is in codes.

    Added to the matrix instead, they would cost nothing then, but as much memory again while ONNX
    Runtime loads the graph.
    """
    return [
        helper.make_node("MatMul", [entering, f"{small}.left"], [f"{small}.narrow"]),
        helper.make_node("MatMul", [f"{small}.narrow", f"{small}.right"], [small]),
        helper.make_node("Add", [product, small], [f"{small}.whole"]),
    ]


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


#: Share of a row's square that codes may get wrong before its weights are said to be lost.
_SMALL = 0.01


def quantize_table(
    graph: GraphProto,
    lookup: NodeProto,
    tensor: TensorProto,
    *,
    read: Tensor,
    length: int,
    length_unread: int,
    unwritten: Collection[int] = (),
) -> None:
    """Put codes in place of a table of rows; those looked up are decoded.

    The rows that are read become a table of their own, and so do the others, each with its
    codebook. Rows that have been in codes as long as the others' lose nothing by these and go with
    them. Where a row went is one number: from 0 up among those read, from -1 down among the unread.

    Args:
        graph: Changed in place.
        lookup: The node that takes rows of the table.
        tensor: The table, float32.
        read: Numbers of the rows that windows look up, shape ``(n,)``, int64.
        length: Weights in a vector of these rows, at most.
        length_unread: Weights in a vector of any other row, at most.
        unwritten: Numbers of rows that share one, unless they are read: nobody writes what they
            stand for.
    """
    weights = weights_of(tensor)
    name, asked = lookup.input
    (answer,) = lookup.output
    is_read = torch.zeros(len(weights), dtype=torch.bool)
    is_read[read] = True
    is_read &= ~_is_coarse(weights, is_read, length=length_unread)
    shares = torch.zeros(len(weights), dtype=torch.bool)
    shares[[one for one in unwritten if one < len(weights)]] = True
    shares &= ~is_read
    is_stored = ~is_read & ~shares
    is_stored[shares.nonzero()[:1]] = True  # the row that they share
    below = is_stored.cumsum(0)
    below[shares] = below[shares][:1]
    places = torch.where(is_read, is_read.cumsum(0) - 1, -below)
    unread = weights[is_stored] if is_stored.any() else weights[:1]  # which nobody looks up
    graph.initializer.remove(tensor)
    keep(
        graph,
        {
            f"{name}.places": places.to(_narrowest(len(weights))).numpy(),
            f"{name}.zero": np.array(0, dtype=np.int32),
            f"{name}.last": np.array([-1], dtype=np.int64),
        },
    )
    place, turned, chosen = f"{name}.place", f"{name}.place_below", f"{name}.is_read"
    nodes = [
        helper.make_node("Gather", [f"{name}.places", asked], [f"{name}.found"]),
        helper.make_node("Cast", [f"{name}.found"], [place], to=TensorProto.INT32),
        helper.make_node("BitwiseNot", [place], [turned]),  # of -1 it is 0, of -2 it is 1
        *_rows(graph, f"{name}.read", weights[is_read], place, f"{name}.zero", length=length),
        *_rows(graph, f"{name}.unread", unread, turned, f"{name}.zero", length=length_unread),
        helper.make_node("GreaterOrEqual", [place, f"{name}.zero"], [f"{chosen}.flat"]),
        helper.make_node("Unsqueeze", [f"{chosen}.flat", f"{name}.last"], [chosen]),
        helper.make_node("Where", [chosen, f"{name}.read", f"{name}.unread"], [answer]),
    ]
    at = list(graph.node).index(lookup)
    graph.node.remove(lookup)
    put(graph, nodes, place=at)


def _is_coarse(weights: Tensor, is_read: Tensor, *, length: int) -> Tensor:
    """Tell which of the rows that are read the codebook of the others codes as well as those."""
    is_coarse = torch.zeros_like(is_read)
    if is_read.any() and not is_read.all():
        fitting = divisor(weights.shape[1], at_most=length)
        others = learn_codebook(weights[~is_read], dim=1, length=fitting)
        is_coarse[is_read] = errors_with(others, weights[is_read]) < _SMALL
    return is_coarse


def _narrowest(n_rows: int) -> torch.dtype:
    """Choose integers for the places of so many rows, on either side of 0."""
    return torch.int16 if n_rows <= 1 << 15 else torch.int32


def _rows(
    graph: GraphProto, name: str, weights: Tensor, place: str, zero: str, *, length: int
) -> list[NodeProto]:
    """Code rows of a table; the nodes look up those at a place, or the first for a place below."""
    coded = encode(weights, length=divisor(weights.shape[1], at_most=length))
    # as many windows and tokens as there are
    shape = (0, 0, weights.shape[1])
    keep_quantized(graph, name, coded, scales=coded.scales[:, None], shape=shape)
    return [
        helper.make_node("Max", [place, zero], [f"{name}.row"]),
        helper.make_node("Gather", [f"{name}{CODES}", f"{name}.row"], [f"{name}.found"]),
        *decoding(name, codes=f"{name}.found"),
        helper.make_node("Gather", [f"{name}.scales", f"{name}.row"], [f"{name}.sizes"]),
        helper.make_node("Mul", [f"{name}.vectors", f"{name}.sizes"], [f"{name}.parts"]),
        helper.make_node("Reshape", [f"{name}.parts", f"{name}.shape"], [name]),
    ]
