"""What enters the matrices of an ONNX model, and which rows of tables it looks up, on articles."""

from collections.abc import Iterator, Mapping, Sequence
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
    sums: dict[str, Tensor] = {}
    products: dict[str, Tensor] = {}
    n_vectors = dict.fromkeys(names, 0)
    for name, value in _values(proto, names, kind=TensorProto.FLOAT, windows=windows):
        vectors = torch.from_numpy(value).flatten(end_dim=-2)
        directions = torch.nn.functional.normalize(vectors, dim=-1)
        sums[name] = sums.get(name, 0) + vectors.sum(0)
        products[name] = products.get(name, 0) + directions.T @ directions
        n_vectors[name] += len(vectors)
    return {name: Moments(sums[name] / n, products[name] / n) for name, n in n_vectors.items()}


def rows_read(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> dict[str, Tensor]:
    """Tell which numbers some values of a graph hold.

    The numbers of each are unique and rising, int64.
    """
    found: dict[str, list[npt.NDArray[np.int64]]] = {name: [] for name in names}
    for name, value in _values(proto, names, kind=TensorProto.INT64, windows=windows):
        found[name].append(np.unique(value))
    return {name: torch.from_numpy(np.unique(np.concatenate(one))) for name, one in found.items()}


def _values(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    kind: int,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    """Run a model on each window and give values of its graph, which are of one kind of number."""
    if not names:
        return
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    del probe.graph.output[:]
    for name in names:
        probe.graph.output.append(helper.make_tensor_value_info(name, kind, None))
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    for window in windows:
        yield from zip(names, session.run(list(names), dict(window)), strict=True)
