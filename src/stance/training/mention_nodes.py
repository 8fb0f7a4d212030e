"""The nodes of an ONNX model that say whom words may name."""

from pathlib import Path

import onnx
from onnx import GraphProto, TensorProto, helper, numpy_helper

from stance.errors import ExportError
from stance.prediction.onnx_model import MENTIONS
from stance.training.coded_nodes import HALF
from stance.training.compressing import compress_graph, write_checked
from stance.training.mentions import MentionMap

_ENCODER = "encoder."
_WEIGHTS, _BIAS, _PRODUCT = (f"{MENTIONS}.{part}" for part in ("weights", "bias", "product"))


def tells_mentions(model: Path) -> bool:
    """Tell whether a model says whom words may name.

    Args:
        model: An ONNX file.

    Returns:
        Whether it does.
    """
    return any(one.name == MENTIONS for one in onnx.load(str(model)).graph.output)


def show_states(model: Path, target: Path, *, depth: float) -> None:
    """Write a model that gives the states of tokens midway as what they are of mentions.

    Args:
        model: An ONNX file that does not tell of mentions.
        target: The other one.
        depth: How far into the encoder: from 0, its embeddings, to 1, its last layer.

    Raises:
        ExportError: If the encoder has no layer normalization, whose answers are the states.
    """
    proto = onnx.load(str(model))
    normalization = _normalization(proto.graph, depth)
    node = helper.make_node("Identity", [normalization.output[0]], [MENTIONS])
    _write(proto, target, nodes=[node], width=_width_of(normalization, proto.graph))


def add_mentions(model: Path, learnt: MentionMap, *, depth: float) -> None:
    """Let a model say whom words may name.

    Args:
        model: An ONNX file that does not yet; replaced whole or not at all.
        learnt: From the states that ``show_states`` shows; its weights are stored in 8 bits.
        depth: As there.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    others = {one.name for one in graph.initializer}
    graph.initializer.append(numpy_helper.from_array(learnt.weights, _WEIGHTS))
    graph.initializer.append(numpy_helper.from_array(learnt.bias, _BIAS))
    state = _normalization(graph, depth).output[0]
    nodes = [
        helper.make_node("MatMul", [state, _WEIGHTS], [_PRODUCT]),
        helper.make_node("Add", [_PRODUCT, _BIAS], [MENTIONS]),
    ]
    compress_graph(graph, leave=others)
    _write(proto, model, nodes=nodes, width=len(learnt.bias))


def _normalization(graph: GraphProto, depth: float) -> onnx.NodeProto:
    """Give the node that normalizes the states of tokens at some depth of the encoder."""
    found = [
        node
        for node in graph.node
        if node.op_type == "LayerNormalization" and node.input[1].startswith(_ENCODER)
    ]
    if not found:
        raise ExportError(
            "this encoder has no layer normalization to learn from whom words name; "
            "set mentions.epochs=0"
        )
    return found[round(depth * (len(found) - 1))]


def _width_of(node: onnx.NodeProto, graph: GraphProto) -> int:
    """Give the width of the states: that of what scales them."""
    scales = node.input[1]
    stored = next(one for one in graph.initializer if one.name in (scales, f"{scales}{HALF}"))
    return int(stored.dims[0])


def _write(
    proto: onnx.ModelProto, target: Path, *, nodes: list[onnx.NodeProto], width: int
) -> None:
    graph = proto.graph
    graph.node.extend(nodes)
    shape = ["windows", "tokens", width]
    graph.output.append(helper.make_tensor_value_info(MENTIONS, TensorProto.FLOAT, shape))
    del graph.value_info[:]  # shapes of what is between: ONNX Runtime infers them itself
    write_checked(proto, target)
