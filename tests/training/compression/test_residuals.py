import onnx
import pytest
import torch
from onnx import TensorProto

from spread_networks import restored
from stance.training.compression import compress
from stance.training.compression.compress import Residuals, product_quantize
from stance.training.compression.residuals import Residual, decode, factor, share_out
from stance.training.compression.sensitivity import answer_gradients
from stance.training.export.exporting import measure_parity, model_inputs
from stance.training.fitting.objective import pad_windows


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(5)


def relative_error(wanted, found):
    return float((wanted - found).square().sum() / wanted.square().sum())


def narrow(generator, inputs, width, outputs):
    left = torch.randn(inputs, width, generator=generator)
    return left @ torch.randn(width, outputs, generator=generator)


def moments(generator, width):
    vectors = torch.randn(3 * width, width, generator=generator)
    return vectors.T @ vectors / len(vectors)


def test_errors_that_go_together_are_made_up_for(generator):
    errors = narrow(generator, 48, 3, 96)
    before, after = moments(generator, 48), moments(generator, 96)

    found = factor(errors, moments=before, gradients=after)

    assert relative_error(errors, found.narrowed(3).product()) < 1e-4
    assert float(found.gains[3:].sum()) < 1e-6 * float(found.gains.sum())


def test_what_never_comes_and_what_matters_to_nothing_are_left(generator):
    errors = torch.zeros(6, 6)
    errors[0, 0], errors[1, 1], errors[2, 2] = 1, 2, 2
    before, after = torch.eye(6), torch.eye(6)
    before[1, 1] = after[2, 2] = 1e-4  # an input that hardly comes, an answer that hardly matters

    first = factor(errors, moments=before, gradients=after).narrowed(1).product()

    assert first[0, 0] == pytest.approx(1, abs=0.01)
    assert first[1, 1] == pytest.approx(0, abs=0.01)


def test_a_remainder_in_codes_is_nearly_itself(generator):
    errors = narrow(generator, 48, 6, 96)
    residual = factor(errors, moments=torch.eye(48), gradients=torch.eye(96)).narrowed(6)
    scales = torch.linspace(0.01, 0.05, 96)[None]

    coded = residual.encode(scales)

    assert coded.codes.shape == (6, (48 + 96) // 2)
    assert coded.codes.dtype == torch.uint8
    assert relative_error(errors, decode(coded, inputs=48, scales=scales)) < 0.05


def offered(inputs, outputs, gains):
    left, right = torch.ones(inputs, len(gains)), torch.ones(len(gains), outputs)
    return Residual(left, right, torch.tensor(gains))


def test_bytes_go_where_they_make_up_for_most():
    offers = {
        "small": offered(10, 10, [9.0, 4.0, 1.0]),  # ten bytes each
        "large": offered(10, 30, [10.0, 9.0, 1.0]),  # twenty
        "idle": offered(10, 10, [0.1]),
    }

    assert share_out(offers, n_bytes=0) == {"small": 0, "large": 0, "idle": 0}
    assert share_out(offers, n_bytes=10) == {"small": 1, "large": 0, "idle": 0}
    assert share_out(offers, n_bytes=60) == {"small": 2, "large": 2, "idle": 0}
    assert share_out(offers, n_bytes=1000) == {"small": 3, "large": 3, "idle": 1}


@pytest.fixture(scope="module")
def gradients(network, examples):
    batches = [pad_windows(examples, padding_id=0)]
    return answer_gradients(network, batches=batches)


@pytest.fixture
def store(exported, examples, gradients, tmp_path, monkeypatch):
    """Puts the tiny network into codebooks, with so many bytes for what they leave."""
    monkeypatch.setattr(compress, "_SMALLEST", 1024)  # it has no large matrix

    def put(n_bytes):
        model = tmp_path / f"{n_bytes}.onnx"
        model.write_bytes(exported.read_bytes())
        wanted = Residuals(gradients=gradients, n_bytes=n_bytes)
        windows = [model_inputs(one) for one in examples]
        product_quantize(model, windows=windows, residuals=wanted)
        return model

    return put


def distance(network, other):
    """Of the matrices of the layers."""
    return sum(
        float((one - two).detach().square().sum())
        for (name, one), two in zip(network.named_parameters(), other.parameters(), strict=True)
        if ".encoder.layer." in name and one.ndim > 1
    )


def test_weights_are_nearer_with_what_codes_leave(tiny_encoder, network, store):
    without, with_it = store(0), store(4_000)

    found = [restored(tiny_encoder, model) for model in (without, with_it)]

    assert distance(network, found[1]) < 0.9 * distance(network, found[0])
    assert with_it.stat().st_size > without.stat().st_size + 3_000


def test_a_network_with_what_codes_leave_is_restored_as_it_answers(tiny_encoder, examples, store):
    model = store(4_000)

    found = restored(tiny_encoder, model)

    assert measure_parity(found, model, examples=examples).largest_difference < 1e-4


def test_biases_and_norms_take_two_bytes(store):
    stored = {one.name: one for one in onnx.load(str(store(0))).graph.initializer}

    small = [name for name in stored if name.endswith(".half")]
    assert any(name.endswith("intermediate.dense.bias.half") for name in small)
    assert {stored[name].data_type for name in small} == {TensorProto.FLOAT16}
    assert not {name.removesuffix(".half") for name in small} & stored.keys()
