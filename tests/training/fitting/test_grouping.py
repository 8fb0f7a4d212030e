from collections import Counter

import numpy as np
import pytest

from stance.prediction.batches import WindowInputs
from stance.training.fitting.examples import Example, ShuffledShares, cut_shares, group_by_length


def make_examples(n, *, seed=0):
    """Windows of 4 to 80 tokens, told apart by their first token."""
    generator = np.random.default_rng(seed)
    return [
        Example(
            inputs=WindowInputs(
                input_ids=np.full(generator.integers(4, 81), at, dtype=np.int64),
                pooling=np.ones((1, 1), dtype=np.float32),
            ),
            labels=np.zeros(1, dtype=np.int64),
            targets=np.eye(1, 3, dtype=np.float32),
            tags=np.zeros(1, dtype=np.int64),
        )
        for at in range(n)
    ]


def names(batches):
    return [[int(one.inputs.input_ids[0]) for one in batch] for batch in batches]


def test_each_window_is_in_exactly_one_batch():
    batches = group_by_length(make_examples(1003), size=8, seed=1)

    counts = Counter(name for batch in names(batches) for name in batch)
    assert counts == Counter(range(1003))


def test_little_is_padding():
    batches = group_by_length(make_examples(1003), size=8, seed=1)

    lengths = [[len(one.inputs.input_ids) for one in batch] for batch in batches]
    padded = sum(len(batch) * max(batch) for batch in lengths)
    assert sum(map(sum, lengths)) / padded > 0.9


def test_the_seed_decides_who_meets_whom():
    examples = make_examples(200)

    first, again, other = (
        names(group_by_length(examples, size=8, seed=seed)) for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_a_batch_holds_at_least_one_window():
    with pytest.raises(ValueError, match="at least one window, not 0"):
        group_by_length(make_examples(3), size=0, seed=1)


def test_the_shares_of_a_batch_hold_each_window_once():
    shares = cut_shares(make_examples(5), n_shares=2)

    assert names(share.examples for share in shares) == [[0, 1, 2], [3, 4, 0]]
    assert shares[1].examples[-1].labels.tolist() == [-100]
    assert shares[1].examples[-1].tags.tolist() == [-100]


def test_shares_are_scaled_by_what_the_whole_batch_asks():
    shares = cut_shares(make_examples(5), n_shares=2)

    assert {(one.label_scale, one.tag_scale) for one in shares} == {(2 / 5, 2 / 5)}


def test_a_batch_of_one_window_has_a_share_for_each_process():
    shares = cut_shares(make_examples(1), n_shares=4)

    assert [len(share.examples) for share in shares] == [1, 1, 1, 1]


def test_an_epoch_has_an_order_of_its_own_with_the_shares_of_a_batch_together():
    batches = [
        cut_shares(batch, n_shares=2)
        for batch in group_by_length(make_examples(64), size=4, seed=1)
    ]
    shares = ShuffledShares(batches, seed=1)

    orders = []
    for epoch in (0, 1, 0):
        shares.set_epoch(epoch)
        orders.append(names(share.examples for share in shares))

    assert orders[0] == orders[2] != orders[1]
    pairs = [tuple(map(tuple, pair)) for pair in zip(orders[1][::2], orders[1][1::2], strict=True)]
    known = [tuple(map(tuple, names(one.examples for one in batch))) for batch in batches]
    assert sorted(pairs) == sorted(known)


@pytest.mark.parametrize("n_later", [5, 9])
def test_a_renewed_epoch_shows_as_many_batches_as_the_first(n_later):
    first, *later = (
        [cut_shares(batch, n_shares=1) for batch in group_by_length(windows, size=8, seed=1)]
        for windows in (make_examples(56), make_examples(8 * n_later, seed=2))
    )
    shares = ShuffledShares(first, seed=1, renew=lambda epoch: later[epoch - 1])

    shares.set_epoch(1)

    shown = names(share.examples for share in shares)
    known = names(share.examples for batch in later[0] for share in batch)
    assert len(shown) == len(first)
    assert all(one in known for one in shown)
    assert len(set(map(tuple, shown))) == min(n_later, len(first))
