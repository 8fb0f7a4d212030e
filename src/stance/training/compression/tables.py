"""Nodes of an ONNX graph that decode the rows of a table as they are looked up."""

from collections.abc import Collection

import numpy as np
import torch
from onnx import GraphProto, NodeProto, TensorProto, helper
from torch import Tensor

from stance.training.compression.codebook import errors_with, learn_book
from stance.training.compression.nodes import CODES, decoding, keep, keep_coded, put, weights_of
from stance.training.compression.product_quantization import divisor, encode

#: Share of a row's square that codes may get wrong before its weights are said to be lost.
_SMALL = 0.01


def code_table(
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

    The rows that are read become a table of their own, and so do the others, each with its book.
    Rows that have been in codes as long as the others' lose nothing by these and go with them.
    Where a row went is one number: from 0 up among those read, from -1 down among the unread.

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
    """Tell which of the rows that are read the book of the others codes as well as those."""
    is_coarse = torch.zeros_like(is_read)
    if is_read.any() and not is_read.all():
        fitting = divisor(weights.shape[1], at_most=length)
        others = learn_book(weights[~is_read], dim=1, length=fitting)
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
    keep_coded(graph, name, coded, scales=coded.scales[:, None], shape=shape)
    return [
        helper.make_node("Max", [place, zero], [f"{name}.row"]),
        helper.make_node("Gather", [f"{name}{CODES}", f"{name}.row"], [f"{name}.found"]),
        *decoding(name, codes=f"{name}.found"),
        helper.make_node("Gather", [f"{name}.scales", f"{name}.row"], [f"{name}.sizes"]),
        helper.make_node("Mul", [f"{name}.vectors", f"{name}.sizes"], [f"{name}.parts"]),
        helper.make_node("Reshape", [f"{name}.parts", f"{name}.shape"], [name]),
    ]
