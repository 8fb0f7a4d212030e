"""What enters the matrices of an ONNX model when it reads articles."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper
from torch import Tensor


def second_moments(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> dict[str, Tensor]:
    """Average the outer product of the vectors that some values of a graph take.

    Each vector is divided by its length first: a network has tokens whose states are a hundred
    times larger than all others, and they would be the only ones that count.

    Args:
        proto: The model; left as it is.
        names: Of values of its graph, of shape ``(…, width)`` each; perhaps none.
        windows: The inputs of one run of the model each; at least one.

    Returns:
        By name, shape ``(width, width)``, float32.
    """
    if not names:
        return {}
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    for name in names:
        probe.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    sums: dict[str, Tensor] = {}
    n_vectors = dict.fromkeys(names, 0)
    for window in windows:
        values = session.run(list(names), dict(window))
        for name, value in zip(names, values, strict=True):
            vectors = torch.from_numpy(value).flatten(end_dim=-2)
            vectors = torch.nn.functional.normalize(vectors, dim=-1)
            moment = vectors.T @ vectors
            sums[name] = sums[name] + moment if name in sums else moment
            n_vectors[name] += len(vectors)
    return {name: total / n_vectors[name] for name, total in sums.items()}
