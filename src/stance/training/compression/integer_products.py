"""Letting an ONNX graph multiply its linear maps in 8-bit integers, as far as its answers stay."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper

from stance.training.compression.decoding import stored_weights
from stance.training.compression.eight_bits import write_checked
from stance.training.compression.nodes import INTEGERS, LARGE, RESIDUAL, forget_unused, keep, put
from stance.training.compression.sensitivity import largest_inputs
from stance.training.export.restoring import linear_products

#: Matrices of fewer weights stay in float32: they cost nothing.
_SMALLEST = 1 << 16
#: How much of the unevenness of inputs the weights take over (Xiao et al. 2023, *SmoothQuant*).
_SHARE = 0.7
#: Inputs of a narrowing map that are multiplied in float32 (Dettmers et al. 2022, *LLM.int8()*).
_N_LARGE = 16
_LARGEST = 127
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class _Map:
    """A linear map: the node that multiplies, what comes of it, the weights."""

    product: NodeProto
    answer: str
    weights: npt.NDArray[np.float32]

    @property
    def matrix(self) -> str:
        return str(self.product.input[1])

    @property
    def narrows(self) -> bool:
        inputs, outputs = self.weights.shape
        return bool(outputs < inputs)


def multiplies_in_integers(model: Path) -> bool:
    """Tell whether a model's linear maps multiply in integers."""
    graph = onnx.load(str(model)).graph
    return any(node.op_type == "MatMulInteger" for node in graph.node)


def multiply_in_integers(
    model: Path, *, windows: Sequence[Mapping[str, npt.NDArray[np.generic]]]
) -> None:
    """Let the large linear maps of a model multiply in integers.

    Weights are rounded once, when the graph is loaded, with a step for each output; inputs as they
    come, with one step for all tokens. Inputs that are large are made smaller beforehand and their
    weights larger. Narrowing maps have inputs of very different sizes: each of their tokens is
    brought to one size first, and the few largest inputs stay in float32.

    Args:
        model: An ONNX file, however its weights are stored; replaced whole or not at all.
        windows: Inputs of the model, one run each, as it will meet them; at least one.
    """
    proto = onnx.load(str(model))
    graph = proto.graph
    by_source: dict[str, list[_Map]] = {}
    for one in _maps(graph):
        by_source.setdefault(one.product.input[0], []).append(one)
    largest = largest_inputs(proto, sorted(by_source), windows=windows)
    for source, maps in by_source.items():
        _put_integers(graph, source, maps, largest=largest[source])
    _add_masks_once(graph)
    forget_unused(graph)
    write_checked(proto, model)


def _maps(graph: GraphProto) -> list[_Map]:
    stored = stored_weights(graph)
    return [
        _Map(product, answer, weights)
        for product, answer in linear_products(graph).values()
        if (weights := stored.get(product.input[1])) is not None and weights.size >= _SMALLEST
    ]


def _put_integers(
    graph: GraphProto, source: str, maps: Sequence[_Map], *, largest: npt.NDArray[np.float32]
) -> None:
    """Let the maps that take one value multiply in integers."""
    rows = np.max([np.abs(one.weights).max(1) for one in maps], axis=0)
    growth = np.maximum(largest, _TINY) ** _SHARE / np.maximum(rows, _TINY) ** (1 - _SHARE)
    growth = growth.astype(np.float32)
    shrinking = 1 / growth
    narrows = all(one.narrows for one in maps)
    if narrows:
        large = np.sort(np.argsort(largest)[-_N_LARGE:])
        growth[large] = shrinking[large] = 0
        keep(graph, {f"{source}{LARGE}.inputs": large})
    keep(graph, {f"{source}.growth": growth[:, None], f"{source}.shrinking": shrinking})
    rounded, step, zero = (f"{source}.{part}" for part in ("rounded", "step", "zero"))
    small = f"{source}.small"
    nodes = [helper.make_node("Mul", [source, f"{source}.shrinking"], [small])]
    if narrows:
        nodes += _nodes_of_sizes(graph, source, small)
        small = f"{source}.even"
    nodes.append(helper.make_node("DynamicQuantizeLinear", [small], [rounded, step, zero]))
    for one in maps:
        nodes += _product(graph, one, growth=growth, narrows=narrows)
    places = [place for place, node in enumerate(graph.node) if source in node.output]
    for one in maps:
        (maker,) = [node for node in graph.node if one.answer in node.output]
        maker.output[0] = f"{one.answer}.before"
    put(graph, nodes, place=max([*places, *_places_of_weights(graph, maps)]) + 1)


