import numpy as np
import onnxruntime as ort
import pytest
import torch

import making
from making import FACT
from stance.errors import ExportError
from stance.prediction.predictor import Predictor
from stance.training.export.exporting import (
    Parity,
    export_onnx,
    measure_parity,
    require_parity,
)
from stance.training.fitting.examples import IGNORED
from stance.training.fitting.objective import pad_windows


@pytest.fixture
def network(tiny_encoder):
    """The network that ``exported_folder`` was exported from."""
    network = making.make_network(tiny_encoder)
    with torch.no_grad():
        network.label_head.weight.mul_(20.0)
        network.tag_head.weight.mul_(20.0)
    return network.eval()


@pytest.fixture(scope="module")
def examples():
    return making.make_windows([*making.make_news(8, seed=3), making.make_article(("rain", FACT))])


def parity(**changes):
    fields = {"label_agreement": 1.0, "largest_difference": 0.0}
    return Parity(n_sentences=200, **fields | changes)


def test_the_exported_model_gives_pytorchs_answers(network, exported_folder, examples):
    found = measure_parity(network, exported_folder / "model.onnx", examples=examples)

    assert found.label_agreement == 1.0
    assert found.largest_difference < 1e-5


def test_parity_is_measured_on_every_sentence_once(network, exported_folder, examples):
    found = measure_parity(network, exported_folder / "model.onnx", examples=examples)

    assert found.n_sentences == 8 * 6 + 1
    assert found.n_sentences == sum(int((one.labels != IGNORED).sum()) for one in examples)


def test_another_network_is_found_to_differ(network, exported_folder, examples):
    with torch.no_grad():
        network.label_head.bias.copy_(torch.tensor([9.0, 0.0, -9.0]))

    found = measure_parity(network, exported_folder / "model.onnx", examples=examples)

    assert found.label_agreement < 1.0
    assert found.largest_difference > 0.1


def test_the_exported_model_takes_windows_of_any_shape(network, exported_folder, examples):
    session = ort.InferenceSession(str(exported_folder / "model.onnx"))
    batch = pad_windows(examples, padding_id=0)
    inputs = {name: batch[name] for name in ("input_ids", "attention_mask", "pooling")}

    labels, tags = session.run(None, {name: one.numpy() for name, one in inputs.items()})

    with torch.inference_mode():
        expected_labels, expected_tags = network(**inputs)
    np.testing.assert_allclose(labels, expected_labels.numpy(), atol=1e-3)
    np.testing.assert_allclose(tags, expected_tags.numpy(), atol=1e-3)


def test_the_exported_model_is_one_file(exported_folder):
    assert sorted(path.name for path in exported_folder.iterdir()) == [
        "model.json",
        "model.onnx",
        "tokenizer.json",
    ]


def test_the_predictor_gives_pytorchs_probabilities(network, exported_folder, examples):
    article = making.make_news(8, seed=3)[0]
    example = examples[0]
    batch = pad_windows([example], padding_id=0)
    with torch.inference_mode():
        logits, _ = network(batch["input_ids"], batch["attention_mask"], batch["pooling"])

    scored = Predictor.load(exported_folder, n_threads=1).score(article)
    scores = [one.log_probabilities for one in scored]

    asked = example.labels != IGNORED
    expected = torch.log_softmax(logits[0], dim=-1)[asked].numpy()
    assert np.array(scores[: asked.sum()]) == pytest.approx(expected, abs=1e-3)


def test_an_export_that_fails_leaves_what_was_there(tmp_path):
    class Untraceable(torch.nn.Module):
        def forward(self, input_ids, attention_mask, pooling):
            raise NotImplementedError("this encoder cannot be traced")

    path = tmp_path / "model.onnx"
    path.write_bytes(b"old")

    with pytest.raises(ExportError, match="PyTorch cannot export this encoder: "):
        export_onnx(Untraceable(), path)

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_model_that_agrees_is_let_through():
    require_parity(parity(largest_difference=0.01), probability_tolerance=0.01, label_agreement=1.0)


def test_a_model_of_other_labels_is_refused():
    with pytest.raises(
        ExportError, match=r"99\.50% of 200 sentences keep their label, .* 100\.00%"
    ):
        require_parity(
            parity(label_agreement=0.995), probability_tolerance=0.01, label_agreement=1.0
        )


def test_a_model_of_other_probabilities_is_refused():
    with pytest.raises(ExportError, match=r"a probability differs by 0\.0200, .* allows 0\.01"):
        require_parity(
            parity(largest_difference=0.02), probability_tolerance=0.01, label_agreement=1.0
        )


def test_both_faults_of_an_export_are_told_at_once():
    with pytest.raises(ExportError, match=r"keep their label.*; a probability differs"):
        require_parity(
            parity(largest_difference=0.02, label_agreement=0.9),
            probability_tolerance=0.01,
            label_agreement=1.0,
        )


def test_a_model_that_gives_no_numbers_is_refused():
    with pytest.raises(ExportError, match="a probability differs by nan"):
        require_parity(
            parity(largest_difference=float("nan")),
            probability_tolerance=0.01,
            label_agreement=1.0,
        )


def test_a_model_does_not_tell_where_it_was_made(exported_folder):
    content = (exported_folder / "model.onnx").read_bytes()

    assert b".py" not in content
    assert b"stack_trace" not in content
