"""What enters the matrices of an ONNX model when it reads articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Moments:
    """Of the vectors that a value of a graph takes.

    Attributes:
        mean: Shape ``(width,)``, float32.
        second: Mean outer product of the vectors divided by their length, shape
            ``(width, width)``, float32. A network has tokens whose states are a hundred times
            larger than all others, and otherwise they would be the only ones that count.
    """

    mean: Tensor
    second: Tensor


def input_moments(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> dict[str, Moments]:
    """Measure the vectors that some values of a graph take.

    Args:
        proto: The model; left as it is.
        names: Of values of its graph, of shape ``(…, width)`` each; perhaps none.
        windows: The inputs of one run of the model each; at least one.

    Returns:
        By name.
    """
    if not names:
        return {}
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    for name in names:
        probe.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    sums: dict[str, Tensor] = {}
    products: dict[str, Tensor] = {}
    n_vectors = dict.fromkeys(names, 0)
    for window in windows:
        values = session.run(list(names), dict(window))
        for name, value in zip(names, values, strict=True):
            vectors = torch.from_numpy(value).flatten(end_dim=-2)
            directions = torch.nn.functional.normalize(vectors, dim=-1)
            sums[name] = sums.get(name, 0) + vectors.sum(0)
            products[name] = products.get(name, 0) + directions.T @ directions
            n_vectors[name] += len(vectors)
    return {name: Moments(sums[name] / n, products[name] / n) for name, n in n_vectors.items()}
