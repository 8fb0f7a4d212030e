"""Looking through an ONNX file before anything runs it: which operators, and how many."""

from collections.abc import Iterator

_OPERATORS = """
Abs Add And BitwiseNot Cast Clip Concat Constant ConstantOfShape Conv Cos CumSum
DequantizeLinear Div DynamicQuantizeLinear Einsum Equal Erf Exp Expand Flatten Floor Gather
GatherElements GatherND Gelu Gemm Greater GreaterOrEqual Identity IsNaN LayerNormalization
Less LessOrEqual Log MatMul MatMulInteger Max Min Mod Mul Neg Not Or Pow QuantizeLinear Range
Reciprocal ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum Relu Reshape Round ScatterND
Shape Sigmoid Sign Sin SkipLayerNormalization Slice Softmax Softplus Split Sqrt Squeeze Sub
Tanh Tile Transpose Trilu Unsqueeze Where
"""
#: Operators of the networks that this project exports, and of encoders like them. None holds a
#: graph of its own (``Loop``, ``Scan``, ``If``), reads a file or runs foreign code.
OPERATORS = frozenset(_OPERATORS.split())
_MAX_NODES = 50_000
_STANDARD = frozenset(["", "ai.onnx"])
# Numbers of fields, as the format of ONNX has them.
_GRAPH, _TRAINING, _FUNCTIONS = 7, 20, 25
_NODE, _INITIALIZER, _SPARSE = 1, 5, 15
_OP_TYPE, _DOMAIN, _ATTRIBUTE = 4, 7, 5
_SUBGRAPHS = frozenset([6, 11])
_TENSOR, _TENSORS = 5, 10
_EXTERNAL, _LOCATION = 13, 14
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_WIDTHS = {_FIXED_64: 8, _FIXED_32: 4}
_LONGEST_VARINT = 10


def check_graph(content: bytes) -> None:
    """Refuse a network that does what none of ours does.

    Args:
        content: The ONNX file.

    Raises:
        ValueError: If it cannot be read, has an operator that is not in ``OPERATORS``, a graph
            inside a node, functions, weights outside the file, or too many nodes.
    """
    n_nodes = 0
    for number, part in _fields(memoryview(content)):
        if number in (_TRAINING, _FUNCTIONS):
            raise ValueError("it brings functions or training of its own")
        if number == _GRAPH:
            n_nodes += _n_checked(part)
    if not 0 < n_nodes <= _MAX_NODES:
        raise ValueError(f"it has {n_nodes} nodes, and not 1 to {_MAX_NODES}")


def _n_checked(graph: "memoryview | int") -> int:
    """Check the nodes and weights of a graph; give how many nodes it has."""
    n_nodes = 0
    for number, part in _fields(graph):
        if number == _SPARSE:
            raise ValueError("it has sparse weights")
        if number == _INITIALIZER:
            _check_tensor(part)
        if number == _NODE:
            n_nodes += 1
            _check_node(part)
    return n_nodes


def _check_node(node: "memoryview | int") -> None:
    operator = domain = ""
    for number, part in _fields(node):
        if number == _OP_TYPE:
            operator = _text(part)
        elif number == _DOMAIN:
            domain = _text(part)
        elif number == _ATTRIBUTE:
            _check_attribute(part)
    if operator not in OPERATORS or domain not in _STANDARD:
        name = f"{domain}.{operator}" if domain else operator
        raise ValueError(f"it has an operator {name[:60]!r}, which is not run")


def _check_attribute(attribute: "memoryview | int") -> None:
    for number, part in _fields(attribute):
        if number in _SUBGRAPHS:
            raise ValueError("a node of it holds a graph of its own")
        if number in (_TENSOR, _TENSORS):
            _check_tensor(part)


def _check_tensor(tensor: "memoryview | int") -> None:
    for number, part in _fields(tensor):
        if number == _EXTERNAL or (number == _LOCATION and part != 0):
            raise ValueError("its weights are in another file")


def _text(part: "memoryview | int") -> str:
    if isinstance(part, int):
        raise ValueError("a name is a number")
    return bytes(part).decode()


def _fields(message: "memoryview | int") -> "Iterator[tuple[int, memoryview | int]]":
    """Give the fields of a message of protocol buffers, without copying what is in them."""
    if isinstance(message, int):
        raise ValueError("a part of it is a number")
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        size = _WIDTHS.get(wire)
        if wire == _BYTES:
            size, at = _varint(message, at)
        if size is None or at + size > len(message):
            raise ValueError("it is cut off, or no ONNX file")
        yield number, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        if at + place >= len(message):
            break
        byte = message[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004  # the last byte of a number
            return value, at + place + 1
    raise ValueError("it is cut off, or no ONNX file")
