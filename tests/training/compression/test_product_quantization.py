import pytest
import torch

from stance.training.compression import product_quantization
from stance.training.compression.product_quantization import MapQuantizer, encode


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(5)


def relative_error(wanted, found):
    return float((wanted - found).square().sum() / wanted.square().sum())


def test_codes_are_near_the_weights_in_a_byte_for_several(generator):
    weights = torch.randn(400, 96, generator=generator)

    coded = encode(weights, length=3)

    assert coded.codes.dtype == torch.uint8
    assert coded.codes.shape == (400, 32)
    assert coded.codebook.shape == (256, 3)
    assert relative_error(weights, coded.decode()) < 0.06


def test_longer_vectors_are_coarser(generator):
    weights = torch.randn(400, 96, generator=generator)

    errors = [
        relative_error(weights, encode(weights, length=length).decode()) for length in (2, 3, 4)
    ]

    assert errors == sorted(errors)


def test_a_few_weights_far_larger_than_all_others_are_kept(generator):
    weights = torch.randn(4000, 96, generator=generator)
    weights[7, 11], weights[3, 50] = 60, -45

    found = encode(weights, length=3).decode()

    assert found[7, 11] == pytest.approx(60, rel=0.04)  # they grow with all others
    assert found[3, 50] == pytest.approx(-45, rel=0.04)


def test_a_map_keeps_its_answers_better_than_its_weights(generator):
    """Inputs that go together leave room to make up for what a code gets wrong."""
    inputs = torch.randn(2000, 12, generator=generator) @ torch.randn(12, 64, generator=generator)
    inputs += 0.1 * torch.randn(2000, 64, generator=generator)
    weights = torch.randn(64, 96, generator=generator)
    moments = inputs.T @ inputs / len(inputs)

    by_answers = MapQuantizer(weights, moments, length=3).encode().decode()
    by_weights = encode(weights, length=3).decode()

    wanted = inputs @ weights
    assert relative_error(wanted, inputs @ by_answers) < 0.25 * relative_error(
        wanted, inputs @ by_weights
    )


@pytest.mark.parametrize("length", [2, 3, 4])
def test_codes_shrink_nothing(length, generator):
    """Centres of clusters are nearer to zero than their members, by a tenth for four in a byte."""
    weights = torch.randn(400, 96, generator=generator)
    inputs = torch.randn(2000, 400, generator=generator) * torch.linspace(0.2, 2.0, 400)

    by_weights = encode(weights, length=length)
    moments = inputs.T @ inputs / len(inputs)
    by_answers = MapQuantizer(weights, moments, length=length).encode()

    for coded in (by_weights, by_answers):
        kept = (coded.decode() * weights).sum() / weights.square().sum()
        assert float(kept) == pytest.approx(1, abs=0.01)


def test_inputs_are_coded_by_strength_wherever_they_stand(generator):
    weights = torch.randn(64, 96, generator=generator)
    inputs = torch.randn(2000, 64, generator=generator) * torch.linspace(0.5, 2.0, 64)
    moments = inputs.T @ inputs / len(inputs)
    turned = torch.arange(64).flip(0)

    straight = MapQuantizer(weights, moments, length=3).encode()
    backwards = MapQuantizer(weights[turned], moments[turned][:, turned], length=3).encode()

    assert torch.equal(straight.codes[turned], backwards.codes)


def test_the_same_weights_give_the_same_codes(generator):
    weights = torch.randn(64, 96, generator=generator)
    moments = torch.eye(64)

    first, second = (MapQuantizer(weights, moments, length=3).encode() for _ in range(2))

    assert torch.equal(first.codes, second.codes)
    assert torch.equal(first.codebook, second.codebook)


def test_an_input_that_never_comes_does_no_harm(generator):
    weights = torch.randn(64, 96, generator=generator)
    moments = torch.eye(64)
    moments[9, 9] = 0

    assert MapQuantizer(weights, moments, length=3).encode().decode().isfinite().all()


@pytest.mark.parametrize("size", [1.0, 1e-3])
def test_weights_that_have_been_in_codes_are_found_again(size, generator, monkeypatch):
    """Scales are not the sizes of rows; taken for them, they would be off by one in a hundred."""
    codes = torch.randint(200, (300, 64), generator=generator)
    found = torch.randn(200, 3, generator=generator)[codes].flatten(1) * size
    by_rows = found * torch.linspace(0.8, 1.2, 300)[:, None]
    by_outputs = found * torch.linspace(0.8, 1.2, 64).repeat_interleave(3)

    errors = []
    for rounds in (0, 2):
        monkeypatch.setattr(product_quantization, "_ROUNDS", rounds)
        rows = encode(by_rows, length=3).decode()
        outputs = MapQuantizer(by_outputs, torch.eye(300), length=3).by_nearest().decode()
        errors.append((relative_error(by_rows, rows), relative_error(by_outputs, outputs)))

    (rows_before, outputs_before), (rows_after, outputs_after) = errors
    assert rows_after < 0.2 * rows_before
    assert outputs_after < 0.2 * outputs_before


def test_a_row_of_zeros_stays_one(generator):
    weights = torch.randn(400, 96, generator=generator)
    weights[7] = 0

    assert encode(weights, length=3).decode()[7].abs().max() < 1e-6


def test_what_is_stored_apart_is_not_coded(generator):
    weights = torch.randn(64, 96, generator=generator)
    apart = torch.randn(64, 1, generator=generator) @ torch.randn(1, 96, generator=generator)

    coder = MapQuantizer(weights + apart, torch.eye(64), length=3)

    coded = coder.encode(without=apart).decode()
    assert relative_error(weights, coded) < 0.15
    assert relative_error(weights + apart, coded) > 0.3
