import math

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

import making
from making import change_manifest, replace_file
from stance.errors import ArtifactError
from stance.parts import Span
from stance.prediction.manifest import read_manifest
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.predictor import Predictor

TEXT = "the minister said taxes would rise. rain fell. the professor argued it would not."
SENTENCES = [Span(0, 35), Span(36, 46), Span(47, 81)]


def load(folder):
    manifest = read_manifest(folder)
    return NetworkScorer.load(folder, manifest=manifest, settings=manifest.settings, n_threads=1)


def refuse(folder, fault):
    with pytest.raises(ArtifactError, match=fault) as caught:
        Predictor.load(folder, n_threads=1)

    assert str(caught.value).startswith(f"{folder}: ")


def graph_of(inputs, outputs, nodes):
    """The bytes of an ONNX model of our own making."""
    declare = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "foreign",
        [declare(name, kind, shape) for name, kind, shape in inputs],
        [declare(name, kind, shape) for name, kind, shape in outputs],
    )
    opset = helper.make_opsetid("", 17)
    return helper.make_model(graph, opset_imports=[opset], ir_version=8).SerializeToString()


def test_there_is_one_score_for_each_sentence_in_order(exported_folder):
    scored = load(exported_folder).score(TEXT, SENTENCES)

    assert [one.span for one in scored] == SENTENCES


def test_probabilities_sum_to_one(exported_folder):
    scored = load(exported_folder).score(TEXT, SENTENCES)

    sums = [math.fsum(map(math.exp, one.log_probabilities)) for one in scored]
    assert sums == pytest.approx([1.0] * 3)


def test_spans_lie_inside_their_sentence(exported_folder):
    scored = load(exported_folder).score(TEXT * 4, [Span(0, 35), Span(36, 46), Span(47, 116)])

    for one in scored:
        for span in (one.source, one.cue):
            assert span is None or one.span.start <= span.start < span.end <= one.span.end


def test_context_changes_a_score(exported_folder):
    scorer = load(exported_folder)

    alone = scorer.score(TEXT, SENTENCES[1:2])[0].log_probabilities
    among = scorer.score(TEXT, SENTENCES)[1].log_probabilities

    assert alone != pytest.approx(among, abs=1e-6)


def test_without_context_a_sentence_scores_as_alone(network_folder):
    change_manifest(network_folder, lambda fields: fields["settings"].update(max_sentences=1))
    scorer = load(network_folder)

    among = [one.log_probabilities for one in scorer.score(TEXT, SENTENCES)]
    alone = [scorer.score(TEXT, [span])[0].log_probabilities for span in SENTENCES]

    assert among == alone


def test_a_sentence_longer_than_a_window_has_one_score(exported_folder):
    text = "taxes would rise and " * 40

    (scored,) = load(exported_folder).score(text, [Span(0, len(text))])

    assert math.fsum(map(math.exp, scored.log_probabilities)) == pytest.approx(1.0)


def test_a_sentence_of_no_tokens_has_a_score(exported_folder):
    scored = load(exported_folder).score("a\u200b\u200bb", [Span(0, 1), Span(1, 3), Span(3, 4)])

    assert len(scored) == 3


def test_a_network_that_does_not_tell_it_leaves_open_whether_anybody_speaks(exported_folder):
    assert {one.speaking for one in load(exported_folder).score(TEXT, SENTENCES)} == {None}


def test_the_temperature_divides_the_logits(network_folder):
    cold = load(network_folder).score(TEXT, SENTENCES)
    change_manifest(network_folder, lambda fields: fields.update(temperature=4.0))

    warm = load(network_folder).score(TEXT, SENTENCES)

    for one, other in zip(cold, warm, strict=True):
        a, b = np.array(one.log_probabilities), np.array(other.log_probabilities)
        assert a - a.max() == pytest.approx(4 * (b - b.max()), rel=1e-4, abs=1e-4)


