"""Looking through an ONNX file before anything runs it: which operators, and how many."""

from stance.prediction.protobuf import Part, fields, text

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


def check_graph(content: bytes) -> None:
    """Refuse a network that does what none of ours does.

    Args:
        content: The ONNX file.

    Raises:
        ValueError: If it cannot be read, has an operator that is not in ``OPERATORS``, a graph
            inside a node, functions, weights outside the file, or too many nodes.
    """
    n_nodes = 0
    for number, part in fields(memoryview(content)):
        if number in (_TRAINING, _FUNCTIONS):
            raise ValueError("it brings functions or training of its own")
        if number == _GRAPH:
            n_nodes += _n_checked(part)
    if not 0 < n_nodes <= _MAX_NODES:
        raise ValueError(f"it has {n_nodes} nodes, and not 1 to {_MAX_NODES}")


def _n_checked(graph: Part) -> int:
    """Check the nodes and weights of a graph; give how many nodes it has."""
    n_nodes = 0
    for number, part in fields(graph):
        if number == _SPARSE:
            raise ValueError("it has sparse weights")
        if number == _INITIALIZER:
            _check_tensor(part)
        if number == _NODE:
            n_nodes += 1
            _check_node(part)
    return n_nodes


def _check_node(node: Part) -> None:
    operator = domain = ""
    for number, part in fields(node):
        if number == _OP_TYPE:
            operator = text(part)
        elif number == _DOMAIN:
            domain = text(part)
        elif number == _ATTRIBUTE:
            _check_attribute(part)
    if operator not in OPERATORS or domain not in _STANDARD:
        name = f"{domain}.{operator}" if domain else operator
        raise ValueError(f"it has an operator {name[:60]!r}, which is not run")


def _check_attribute(attribute: Part) -> None:
    for number, part in fields(attribute):
        if number in _SUBGRAPHS:
            raise ValueError("a node of it holds a graph of its own")
        if number in (_TENSOR, _TENSORS):
            _check_tensor(part)


def _check_tensor(tensor: Part) -> None:
    for number, part in fields(tensor):
        if number == _EXTERNAL or (number == _LOCATION and part != 0):
            raise ValueError("its weights are in another file")
