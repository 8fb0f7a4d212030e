"""Computing once, when a network is loaded, what in its graph rests on its weights alone.

ONNX Runtime would do the same, but keeps every step of every matrix while it does: for codes that
become integers it takes seconds and gigabytes.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from stance.prediction.protobuf import Part, field, fields, numbers, text

Array: TypeAlias = npt.NDArray[np.generic]
_Attributes: TypeAlias = Mapping[str, list[int]]

# Numbers of fields, as the format of ONNX has them.
_GRAPH = 7
_NODE, _INITIALIZER, _OUTPUT = 1, 5, 12
_INPUTS, _OUTPUTS, _OPERATOR, _ATTRIBUTE = 1, 2, 4, 5
_ATTRIBUTE_NAME, _INTEGER, _INTEGERS = 1, 3, 8
_DIMS, _TYPE, _NAME, _RAW, _EXTERNAL, _LOCATION = 1, 2, 8, 9, 13, 14
_VALUE_NAME, _KEY, _VALUE = 1, 1, 2
_KINDS: dict[int, np.dtype[np.generic]] = {
    1: np.dtype("<f4"),
    2: np.dtype("u1"),
    3: np.dtype("i1"),
    5: np.dtype("<i2"),
    6: np.dtype("<i4"),
    7: np.dtype("<i8"),
    10: np.dtype("<f2"),
}
_NUMBERS = {kind: number for number, kind in _KINDS.items()}
#: Numbers that are computed at most; the rest is left to ONNX Runtime, whose memory is bounded.
_MOST = 1 << 30
#: What Python and NumPy say of weights that do not fit a node.
_UNFIT = (ArithmeticError, LookupError, MemoryError, TypeError, ValueError)
#: So many products of a sum cost as much as another operation on its result.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Folded:
    """A graph without what was computed of it.

    Attributes:
        content: The ONNX file; it names ``weights`` as if they were in another one.
        weights: What was computed, by name; each lies in memory row by row.
    """

    content: bytes
    weights: dict[str, Array]


@dataclass(frozen=True, slots=True)
class _Node:
    operator: str
    inputs: list[str]
    outputs: list[str]
    attributes: _Attributes
    part: Part


def fold(content: bytes) -> Folded:
    """Compute what in a graph rests on its weights alone.

    Args:
        content: An ONNX file, as ``check_graph`` lets it pass.

    Returns:
        A graph that gives the same answers.

    Raises:
        ValueError: If a weight is not as long as it says, or a node does not fit its inputs.
    """
    written, weights = [], dict[str, Array]()
    for number, part in fields(memoryview(content)):
        if number == _GRAPH:
            graph, weights = _fold_graph(part)
            written.append(field(number, graph))
        else:
            written.append(field(number, part))
    return Folded(b"".join(written), weights)


def _fold_graph(graph: Part) -> tuple[bytes, dict[str, Array]]:
    parts = list(fields(graph))
    nodes = [_node(part) for number, part in parts if number == _NODE]
    stored = {_name(part, _NAME): part for number, part in parts if number == _INITIALIZER}
    uses = Counter(name for node in nodes for name in node.inputs)
    uses.update(_name(part, _VALUE_NAME) for number, part in parts if number == _OUTPUT)
    known: dict[str, Array] = {}
    left, budget = [], _MOST
    for node in nodes:
        values = _values(node, stored, known)
        found, cost = (None, 0) if values is None else _computed(node, values, budget=budget)
        if found is None:
            left.append(node)
            continue
        budget -= cost
        known.update(zip(node.outputs, found, strict=True))
        for name in node.inputs:
            uses[name] -= 1
            if not uses[name]:
                known.pop(name, None)
    kept = [field(number, part) for number, part in parts if number not in (_NODE, _INITIALIZER)]
    kept += [field(_NODE, node.part) for node in left]
    kept += [field(_INITIALIZER, part) for name, part in stored.items() if uses[name]]
    kept += [field(_INITIALIZER, _elsewhere(name, value)) for name, value in known.items()]
    # ONNX Runtime reads only what lies in memory row by row.
    return b"".join(kept), {name: np.asarray(value, order="C") for name, value in known.items()}


def _values(
    node: _Node, stored: Mapping[str, Part], known: Mapping[str, Array]
) -> list[Array] | None:
    """Give what a node rests on, or None if that is not weights alone, or it is left as it is."""
    if node.operator not in _OPERATIONS:
        return None
    values = []
    for name in node.inputs:
        value = known.get(name)
        if value is None and name in stored:
            value = _array(stored[name])
        if value is None:
            return None
        values.append(value)
    return values


def _cost(node: _Node, values: Sequence[Array]) -> int:
    shapes = [one.shape for one in values]
    if node.operator == "MatMul":
        (*rows, terms), (*_, columns) = shapes[0], shapes[1]
        return int(prod(rows) * columns * (1 + terms // _AT_ONCE))
    if node.operator == "Gather":
        return int(values[1].size * values[0].size // max(1, shapes[0][_axis(node)]))
    if node.operator in ("Add", "Div", "Mul"):
        return prod(np.broadcast_shapes(*shapes))
    return max(one.size for one in values)


def _computed(
    node: _Node, values: Sequence[Array], *, budget: int
) -> tuple[list[Array] | None, int]:
    """Give what a node computes, and its cost; None if it costs more than the budget.

    None also where NumPy has another kind of number than the format, such as for quotients of
    integers.
    """
    try:
        cost = _cost(node, values)
        if cost > budget:
            return None, 0
        found = _OPERATIONS[node.operator](node, *values)
    except _UNFIT as error:
        raise ValueError(f"a node {node.operator} does not fit its weights: {error}") from error
    if len(found) != len(node.outputs):
        raise ValueError(f"a node {node.operator} gives {len(found)} values")
    return (found, cost) if all(one.dtype in _NUMBERS for one in found) else (None, 0)


def _axis(node: _Node) -> int:
    return node.attributes.get("axis", [0])[0]


def _cast(node: _Node, value: Array) -> list[Array]:
    (kind,) = node.attributes["to"]
    return [value.astype(_KINDS[kind])]


def _reshape(_node: _Node, value: Array, shape: Array) -> list[Array]:
    asked = [own or value.shape[place] for place, own in enumerate(shape.tolist())]
    return [value.reshape(asked)]


def _split(node: _Node, value: Array, widths: Array) -> list[Array]:
    places = np.cumsum(widths)[:-1].tolist()
    return list(np.split(value, places, axis=_axis(node)))


def _transpose(node: _Node, value: Array) -> list[Array]:
    return [value.transpose(node.attributes.get("perm"))]


#: Operators of the nodes that decode weights.
_OPERATIONS: Mapping[str, Callable[..., list[Array]]] = {
    "Add": lambda _node, one, other: [one + other],
    "Cast": _cast,
    "Div": lambda _node, one, other: [one / other],
    "Gather": lambda node, value, places: [value.take(places, axis=_axis(node))],
    "MatMul": lambda _node, one, other: [one @ other],
    "Mul": lambda _node, one, other: [one * other],
    "Reshape": _reshape,
    "Round": lambda _node, value: [np.rint(value)],
    "Split": _split,
    "Transpose": _transpose,
}


def _node(part: Part) -> _Node:
    inputs, outputs, attributes, operator = [], [], {}, ""
    for number, own in fields(part):
        if number == _INPUTS:
            inputs.append(text(own))
        elif number == _OUTPUTS:
            outputs.append(text(own))
        elif number == _OPERATOR:
            operator = text(own)
        elif number == _ATTRIBUTE:
            name, values = _attribute(own)
            attributes[name] = values
    return _Node(operator, inputs, outputs, attributes, part)


def _attribute(part: Part) -> tuple[str, list[int]]:
    """Give the name of an attribute, and the whole numbers that it is."""
    name, values = "", []
    for number, own in fields(part):
        if number == _ATTRIBUTE_NAME:
            name = text(own)
        elif number in (_INTEGER, _INTEGERS):
            values += numbers(own)
    return name, values


def _name(part: Part, number: int) -> str:
    return next((text(own) for found, own in fields(part) if found == number), "")


def _array(tensor: Part) -> Array | None:
    """Give what an initializer holds; None if it is not written as plain bytes of a known kind."""
    dims: list[int] = []
    kind: np.dtype[np.generic] | None = None
    raw: Part | None = None
    for number, own in fields(tensor):
        if number == _DIMS:
            dims += numbers(own)
        elif number == _TYPE:
            kind = _KINDS.get(int(own)) if isinstance(own, int) else None
        elif number == _RAW:
            raw = own
    if kind is None or not isinstance(raw, memoryview):
        return None
    if len(raw) != prod(dims) * kind.itemsize:
        raise ValueError("a weight of it is not as long as it says")
    values: Array = np.frombuffer(raw, dtype=kind).reshape(dims)
    return values


def _elsewhere(name: str, value: Array) -> bytes:
    """Write an initializer whose numbers come from outside the file."""
    said = field(_KEY, b"location") + field(_VALUE, b"memory")
    return b"".join(
        [
            *(field(_DIMS, one) for one in value.shape),
            field(_TYPE, _NUMBERS[value.dtype]),
            field(_NAME, name.encode()),
            field(_EXTERNAL, said),
            field(_LOCATION, 1),
        ]
    )
