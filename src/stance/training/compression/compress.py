"""Storing the weights of an ONNX model as numbers of codebooks' vectors, a twelfth of the size."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import GraphProto, TensorProto
from torch import Tensor

from stance.training.compression.eight_bits import compress_graph, is_matrix, write_checked
from stance.training.compression.nodes import CODES, halve
from stance.training.compression.quantized_nodes import QuantizedMap, quantize_table
from stance.training.compression.residuals import Residual, share_out
from stance.training.compression.sensitivity import input_moments, rows_read
from stance.training.export.restoring import linear_matrices

#: Smaller matrices are stored in 8 bits: their codebooks and scales would outweigh the rest.
_SMALLEST = 1 << 18
#: Share of the linear maps after which the late ones begin.
_LATE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How many weights share a byte, by kind of matrix; None leaves that kind in 8 bits.

    Where a matrix cannot be cut into vectors of that length, the next shorter one is taken. The
    lengths that ship were chosen by experiments/codebooks.

    Attributes:
        square: Of linear maps into as many numbers as they take, such as those of attention.
        widening: Into more.
        narrowing: Into fewer.
        late: Of the last fifth of the linear maps, instead of what their kind has: little comes
            after them that their errors could lead astray. None where they have that of their kind.
        tables: Of rows that are looked up, such as word embeddings, as far as they are read.
        unread: Of the rows that no window looks up, instead.
    """

    square: int | None = 3
    widening: int | None = 3
    narrowing: int | None = 3
    late: int | None = 4
    tables: int | None = 2
    unread: int = 6

    def of_map(self, inputs: int, outputs: int, *, depth: float) -> int | None:
        """Give the length for a linear map.

        ``depth`` is the share of all maps that come before it, in [0, 1). None leaves it in 8 bits.
        """
        if inputs == outputs:
            own = self.square
        else:
            own = self.widening if inputs < outputs else self.narrowing
        return self.late if own and self.late and depth >= _LATE else own


@dataclass(frozen=True, slots=True, kw_only=True)
class Residuals:
    """What is stored of the residuals of linear maps.

    Attributes:
        gradients: Second moments of the gradients of what each map answers, by the map's name in
            the network, as ``answer_gradients`` gives them.
        n_bytes: So much may all take together, but for codebooks and scales.
    """

    gradients: Mapping[str, Tensor] = field(default_factory=dict)
    n_bytes: int = 0


def product_quantize(
    model: Path,
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
    lengths: Lengths = Lengths(),
    residuals: Residuals = Residuals(),
    unwritten: Collection[int] = (),
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Replace the large float32 matrices of a model by codes, and the others by 8-bit integers.

    The graph decodes linear maps once, when ONNX Runtime loads it, and word embeddings as they are
    looked up; it computes in float32.

    Args:
        model: An ONNX file without external data; replaced whole or not at all.
        windows: Inputs of the model, one run each, as it will meet them: weights that matter to
            its answers on these are kept best.
        lengths: How much smaller matrices become.
        residuals: What is stored of the residuals of linear maps.
        unwritten: Numbers of words that share a row of their table, unless windows look them up.
        report: Told matrices coded, and matrices in all.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    uses = Counter(name for node in graph.node for name in node.input)
    # what several nodes share stays in 8 bits: it would have to keep the answers of all of them
    large = {one.name: one for one in graph.initializer if _is_large(one) and uses[one.name] == 1}
    products = [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in large]
    maps = [
        (node, length)
        for index, node in enumerate(products)
        if (length := lengths.of_map(*large[node.input[1]].dims, depth=index / len(products)))
    ]
    tables = [
        (node, lengths.tables)
        for node in graph.node
        if node.op_type == "Gather" and node.input[0] in large and lengths.tables
    ]
    moments = input_moments(proto, sorted({node.input[0] for node, _ in maps}), windows=windows)
    read = rows_read(proto, sorted({node.input[1] for node, _ in tables}), windows=windows)
    compress_graph(
        graph, leave={node.input[1] for node, _ in maps} | {node.input[0] for node, _ in tables}
    )
    n_steps = 2 * len(maps) + len(tables)  # a map takes two
    coded: list[QuantizedMap] = []
    for node, length in maps:
        report(len(coded), n_steps)
        moment = moments[node.input[0]]
        coded.append(QuantizedMap(node, large[node.input[1]], moments=moment, length=length))
    left = _chosen(graph, coded, residuals)
    for done, one in enumerate(coded, start=len(maps)):
        report(done, n_steps)
        one.put_into(graph, residual=left.get(one.name))
    for done, (node, length) in enumerate(tables, start=2 * len(maps)):
        report(done, n_steps)
        quantize_table(
            graph,
            node,
            large[node.input[0]],
            read=read[node.input[1]],
            length=length,
            length_unread=lengths.unread,
            unwritten=unwritten,
        )
    halve(graph)
    write_checked(proto, model)


def _chosen(
    graph: GraphProto, coded: Sequence[QuantizedMap], wanted: Residuals
) -> dict[str, Residual]:
    """Give what is stored of residuals, by name of the matrix."""
    named = {matrix: name for name, matrix in linear_matrices(graph).items()}
    found = {
        one.name: one.residual(wanted.gradients[named[one.name]])
        for one in coded
        if wanted.n_bytes and named.get(one.name) in wanted.gradients
    }
    widths = share_out(found, n_bytes=wanted.n_bytes)
    return {name: found[name].narrowed(width) for name, width in widths.items() if width}


def is_product_quantized(model: Path) -> bool:
    """Tell whether the weights of a model are stored so."""
    return any(one.name.endswith(CODES) for one in onnx.load(str(model)).graph.initializer)


def _is_large(tensor: TensorProto) -> bool:
    return is_matrix(tensor) and int(np.prod(tensor.dims)) >= _SMALLEST
