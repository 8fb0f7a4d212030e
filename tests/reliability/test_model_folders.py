"""A model folder from a stranger is data: what ours never have is refused before it is run."""

import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from making import make_tokenizer, replace_file
from stance.errors import ArtifactError
from stance.prediction.onnx_graph import check_graph
from stance.prediction.predictor import Predictor
from stance.prediction.tokenizer_file import read_tokenizer


def tokenizer(**parts):
    return json.dumps({**json.loads(make_tokenizer().to_str()), **parts}).encode()


def regex(expression):
    return {"Regex": expression}


def nested(depth):
    part = {"type": "Lowercase"}
    for _ in range(depth):
        part = {"type": "Sequence", "normalizers": [part, part]}
    return part


def replaced(content, pattern=None):
    return {"type": "Replace", "pattern": pattern or {"String": "a"}, "content": content}


def chain(*parts):
    return {"type": "Sequence", "normalizers": list(parts)}


def split(expression):
    return {"type": "Split", "pattern": regex(expression), "behavior": "Isolated", "invert": False}


HOSTILE = {
    "a normalizer that backtracks": {"normalizer": replaced("", regex("(a+)+$"))},
    "nested normalizers": {"normalizer": nested(12)},
    "normalizers too deep for JSON": {"normalizer": nested(2)},
    "a text that grows": {"normalizer": chain(*[replaced("aaaa")] * 8)},
    "a search for nothing": {"normalizer": replaced("a", {"String": ""})},
    "a chain without end": {"normalizer": chain(*[{"type": "NFC"}] * 1000)},
    "a pre-tokenizer that backtracks": {"pre_tokenizer": split("(a+)+$")},
    "an unknown part": {"pre_tokenizer": {"type": "Foreign"}},
    "a part that is no object": {"normalizer": 7},
    "no model": {"model": None},
    "words without end": {"model": {"type": "WordPiece", "max_input_chars_per_word": 10**9}},
    "an empty token": {"added_tokens": [{"content": ""}]},
    "tokens that are none": {"added_tokens": [3]},
    "a table that is cut off": {
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": "////////"}
    },
}


@pytest.mark.parametrize("parts", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_tokenizer_is_refused(tmp_path, parts):
    with pytest.raises(ArtifactError, match=r"tokenizer\.json is no tokenizer: "):
        read_tokenizer(tokenizer(**parts), tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b"7", b"\xff", b"[" * 100_000])
def test_what_is_no_tokenizer_at_all_is_refused(tmp_path, content):
    with pytest.raises(ArtifactError, match=r"tokenizer\.json is no tokenizer: "):
        read_tokenizer(content, tmp_path)


def test_what_published_encoders_have_is_read(tmp_path):
    spaces = replaced(" ", regex(" {2,}"))

    found = read_tokenizer(tokenizer(normalizer=chain({"type": "NFKC"}, spaces)), tmp_path)

    assert found.encode("rain  fell", add_special_tokens=False).tokens == ["rain", "fell"]


def a_graph(*nodes, **fields):
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "g", [value("x", TensorProto.FLOAT, [1])], [value("y", TensorProto.FLOAT, [1])]
    )
    return helper.make_model(graph, **fields)


def outside():
    model = a_graph(helper.make_node("Add", ["x", "w"], ["y"]))
    tensor = onnx.numpy_helper.from_array(np.ones(1, dtype=np.float32), "w")
    onnx.external_data_helper.set_external_data(tensor, "/etc/passwd")
    model.graph.initializer.append(tensor)
    return model


def inside(operator):
    body = a_graph(helper.make_node("Identity", ["x"], ["y"])).graph
    return a_graph(helper.make_node(operator, ["x"], ["y"], body=body))


def constant_outside():
    tensor = onnx.numpy_helper.from_array(np.ones(1, dtype=np.float32), "w")
    onnx.external_data_helper.set_external_data(tensor, "secret")
    return a_graph(helper.make_node("Constant", [], ["y"], value=tensor))


FOREIGN = {
    "Loop": (inside("Loop"), "holds a graph of its own"),
    "Scan": (inside("Scan"), "holds a graph of its own"),
    "If": (inside("If"), "holds a graph of its own"),
    "a loop that hides": (inside("Add"), "holds a graph of its own"),
    "strings": (a_graph(helper.make_node("StringNormalizer", ["x"], ["y"])), "StringNormalizer"),
    "foreign": (a_graph(helper.make_node("Add", ["x"], ["y"], domain="evil")), r"evil\.Add"),
    "weights outside": (outside(), "in another file"),
    "a constant outside": (constant_outside(), "in another file"),
    "no nodes": (a_graph(), "0 nodes"),
    "too many nodes": (a_graph(*[helper.make_node("Add", ["x"], ["y"])] * 50_001), "50001 nodes"),
    "functions": (
        a_graph(
            helper.make_node("Add", ["x"], ["y"]),
            functions=[
                helper.make_function("evil", "F", ["x"], ["y"], [], [helper.make_opsetid("", 17)])
            ],
        ),
        "functions",
    ),
}


@pytest.mark.parametrize(("model", "fault"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_hostile_network_is_refused(model, fault):
    with pytest.raises(ValueError, match=fault):
        check_graph(model.SerializeToString())


@pytest.mark.parametrize(("model", "fault"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_folder_with_a_hostile_network_does_not_load(network_folder, model, fault):
    replace_file(network_folder, "model.onnx", model.SerializeToString())

    with pytest.raises(ArtifactError, match=rf"model\.onnx is no ONNX model: .*{fault}"):
        Predictor.load(network_folder, n_threads=1)


@pytest.mark.parametrize("parts", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_folder_with_a_hostile_tokenizer_does_not_load(network_folder, parts):
    replace_file(network_folder, "tokenizer.json", tokenizer(**parts))

    with pytest.raises(ArtifactError, match=r"tokenizer\.json is no tokenizer: "):
        Predictor.load(network_folder, n_threads=1)


@pytest.mark.parametrize("content", [b"", b"\x3a", b"\xff" * 20, b"\x3a\xff\xff\xff\xff\x0f", b"7"])
def test_what_is_no_network_is_refused(content):
    with pytest.raises(ValueError, match=r"it (is cut off|has 0 nodes)"):
        check_graph(content)


def test_a_network_that_wants_all_memory_is_refused(network_folder):
    path = network_folder / "model.onnx"
    model = onnx.load(str(path))
    old = model.graph.output[0].name
    for node in model.graph.node:
        node.output[:] = ["huge.in" if name == old else name for name in node.output]
    size = onnx.numpy_helper.from_array(np.array([1 << 20, 1 << 20], dtype=np.int64), "huge.size")
    model.graph.initializer.append(size)
    none = onnx.numpy_helper.from_array(np.array([0, 1], dtype=np.int64), "huge.axes")
    model.graph.initializer.append(none)
    model.graph.node.extend(
        [
            helper.make_node("ConstantOfShape", ["huge.size"], ["huge"]),
            helper.make_node("ReduceSum", ["huge", "huge.axes"], ["huge.sum"], keepdims=0),
            helper.make_node("Add", ["huge.in", "huge.sum"], [old]),
        ]
    )
    replace_file(network_folder, "model.onnx", model.SerializeToString())

    with pytest.raises(ArtifactError, match=r"model\.onnx"):
        Predictor.load(network_folder, n_threads=1)
