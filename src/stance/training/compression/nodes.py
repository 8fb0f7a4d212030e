"""How codes, and what they stand for, are kept in an ONNX graph and decoded by it."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from torch import Tensor

from stance.training.compression.product_quantization import Quantized

#: How the codes of a matrix are named after it, and what they leave of it.
CODES, RESIDUAL = ".codes", ".remainder"
#: How the integers of a matrix are named after it, and inputs that are multiplied in float32.
INTEGERS, LARGE = ".integers", ".large"
#: How a bias or a norm in 16 bits is named after it.
HALF = ".half"
#: Shorter ones stay in 32 bits.
_SHORTEST = 64


def weights_of(tensor: TensorProto) -> Tensor:
    """Give the weights of a tensor of a graph, which may be changed."""
    return torch.from_numpy(numpy_helper.to_array(tensor).copy())


def keep_quantized(
    graph: GraphProto, name: str, coded: Quantized, *, scales: Tensor, shape: Sequence[int]
) -> None:
    """Store codes, and in 16 bits what they stand for.

    ``scales`` have the shape in which vectors are multiplied by them; a 0 in ``shape`` stands for
    as many as are looked up.
    """
    keep(
        graph,
        {
            f"{name}{CODES}": coded.codes.numpy(),
            f"{name}.half_book": coded.codebook.half().numpy(),
            f"{name}.half_scales": scales.half().numpy(),
            f"{name}.shape": np.array(shape, dtype=np.int64),
        },
    )


def decoding(name: str, *, codes: str) -> list[NodeProto]:
    """Give the nodes that turn codes into vectors, and the stored scales into float32.

    The last node gives ``name.vectors``, another ``name.scales``.
    """
    return [
        helper.make_node("Cast", [f"{name}.half_book"], [f"{name}.book"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [f"{name}.half_scales"], [f"{name}.scales"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [codes], [f"{name}.places"], to=TensorProto.INT32),
        helper.make_node("Gather", [f"{name}.book", f"{name}.places"], [f"{name}.vectors"]),
    ]


def keep(graph: GraphProto, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Store arrays in a graph, by name."""
    graph.initializer.extend(
        numpy_helper.from_array(values, name) for name, values in arrays.items()
    )


def put(graph: GraphProto, nodes: Sequence[NodeProto], *, place: int) -> None:
    """Insert nodes into a graph from a place on."""
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)


def halve(graph: GraphProto) -> None:
    """Store biases and norms in 16 bits."""
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or len(tensor.dims) != 1:
            continue
        if tensor.dims[0] < _SHORTEST:
            continue
        name, small = tensor.name, f"{tensor.name}{HALF}"
        graph.initializer.remove(tensor)
        keep(graph, {small: numpy_helper.to_array(tensor).astype(np.float16)})
        put(graph, [helper.make_node("Cast", [small], [name], to=TensorProto.FLOAT)], place=0)


def forget_unused(graph: GraphProto) -> None:
    """Remove nodes and weights that no output of a graph rests on."""
    wanted = {one.name for one in graph.output}
    for node in reversed(list(graph.node)):  # a graph is sorted: makers come first
        if wanted.isdisjoint(node.output):
            graph.node.remove(node)
        else:
            wanted.update(node.input)
    for tensor in [one for one in graph.initializer if one.name not in wanted]:
        graph.initializer.remove(tensor)