def _nodes_of_sizes(graph: GraphProto, source: str, small: str) -> list[NodeProto]:
    """Bring each token to one size; set the largest inputs apart."""
    keep(
        graph,
        {
            f"{source}.last": np.array([-1], dtype=np.int64),
            f"{source}.tiny": np.array(_TINY, dtype=np.float32),
        },
    )
    size, large = f"{source}.size", f"{source}{LARGE}"
    return [
        helper.make_node("Abs", [small], [f"{source}.absolute"]),
        helper.make_node("ReduceMax", [f"{source}.absolute", f"{source}.last"], [f"{size}.found"]),
        helper.make_node("Max", [f"{size}.found", f"{source}.tiny"], [size]),
        helper.make_node("Div", [small, size], [f"{source}.even"]),
        helper.make_node("Gather", [source, f"{large}.inputs"], [large], axis=-1),
    ]


def _product(
    graph: GraphProto, one: _Map, *, growth: npt.NDArray[np.float32], narrows: bool
) -> list[NodeProto]:
    """Give the nodes that round a matrix and multiply by it."""
    name, source = one.matrix, one.product.input[0]
    steps = np.maximum(np.abs(one.weights * growth[:, None]).max(0), _TINY) / _LARGEST
    keep(graph, {f"{name}.steps": steps.astype(np.float32)})
    nodes, whole = _whole(graph, name)
    parts = [f"{name}.{part}" for part in ("grown", "fine", "whole_numbers")]
    integers, counted = f"{name}{INTEGERS}", f"{name}.counted"
    answer = f"{name}.even" if narrows else one.answer
    nodes += [
        helper.make_node("Mul", [whole, f"{source}.growth"], [parts[0]]),
        helper.make_node("Div", [parts[0], f"{name}.steps"], [parts[1]]),
        helper.make_node("Round", [parts[1]], [parts[2]]),
        helper.make_node("Cast", [parts[2]], [integers], to=TensorProto.INT8),
        helper.make_node(
            "MatMulInteger", [f"{source}.rounded", integers, f"{source}.zero"], [counted]
        ),
        helper.make_node("Cast", [counted], [f"{counted}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{source}.step", f"{name}.steps"], [f"{name}.step"]),
        helper.make_node("Mul", [f"{counted}.float", f"{name}.step"], [answer]),
    ]
    if narrows:
        large = f"{name}{LARGE}"
        nodes += [
            helper.make_node(
                "Gather", [whole, f"{source}{LARGE}.inputs"], [f"{large}.weights"], axis=0
            ),
            helper.make_node("Mul", [answer, f"{source}.size"], [f"{name}.sized"]),
            helper.make_node("MatMul", [f"{source}{LARGE}", f"{large}.weights"], [large]),
            helper.make_node("Add", [f"{name}.sized", large], [one.answer]),
        ]
    return nodes


def _whole(graph: GraphProto, name: str) -> tuple[list[NodeProto], str]:
    """Give the nodes that put a matrix together, with its residual and scales, and its name."""
    made = {output for node in graph.node for output in node.output}
    nodes, whole = [], name
    if f"{name}{RESIDUAL}.left" in made:
        product, whole = f"{name}{RESIDUAL}.matrix", f"{name}.sum"
        narrow = [f"{name}{RESIDUAL}.left", f"{name}{RESIDUAL}.right"]
        nodes = [
            helper.make_node("MatMul", narrow, [product]),
            helper.make_node("Add", [name, product], [whole]),
        ]
    if f"{name}.scales" in made:
        nodes.append(helper.make_node("Mul", [whole, f"{name}.scales"], [f"{name}.scaled"]))
        whole = f"{name}.scaled"
    return nodes, whole


def _places_of_weights(graph: GraphProto, maps: Sequence[_Map]) -> list[int]:
    names = {f"{one.matrix}{part}" for one in maps for part in ("", f"{RESIDUAL}.left", ".scales")}
    return [place for place, node in enumerate(graph.node) if names & set(node.output)]


def _add_masks_once(graph: GraphProto) -> None:
    """Add up what every layer adds to its attention one after the other, before the layers."""
    makers = {output: node for node in graph.node for output in node.output}
    used = Counter(name for node in graph.node for name in node.input)
    chains: dict[tuple[str, str], list[tuple[NodeProto, NodeProto]]] = {}
    for node in graph.node:
        inner = makers.get(node.input[0]) if node.op_type == "Add" else None
        if inner is not None and inner.op_type == "Add" and used[inner.output[0]] == 1:
            chains.setdefault((inner.input[1], node.input[1]), []).append((inner, node))
    for terms, found in chains.items():
        if len(found) == 1:
            continue
        both = f"{terms[0]}.both"
        place = list(graph.node).index(found[0][0])
        for inner, node in found:
            node.input[:] = [inner.input[0], both]
            graph.node.remove(inner)
        put(graph, [helper.make_node("Add", terms, [both])], place=place)
