"""From an ONNX graph back to the weights of the network that it was made of."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import torch
from onnx import GraphProto, NodeProto

from stance.errors import StanceError
from stance.network import StanceNetwork
from stance.training.compression.decoding import stored_weights
from stance.training.compression.nodes import HALF, INTEGERS, LARGE, RESIDUAL

_BIAS, _WEIGHT = ".bias", ".weight"


def restore(network: StanceNetwork, graph: GraphProto) -> None:
    """Give a network the weights of an export of one like it.

    A graph that lacks weights, or has others, is a ``StanceError``: exports of sentence layers,
    ModernBERT and DeBERTa-v2 do not tell all of theirs.
    """
    found = _found(network, graph)
    wrong = _wrong(network, found)
    if wrong:
        raise StanceError(
            f"it does not tell {len(wrong)} weights of the network ({wrong[0]} is the first)"
        )
    with torch.no_grad():
        for name, one in network.named_parameters():
            if name in found:
                one.copy_(torch.from_numpy(np.array(found[name])))


def untold_weights(network: StanceNetwork, graph: GraphProto) -> list[str]:
    """Give what ``restore`` would lack."""
    return _wrong(network, _found(network, graph))


def _found(network: StanceNetwork, graph: GraphProto) -> dict[str, npt.NDArray[np.float32] | None]:
    """Give the weights of a graph for each of a network that is on the way to an answer."""
    stored, matrices = stored_weights(graph), linear_matrices(graph)
    return {
        name: _weights(name, stored=stored, matrices=matrices)
        for name, _ in network.named_parameters()
        if _is_answered(name)
    }


def _wrong(
    network: StanceNetwork, found: Mapping[str, npt.NDArray[np.float32] | None]
) -> list[str]:
    return [
        name
        for name, one in network.named_parameters()
        if name in found and ((values := found[name]) is None or values.shape != tuple(one.shape))
    ]


def linear_matrices(graph: GraphProto) -> dict[str, str]:
    """Tell where the matrices of a network's linear maps are in its graph.

    By name of a map in the network, the name of the value that its inputs are multiplied by, shape
    ``(inputs, outputs)``; maps without a bias are not told.
    """
    return {
        name: product.input[1].removesuffix(INTEGERS)
        for name, (product, _) in linear_products(graph).items()
    }


def linear_products(graph: GraphProto) -> dict[str, tuple[NodeProto, str]]:
    """Tell which nodes multiply by the matrices of a network's linear maps.

    An exporter keeps the names of biases, but turns matrices and gives them other names.
    By name of a map in the network, the node, and the name of what the bias is added to.
    """
    makers = {output: node for node in graph.node for output in node.output}
    stored = {one.name.removesuffix(HALF) for one in graph.initializer}
    found = {}
    for node in [one for one in graph.node if one.op_type == "Add"]:
        for bias, answer in (node.input, reversed(node.input)):
            if bias in stored and bias.endswith(_BIAS):
                product = _product(makers.get(answer), makers)
                if product is not None:
                    found[bias.removesuffix(_BIAS)] = (product, answer)
    return found


def _product(node: NodeProto | None, makers: dict[str, NodeProto]) -> NodeProto | None:
    """Give the product that a value is, but for its sizes and what is added to it apart."""
    while node is not None and (
        node.op_type in ("Mul", "Cast")
        or (node.op_type == "Add" and node.input[1].endswith((RESIDUAL, LARGE)))
    ):
        node = makers.get(node.input[0])
    return node if node is not None and node.op_type in ("MatMul", "MatMulInteger") else None


def _is_answered(name: str) -> bool:
    return not name.startswith("encoder.pooler.")  # not on the way to either head


def _weights(
    name: str, *, stored: dict[str, npt.NDArray[np.float32]], matrices: dict[str, str]
) -> npt.NDArray[np.float32] | None:
    matrix = matrices.get(name.removesuffix(_WEIGHT)) if name.endswith(_WEIGHT) else None
    if matrix is not None and matrix in stored:
        return stored[matrix].T
    return stored.get(name)
