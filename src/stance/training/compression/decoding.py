"""What the weights of an ONNX graph are, however they are stored."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from onnx import GraphProto, TensorProto, numpy_helper

from stance.training.compression.nodes import CODES, HALF, RESIDUAL

#: What a graph stores, by name.
_Stored: TypeAlias = Mapping[str, npt.NDArray[np.generic]]
_PLACES = ".places"
#: How the integers and the scales of a matrix in 8 bits are named after it.
ROUNDED = (".int8", ".scale")


def stored_weights(graph: GraphProto) -> dict[str, npt.NDArray[np.float32]]:
    """Give the weights that a graph computes with.

    By the name that a matrix had before it was stored in 8 bits or codes; without what is in
    another file.
    """
    stored = {
        one.name: numpy_helper.to_array(one)
        for one in graph.initializer
        if one.data_location != TensorProto.EXTERNAL  # no file but the model's own is read
    }
    found = {name: one for name, one in stored.items() if one.dtype == np.float32}
    integers, scale = ROUNDED
    for name in stored:
        if name.endswith(integers):
            matrix = name.removesuffix(integers)
            found[matrix] = stored[name].astype(np.float32) * stored[f"{matrix}{scale}"]
        elif name.endswith(HALF):
            found[name.removesuffix(HALF)] = stored[name].astype(np.float32)
        elif name.endswith(_PLACES):
            table = name.removesuffix(_PLACES)
            found[table] = _table(stored, table)
        elif name.endswith(CODES):
            matrix = name.removesuffix(CODES)
            found[matrix] = _decoded(stored, matrix)
            if f"{matrix}{RESIDUAL}{CODES}" in stored:
                found[matrix] += _residual(stored, matrix)
    return found


def _table(stored: _Stored, name: str) -> npt.NDArray[np.float32]:
    """Put together what ``quantize_table`` took apart."""
    read, unread = (_decoded(stored, f"{name}.{part}") for part in ("read", "unread"))
    # places of the unread fall from -1: the first of them is the last when these are turned
    rows: npt.NDArray[np.float32] = np.concatenate([read, unread[::-1]])[stored[f"{name}{_PLACES}"]]
    return rows


def _residual(stored: _Stored, name: str) -> npt.NDArray[np.float32]:
    """Put together what ``QuantizedMap`` stores of residuals."""
    rows = _decoded(stored, f"{name}{RESIDUAL}")
    inputs = len(stored[f"{name}{CODES}"])
    scales = stored[f"{name}.half_scales"].astype(np.float32)
    products: npt.NDArray[np.float32] = rows[:, :inputs].T @ rows[:, inputs:] * scales
    return products


def _decoded(stored: _Stored, name: str) -> npt.NDArray[np.float32]:
    codebook, scales = (
        stored[f"{name}{part}"].astype(np.float32) for part in (".half_book", ".half_scales")
    )
    codes = stored[f"{name}{CODES}"]
    weights: npt.NDArray[np.float32] = codebook[codes].reshape(len(codes), -1)
    of_rows = scales.ndim > 1  # a table's, else of a map's outputs
    return weights * (scales.reshape(-1, 1) if of_rows else scales)
