import pytest
import torch

from stance.training.vectors import encode, encode_map


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(5)


def relative_error(wanted, found):
    return float((wanted - found).square().sum() / wanted.square().sum())


def test_codes_are_near_the_weights_in_a_byte_for_several(generator):
    weights = torch.randn(400, 96, generator=generator)

    coded = encode(weights, length=3, seed=1)

    assert coded.codes.dtype == torch.uint8
    assert coded.codes.shape == (400, 32)
    assert coded.book.shape == (256, 3)
    assert relative_error(weights, coded.decode()) < 0.06


def test_longer_vectors_are_coarser(generator):
    weights = torch.randn(400, 96, generator=generator)

    errors = [
        relative_error(weights, encode(weights, length=length, seed=1).decode())
        for length in (2, 3, 4)
    ]

    assert errors == sorted(errors)


def test_a_few_weights_far_larger_than_all_others_are_kept(generator):
    weights = torch.randn(4000, 96, generator=generator)
    weights[7, 11], weights[3, 50] = 60, -45

    found = encode(weights, length=3, seed=1).decode()

    assert found[7, 11] == pytest.approx(60, rel=0.04)  # they grow with all others
    assert found[3, 50] == pytest.approx(-45, rel=0.04)


def test_a_map_keeps_its_answers_better_than_its_weights(generator):
    """Inputs that go together leave room to make up for what a code gets wrong."""
    inputs = torch.randn(2000, 12, generator=generator) @ torch.randn(12, 64, generator=generator)
    inputs += 0.1 * torch.randn(2000, 64, generator=generator)
    weights = torch.randn(64, 96, generator=generator)
    moments = inputs.T @ inputs / len(inputs)

    by_answers = encode_map(weights, moments, length=3, seed=1).decode()
    by_weights = encode(weights, length=3, seed=1).decode()

    wanted = inputs @ weights
    assert relative_error(wanted, inputs @ by_answers) < 0.25 * relative_error(
        wanted, inputs @ by_weights
    )


@pytest.mark.parametrize("length", [2, 3, 4])
def test_codes_shrink_nothing(length, generator):
    """Centres of clusters are nearer to zero than their members, by a tenth for four in a byte."""
    weights = torch.randn(400, 96, generator=generator)
    inputs = torch.randn(2000, 400, generator=generator) * torch.linspace(0.2, 2.0, 400)

    by_weights = encode(weights, length=length, seed=1)
    by_answers = encode_map(weights, inputs.T @ inputs / len(inputs), length=length, seed=1)

    for coded in (by_weights, by_answers):
        kept = (coded.decode() * weights).sum() / weights.square().sum()
        assert float(kept) == pytest.approx(1, abs=0.01)


def test_inputs_are_coded_by_strength_wherever_they_stand(generator):
    weights = torch.randn(64, 96, generator=generator)
    inputs = torch.randn(2000, 64, generator=generator) * torch.linspace(0.5, 2.0, 64)
    moments = inputs.T @ inputs / len(inputs)
    turned = torch.arange(64).flip(0)

    straight = encode_map(weights, moments, length=3, seed=1)
    backwards = encode_map(weights[turned], moments[turned][:, turned], length=3, seed=1)

    assert torch.equal(straight.codes[turned], backwards.codes)


def test_the_same_seed_gives_the_same_codes(generator):
    weights = torch.randn(64, 96, generator=generator)
    moments = torch.eye(64)

    first, second = (encode_map(weights, moments, length=3, seed=1) for _ in range(2))

    assert torch.equal(first.codes, second.codes)
    assert torch.equal(first.book, second.book)


def test_an_input_that_never_comes_does_no_harm(generator):
    weights = torch.randn(64, 96, generator=generator)
    moments = torch.eye(64)
    moments[9, 9] = 0

    assert encode_map(weights, moments, length=3, seed=1).decode().isfinite().all()
