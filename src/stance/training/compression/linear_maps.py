"""Nodes of an ONNX graph that decode the matrix of a linear map from codes."""

from collections import Counter

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from stance.training.compression.moments import Moments
from stance.training.compression.nodes import (
    CODES,
    REMAINDER,
    decoding,
    keep,
    keep_coded,
    put,
    weights_of,
)
from stance.training.compression.product_quantization import MapCoder, divisor
from stance.training.compression.residuals import Remainder, decode, factor


class CodedMap:
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
        self._coder = MapCoder(self._weights, moments.second, length=fitting)

    @property
    def name(self) -> str:
        """Of the matrix."""
        return str(self._tensor.name)

    def remainder(self, gradients: Tensor) -> Remainder:
        """Find what codes leave."""
        errors = self._weights - self._coder.by_nearest().decode()
        return factor(errors, moments=self._moments.second, gradients=gradients)

    def put_into(self, graph: GraphProto, *, remainder: Remainder | None) -> None:
        """Put codes, and what they leave, in place of the matrix.

        Outputs are coded at the same size; what they are multiplied by again comes after the
        product. What is still wrong on average is taken out of the bias (Nagel et al. 2019,
        *Data-free quantization*), if one is added to the product.
        """
        without = None if remainder is None else remainder.product()
        coded = self._coder.encode(without=without)
        name, (answer,) = self.name, self._product.output
        found, inputs = coded.decode(), len(self._weights)
        graph.initializer.remove(self._tensor)
        keep_coded(graph, name, coded, scales=coded.scales[0], shape=tuple(self._weights.shape))
        shaped = helper.make_node("Reshape", [f"{name}.vectors", f"{name}.shape"], [name])
        nodes, after = [*decoding(name, codes=f"{name}{CODES}"), shaped], list[NodeProto]()
        product = f"{name}.product"
        if remainder is not None:
            narrow = remainder.encode(coded.scales)
            found += decode(narrow, inputs=inputs, scales=coded.scales)
            small = f"{name}{REMAINDER}"
            rows, outputs = len(narrow.codes), self._weights.shape[1]
            keep_coded(
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