def test_a_truncated_network_is_named(network_folder):
    content = (network_folder / "model.onnx").read_bytes()
    (network_folder / "model.onnx").write_bytes(content[: len(content) // 2])

    refuse(network_folder, r"model\.onnx is truncated")


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"not a model",
        lambda _: b"\0" * 1000,
        lambda content: content[: len(content) // 2],
        lambda content: content[:70] + b"\xff\xfe" + content[72:],
        lambda _: np.random.default_rng(0).bytes(10_000),
    ],
    ids=["empty", "words", "zeros", "half", "not utf-8", "noise"],
)
def test_bytes_that_are_no_network_are_named(network_folder, damage):
    content = (network_folder / "model.onnx").read_bytes()
    replace_file(network_folder, "model.onnx", damage(content))

    refuse(network_folder, r"model\.onnx (is no ONNX model|is a foreign model)")


def test_a_network_of_other_inputs_is_foreign(network_folder):
    content = graph_of(
        inputs=[("x", TensorProto.FLOAT, [1])],
        outputs=[("y", TensorProto.FLOAT, [1])],
        nodes=[helper.make_node("Identity", ["x"], ["y"])],
    )
    replace_file(network_folder, "model.onnx", content)

    refuse(network_folder, r"model\.onnx is a foreign model: it takes {'x': 1}")


def lying_graph(*, kind=TensorProto.INT64, scale=1.0, more=()):
    """Our inputs and outputs by name and number of axes, but other answers, and more."""
    inputs = [
        ("input_ids", kind, ["w", "t"]),
        ("attention_mask", kind, ["w", "t"]),
        ("pooling", TensorProto.FLOAT, ["w", "s", "t"]),
    ]
    outputs = [
        (name, TensorProto.FLOAT, [1, 1, 3]) for name in ("label_logits", "tag_logits", *more)
    ]
    value = helper.make_tensor("v", TensorProto.FLOAT, [1, 1, 3], [scale, 0.0, 0.0])
    nodes = [helper.make_node("Constant", [], [name], value=value) for name, *_ in outputs]
    return graph_of(inputs, outputs, nodes)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lying_graph(), r"model\.onnx gives arrays of \[\(1, 1, 3\), \(1, 1, 3\)\], not"),
        (lying_graph(kind=TensorProto.FLOAT), r"model\.onnx fails on a window of 3 tokens"),
        (lying_graph(more=["speech"]), r"foreign model: .*'speech': \(3, \[3\]\)"),
        (lying_graph(more=["rumours"]), r"foreign model: .*'rumours': \(3, \[3\]\)"),
    ],
    ids=["shape", "type", "speech of three numbers", "an answer that is none of ours"],
)
def test_a_network_that_lies_about_its_arrays_is_refused(network_folder, content, fault):
    replace_file(network_folder, "model.onnx", content)

    refuse(network_folder, fault)


def test_a_network_that_gives_no_numbers_is_refused(network_folder):
    model = onnx.load(str(network_folder / "model.onnx"))
    bias = next(one for one in model.graph.initializer if one.name.endswith("label_head.bias"))
    bias.raw_data = np.full(3, np.nan, dtype=np.float32).tobytes()
    replace_file(network_folder, "model.onnx", model.SerializeToString())

    refuse(network_folder, r"model\.onnx gives scores that are no numbers")


def test_a_vocabulary_larger_than_the_networks_is_refused(network_folder):
    change_manifest(network_folder, lambda fields: fields["settings"].update(vocabulary_size=5000))

    refuse(network_folder, r"model\.onnx fails on a window of 3 tokens: .*out of .*bounds")


def test_windows_longer_than_the_network_takes_are_told_when_they_come(network_folder):
    change_manifest(network_folder, lambda fields: fields["settings"].update(max_tokens=8192))
    predictor = Predictor.load(network_folder, n_threads=1)

    with pytest.raises(ArtifactError, match=r"model\.onnx fails on a window of \d+ tokens"):
        predictor.predict("taxes would rise and " * 40)


def test_a_tokenizer_of_more_tokens_than_the_network_is_refused(network_folder):
    tokenizer = making.make_tokenizer()
    size = tokenizer.get_vocab_size()
    tokenizer.add_tokens(["zeitgeist"])
    replace_file(network_folder, "tokenizer.json", tokenizer.to_str().encode())

    refuse(network_folder, rf"tokenizer\.json has {size + 1} tokens, the network {size}")


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"\xff", b"[" * 100_000], ids=range(5))
def test_bytes_that_are_no_tokenizer_are_named(network_folder, content):
    replace_file(network_folder, "tokenizer.json", content)

    refuse(network_folder, r"tokenizer\.json is no tokenizer")


def test_a_tokenizer_that_truncates_and_pads_does_neither_here(network_folder):
    tokenizer = making.make_tokenizer()
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=16)
    plain = load(network_folder).score(TEXT, SENTENCES)
    replace_file(network_folder, "tokenizer.json", tokenizer.to_str().encode())

    assert load(network_folder).score(TEXT, SENTENCES) == plain


@pytest.mark.parametrize("place", ["weights.bin", "../weights.bin", "/etc/hostname"])
def test_a_network_reads_no_weights_from_other_files(network_folder, monkeypatch, place):
    model = onnx.load(str(network_folder / "model.onnx"))
    weight = max(model.graph.initializer, key=lambda one: len(one.raw_data))
    for folder in (network_folder, network_folder.parent):
        (folder / "weights.bin").write_bytes(weight.raw_data)
    weight.ClearField("raw_data")
    weight.data_location = TensorProto.EXTERNAL
    weight.external_data.add(key="location", value=place)
    replace_file(network_folder, "model.onnx", model.SerializeToString())
    replace_file(network_folder, "weights.bin", (network_folder / "weights.bin").read_bytes())
    monkeypatch.chdir(network_folder)

    refuse(network_folder, r"model\.onnx is no ONNX model: its weights are in another file")


def test_a_damaged_network_prints_nothing(network_folder, capfd):
    replace_file(network_folder, "model.onnx", b"not a model")

    refuse(network_folder, r"model\.onnx is no ONNX model")

    assert capfd.readouterr() == ("", "")


def test_loading_leaves_the_working_folder_alone(exported_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    load(exported_folder)

    assert list(tmp_path.iterdir()) == []
