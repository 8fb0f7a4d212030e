"""The nodes of an ONNX model that tell more from the states of its encoder: linear probes."""

from collections.abc import Sequence
from pathlib import Path

import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from stance.errors import ExportError
from stance.prediction.onnx_model import MENTIONS, POOLING, SPEECH
from stance.training.compression.decoding import stored_weights
from stance.training.compression.eight_bits import compress_graph, write_checked
from stance.training.compression.nodes import HALF
from stance.training.probes.learning import LinearMap

_ENCODER = "encoder."
#: How far into an encoder its last layer is.
LAST = 1.0


def outputs_of(model: Path) -> frozenset[str]:
    """Give what a model tells."""
    return frozenset(one.name for one in onnx.load(str(model)).graph.output)


def show_states(model: Path, target: Path, *, depths: Sequence[float]) -> None:
    """Write a model that gives the states of tokens as what they are of mentions.

    It does not tell what the other tells besides labels and tags. ``depths`` are how far into the
    encoder, from 0, its embeddings, to 1, its last layer; the states of each are side by side.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    for output in [one for one in graph.output if one.name in (MENTIONS, SPEECH)]:
        graph.output.remove(output)
        for node in [one for one in graph.node if output.name in one.output]:
            graph.node.remove(node)
    layers = [_normalization(graph, depth) for depth in depths]
    states = [layer.output[0] for layer in layers]
    graph.node.append(helper.make_node("Concat", states, [MENTIONS], axis=-1))
    _add_output(graph, MENTIONS, of="tokens", width=sum(_width_of(one, graph) for one in layers))
    write_checked(proto, target)


def probe_of(graph: GraphProto, name: str) -> LinearMap | None:
    """Give what a model has learnt to tell besides.

    None if the model does not tell that.
    """
    if name not in {one.name for one in graph.output}:
        return None
    own = [one for one in graph.initializer if one.name.startswith(f"{name}.")]
    stored = stored_weights(GraphProto(initializer=own))
    return LinearMap(weights=stored[f"{name}.weights"], bias=stored[f"{name}.bias"])


def add_mentions(model: Path, learnt: LinearMap, *, depth: float) -> None:
    """Let a model tell whom words may name.

    ``learnt`` is from the states that ``show_states`` shows at that depth; it is stored in 8 bits.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    others = {one.name for one in graph.initializer}
    _add_map(graph, learnt, of=_normalization(graph, depth).output[0], name=MENTIONS)
    compress_graph(graph, leave=others)
    _add_output(graph, MENTIONS, of="tokens", width=len(learnt.bias))
    write_checked(proto, model)


def add_speech(model: Path, learnt: LinearMap) -> None:
    """Let a model tell whether anybody speaks in a sentence.

    ``learnt`` is from the mean over a sentence of the states of the last layer.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    pooled = f"{SPEECH}.state"
    state = _normalization(graph, LAST).output[0]
    graph.node.append(helper.make_node("MatMul", [POOLING, state], [pooled]))
    _add_map(graph, learnt, of=pooled, name=SPEECH)
    _add_output(graph, SPEECH, of="segments", width=len(learnt.bias))
    write_checked(proto, model)


def _add_map(graph: GraphProto, learnt: LinearMap, *, of: str, name: str) -> None:
    weights, bias, product = (f"{name}.{part}" for part in ("weights", "bias", "product"))
    for array, stored in ((learnt.weights, weights), (learnt.bias, bias)):
        graph.initializer.append(numpy_helper.from_array(array, stored))
    graph.node.append(helper.make_node("MatMul", [of, weights], [product]))
    graph.node.append(helper.make_node("Add", [product, bias], [name]))


def _add_output(graph: GraphProto, name: str, *, of: str, width: int) -> None:
    shape = ["windows", of, width]
    graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
    del graph.value_info[:]  # shapes of what is between: ONNX Runtime infers them itself


def _normalization(graph: GraphProto, depth: float) -> NodeProto:
    """Give the node that normalizes the states of tokens at some depth of the encoder."""
    found = [
        node
        for node in graph.node
        if node.op_type == "LayerNormalization" and node.input[1].startswith(_ENCODER)
    ]
    if not found:
        raise ExportError(
            "this encoder has no layer normalization from whose answers to learn who speaks; "
            "set mentions.epochs=0 and speech.articles=0"
        )
    return found[round(depth * (len(found) - 1))]


def _width_of(node: NodeProto, graph: GraphProto) -> int:
    """Give the width of the states: that of what scales them."""
    scales = node.input[1]
    stored = next(one for one in graph.initializer if one.name in (scales, f"{scales}{HALF}"))
    return int(stored.dims[0])
