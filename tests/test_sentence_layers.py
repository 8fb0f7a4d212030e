from dataclasses import replace

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch

import making
from making import EXPERT, FACT
from stance.config import TrainingSection
from stance.prediction.predictor import Predictor
from stance.sentence_layers import SentenceLayers
from stance.training.compression.eight_bits import compress_weights
from stance.training.export.exporting import export_onnx, measure_parity
from stance.training.fitting.examples import IGNORED, make_examples
from stance.training.fitting.fitting import make_optimizer
from stance.training.fitting.objective import JointObjective, pad_windows

INPUTS = ("input_ids", "attention_mask", "pooling")


def wake(module, *, seed=5):
    """Give layers that begin as the identity something to say."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weights in module.named_parameters():
            if name.endswith(("attention_out.weight", "inner_out.weight")):
                weights.copy_(torch.randn(weights.shape, generator=generator) * 0.3)
    return module.eval()


@pytest.fixture
def layers():
    torch.manual_seed(3)
    return wake(SentenceLayers(2, width=32, n_heads=4, dropout=0.1))


@pytest.fixture
def examples():
    return making.make_windows(making.make_news(8, seed=3))


def make_states(n_segments, *, seed=1):
    """States of one window, and the pooling of that many segments of one token each."""
    states = torch.randn(1, n_segments, 32, generator=torch.Generator().manual_seed(seed))
    return states, torch.eye(n_segments)[None]


def answers(network, examples):
    batch = pad_windows(examples, padding_id=0)
    with torch.inference_mode():
        return network.eval()(*(batch[name] for name in INPUTS))


def test_without_sentence_layers_there_are_no_more_weights(tiny_encoder):
    network = making.make_network(tiny_encoder, sentence_layers=0)

    fresh = {name for name in network.state_dict() if not name.startswith("encoder.")}
    assert fresh == {
        f"{head}_head.{part}" for head in ("label", "tag") for part in ("weight", "bias")
    }


def test_no_sentence_layers_give_what_they_are_given():
    states, pooling = make_states(5)

    assert SentenceLayers(0, width=32, n_heads=4, dropout=0.1)(states, pooling) is states


@pytest.mark.parametrize("n_layers", [1, 2])
def test_at_first_the_layers_change_nothing(tiny_encoder, examples, n_layers):
    plain = making.make_network(tiny_encoder)
    layered = making.make_network(tiny_encoder, sentence_layers=n_layers)

    for ours, theirs in zip(answers(layered, examples), answers(plain, examples), strict=True):
        assert torch.equal(ours, theirs)


def test_a_sentence_hears_every_other_one(layers):
    states, pooling = make_states(6)

    for other in range(6):
        changed = states.clone()
        changed[0, other] *= -1.0
        moved = (layers(changed, pooling) - layers(states, pooling)).abs().amax(-1)[0]
        assert (moved > 1e-4).all(), other


def test_a_sentence_does_not_hear_padding(layers):
    states, pooling = make_states(4)
    filled = torch.cat([states, torch.full((1, 3, 32), 9.0)], dim=1)
    padded = torch.cat([pooling, torch.zeros(1, 3, 4)], dim=1)

    torch.testing.assert_close(layers(filled, padded)[:, :4], layers(states, pooling))


def test_a_window_does_not_hear_another_one(layers):
    states, pooling = make_states(4)
    both = torch.cat([states, make_states(4, seed=2)[0]])

    together = layers(both, pooling.expand(2, -1, -1))

    torch.testing.assert_close(together[:1], layers(states, pooling))


def test_the_order_of_sentences_counts(layers):
    states, pooling = make_states(5)

    turned = layers(states.flip(1), pooling).flip(1)

    assert (turned - layers(states, pooling)).abs().max() > 1e-3


def test_where_a_window_begins_does_not_count(layers):
    one, pooling = make_states(1)
    same = one.expand(-1, 6, -1)

    first, last = layers(same, torch.eye(6)[None])[0, [0, -1]]

    torch.testing.assert_close(first, layers(one, pooling)[0, 0])
    torch.testing.assert_close(last, first)


def test_at_first_half_of_the_heads_look_back_and_half_ahead():
    (layer,) = SentenceLayers(1, width=32, n_heads=4, dropout=0.0).layers
    past, future = layer.distance_bias[:, 15], layer.distance_bias[:, 17]

    assert (past > future).tolist() == [True, False, True, False]


def test_windows_of_more_sentences_than_the_reach_are_scored(layers):
    states, pooling = make_states(50)

    assert layers(states, pooling).isfinite().all()


def test_sentence_layers_learn_as_fast_as_heads(tiny_encoder):
    network = making.make_network(tiny_encoder, sentence_layers=1)

    optimizer = make_optimizer(
        network,
        TrainingSection(learning_rate=1e-4, head_learning_rate=1e-3, layer_decay=0.9),
    )

    rates = {id(one): group["lr"] for group in optimizer.param_groups for one in group["params"]}
    assert {rates[id(one)] for one in network.sentence_layers.parameters()} == {1e-3}


def test_every_weight_of_a_woken_layer_learns_from_soft_labels(tiny_encoder, examples):
    network = wake(making.make_network(tiny_encoder, sentence_layers=2))
    objective = JointObjective(network, tag_weight=0.0)
    soft = [replace(one, targets=np.full_like(one.targets, 1 / 3)) for one in examples]

    objective(**pad_windows(soft, padding_id=0))["loss"].backward()

    for name, weights in network.sentence_layers.named_parameters():
        assert weights.grad is not None, name
        assert weights.grad.abs().max() > 0, name


def test_soft_and_certain_labels_differ_in_what_the_layers_learn(tiny_encoder, examples):
    gradients = []
    for targets in ([0.6, 0.3, 0.1], [1.0, 0.0, 0.0]):
        network = wake(making.make_network(tiny_encoder, sentence_layers=1))
        objective = JointObjective(network, tag_weight=0.0)
        told = [replace(one, targets=one.targets * 0 + np.float32(targets)) for one in examples]
        objective(**pad_windows(told, padding_id=0))["loss"].backward()
        gradients.append(network.sentence_layers.layers[0].inner_out.weight.grad)

    assert not torch.allclose(*gradients)


def test_the_network_works_in_bfloat16(tiny_encoder, examples):
    network = wake(making.make_network(tiny_encoder, sentence_layers=1))
    expected = answers(network, examples)

    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = answers(network, examples)

    torch.testing.assert_close(found[0].float(), expected[0], atol=0.1, rtol=0.1)


@pytest.fixture(scope="module")
def exported(tiny_encoder, tmp_path_factory):
    """A network whose sentence layers say much, and its folder with 8-bit weights."""
    network = wake(making.make_network(tiny_encoder, sentence_layers=2))
    folder = tmp_path_factory.mktemp("exported")
    export_onnx(network, folder / "model.onnx")
    compress_weights(folder / "model.onnx")
    (folder / "tokenizer.json").write_text(making.make_tokenizer().to_str(), encoding="utf-8")
    making.write_manifest(folder, making.make_settings())
    return network, folder


def test_the_exported_model_gives_pytorchs_answers(exported, examples):
    network, folder = exported

    found = measure_parity(network, folder / "model.onnx", examples=examples)

    assert found.label_agreement == 1.0
    assert found.largest_difference < 0.02


def test_the_layers_are_exported_in_eight_bits(exported):
    model = onnx.load(exported[1] / "model.onnx")

    large = [one for one in model.graph.initializer if np.prod(one.dims) >= 1024]
    assert large
    assert {one.data_type for one in large} == {onnx.TensorProto.INT8}


@pytest.mark.parametrize("n_segments", [1, 2, 40])
def test_the_exported_model_takes_any_number_of_sentences(exported, n_segments):
    network, folder = exported
    session = ort.InferenceSession(str(folder / "model.onnx"))
    pooling = torch.zeros(1, n_segments, 48)
    pooling[0, torch.arange(n_segments), torch.arange(n_segments)] = 1.0
    inputs = dict(
        zip(
            INPUTS,
            (torch.full((1, 48), 7), torch.ones(1, 48, dtype=torch.int64), pooling),
            strict=True,
        )
    )

    labels, _ = session.run(None, {name: one.numpy() for name, one in inputs.items()})

    with torch.inference_mode():
        expected, _ = network(**inputs)
    np.testing.assert_allclose(labels, expected.numpy(), atol=0.05)


def test_the_predictor_loads_a_model_with_sentence_layers(exported, examples):
    network, folder = exported
    logits, _ = answers(network, examples[:1])

    scored = Predictor.load(folder, n_threads=1).score(making.make_news(8, seed=3)[0])
    scores = [one.log_probabilities for one in scored]

    asked = examples[0].labels != IGNORED
    expected = torch.log_softmax(logits[0], dim=-1)[asked].numpy()
    assert np.array(scores[: asked.sum()]) == pytest.approx(expected, abs=0.05)


def test_the_predictor_takes_an_article_of_one_sentence(exported):
    article = Predictor.load(exported[1], n_threads=1).predict("rain fell.")

    assert len(article.sentences) == 1


def test_padding_changes_no_logit_of_a_network_with_sentence_layers(tiny_encoder):
    network = wake(making.make_network(tiny_encoder, sentence_layers=2))
    articles = [
        making.make_article(("rain fell.", FACT), ("taxes would rise.", FACT)),
        making.make_article(("the professor argued.", EXPERT)),
    ]
    windows = make_examples(
        articles,
        tokenizer=making.make_tokenizer(),
        settings=making.make_settings(),
        decided_only=True,
    )

    together, alone = answers(network, windows)[0], answers(network, windows[1:])[0]

    torch.testing.assert_close(together[1, :1], alone[0], atol=1e-5, rtol=1e-4)
