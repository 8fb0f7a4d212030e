import shutil

import numpy as np
import onnx
import onnxruntime as ort
import pytest

from stance.errors import ExportError
from stance.training.export.exporting import model_inputs
from stance.training.probes.learning import LinearMap
from stance.training.probes.nodes import LAST, add_mentions, add_speech, outputs_of, show_states


@pytest.fixture
def model(exported, tmp_path):
    return shutil.copyfile(exported, tmp_path / "model.onnx")


@pytest.fixture
def states_of(tmp_path):
    """Give the states of tokens that a model shows, of one window."""

    def show(model, example, *depths):
        shown = tmp_path / "shown.onnx"
        show_states(model, shown, depths=depths)
        return answers(shown, example)["mentions"]

    return show


def answers(model, example):
    session = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_outputs()]
    return dict(zip(names, session.run(names, dict(model_inputs(example))), strict=True))


def a_map(width, *, columns=5):
    generator = np.random.default_rng(1)
    return LinearMap(
        weights=generator.normal(size=(width, columns)).astype(np.float32),
        bias=generator.normal(size=columns).astype(np.float32),
    )


def test_a_model_gives_the_map_of_its_states_and_all_else_as_before(model, examples, states_of):
    states, before = states_of(model, examples[0], 0.5), answers(model, examples[0])
    learnt = a_map(states.shape[-1])

    add_mentions(model, learnt, depth=0.5)

    after = answers(model, examples[0])
    expected = states @ learnt.weights + learnt.bias
    assert np.abs(after.pop("mentions") - expected).max() < 0.02 * np.abs(expected).max()
    assert after.keys() == before.keys()
    assert all(np.allclose(after[name], before[name], atol=1e-5) for name in before)


def test_a_model_gives_the_map_of_the_mean_over_each_sentence(model, examples, states_of):
    states, before = states_of(model, examples[0], LAST), answers(model, examples[0])
    learnt = a_map(states.shape[-1], columns=1)

    add_speech(model, learnt)

    after = answers(model, examples[0])
    means = model_inputs(examples[0])["pooling"] @ states
    assert np.allclose(after.pop("speech"), means @ learnt.weights + learnt.bias, atol=1e-4)
    assert after.keys() == before.keys()
    assert all(np.allclose(after[name], before[name], atol=1e-5) for name in before)


def test_states_of_several_depths_are_side_by_side(model, examples, states_of):
    first, last = (states_of(model, examples[0], depth) for depth in (0, LAST))

    assert not np.allclose(first, last)
    both = states_of(model, examples[0], 0, LAST)
    assert np.allclose(both, np.concatenate([first, last], axis=-1))


def test_a_model_that_tells_more_shows_its_states_too(model, examples, states_of):
    states = states_of(model, examples[0], LAST)
    add_mentions(model, a_map(states.shape[-1]), depth=0.5)
    add_speech(model, a_map(states.shape[-1], columns=1))

    assert outputs_of(model) == {"label_logits", "tag_logits", "mentions", "speech"}
    assert np.allclose(states_of(model, examples[0], LAST), states, atol=1e-5)


def test_an_encoder_without_normalized_states_is_refused(model, tmp_path):
    proto = onnx.load(str(model))
    for node in proto.graph.node:
        if node.op_type == "LayerNormalization":
            node.input[1] = f"other.{node.input[1]}"
    onnx.save(proto, str(model))

    with pytest.raises(ExportError, match=r"set mentions\.epochs=0 and speech\.articles=0"):
        show_states(model, tmp_path / "shown.onnx", depths=[0])
    assert not (tmp_path / "shown.onnx").exists()
