import shutil

import numpy as np
import onnx
import onnxruntime as ort
import pytest

from stance.errors import ExportError
from stance.training.exporting import model_inputs
from stance.training.mention_nodes import add_mentions, show_states, tells_mentions
from stance.training.mentions import MentionMap


@pytest.fixture
def model(exported, tmp_path):
    return shutil.copyfile(exported, tmp_path / "model.onnx")


def answers(model, example):
    session = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_outputs()]
    return dict(zip(names, session.run(names, dict(model_inputs(example))), strict=True))


def a_map(width, *, columns=5):
    generator = np.random.default_rng(1)
    return MentionMap(
        weights=generator.normal(size=(width, columns)).astype(np.float32),
        bias=generator.normal(size=columns).astype(np.float32),
    )


def test_a_model_gives_the_map_of_its_states_and_all_else_as_before(model, examples, tmp_path):
    shown = tmp_path / "shown.onnx"
    show_states(model, shown, depth=0.5)
    states, before = answers(shown, examples[0])["mentions"], answers(model, examples[0])
    learnt = a_map(states.shape[-1])

    add_mentions(model, learnt, depth=0.5)

    after = answers(model, examples[0])
    expected = states @ learnt.weights + learnt.bias
    assert np.abs(after.pop("mentions") - expected).max() < 0.02 * np.abs(expected).max()
    assert after.keys() == before.keys()
    assert all(np.allclose(after[name], before[name], atol=1e-5) for name in before)


def test_another_depth_shows_other_states(model, examples, tmp_path):
    shown = []
    for depth in (0, 1):
        show_states(model, tmp_path / "shown.onnx", depth=depth)
        shown.append(answers(tmp_path / "shown.onnx", examples[0])["mentions"])

    assert not np.allclose(*shown)


def test_a_model_says_whether_it_tells_mentions(model, examples, tmp_path):
    show_states(model, tmp_path / "shown.onnx", depth=0)
    width = answers(tmp_path / "shown.onnx", examples[0])["mentions"].shape[-1]
    assert not tells_mentions(model)

    add_mentions(model, a_map(width), depth=0)

    assert tells_mentions(model)


def test_an_encoder_without_normalized_states_is_refused(model, tmp_path):
    proto = onnx.load(str(model))
    for node in proto.graph.node:
        if node.op_type == "LayerNormalization":
            node.input[1] = f"other.{node.input[1]}"
    onnx.save(proto, str(model))

    with pytest.raises(ExportError, match=r"set mentions\.epochs=0"):
        show_states(model, tmp_path / "shown.onnx", depth=0)
    assert not (tmp_path / "shown.onnx").exists()
