from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.prediction.windows import pack_windows


@st.composite
def packings(draw, *, limited=False):
    """Lengths of segments with the arguments of ``pack_windows``."""
    capacity = draw(st.integers(1, 40))
    lengths = draw(st.lists(st.integers(1, capacity), max_size=60))
    limit = draw(st.integers(1, 6)) if limited else draw(st.none() | st.integers(1, 6))
    overlap = draw(st.integers(0, 50))
    return lengths, {"capacity": capacity, "overlap": overlap, "max_segments": limit}


@given(packings())
def test_each_segment_is_decided_once_and_in_order(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    decided = [segment for window in windows for segment in window.decided]
    assert decided == list(range(len(lengths)))


@given(packings())
def test_a_window_decides_only_what_it_holds(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    assert all(set(one.decided) <= set(range(one.start, one.end)) for one in windows)


@given(packings())
def test_no_window_holds_more_than_it_can(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    assert all(sum(lengths[one.start : one.end]) <= arguments["capacity"] for one in windows)


@given(packings(limited=True))
def test_no_window_holds_more_segments_than_allowed(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    assert all(one.end - one.start <= arguments["max_segments"] for one in windows)


@given(packings())
def test_windows_move_forward(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    for first, second in pairwise(windows):
        assert first.start < second.start
        assert first.end < second.end


@given(packings())
def test_neighbours_share_no_more_than_the_overlap(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    for first, second in pairwise(windows[:-1]):  # the last one reaches back until it is full
        assert sum(lengths[second.start : first.end]) <= arguments["overlap"]


@given(packings())
def test_each_segment_is_decided_where_it_has_most_context(packing):
    lengths, arguments = packing
    position = [0, *accumulate(lengths)]

    def context(window, segment):
        """Tokens on the poorer side; the side where the article ends is not poor."""
        left = position[segment] - position[window.start] if window.start else position[-1]
        right = position[window.end] - position[segment + 1]
        return min(left, right if window.end < len(lengths) else position[-1])

    windows = pack_windows(lengths, **arguments)

    for window in windows:
        for segment in window.decided:
            holders = [one for one in windows if one.start <= segment < one.end]
            best = max(context(one, segment) for one in holders)
            assert context(window, segment) >= best - lengths[segment]


@given(packings())
def test_the_last_window_is_as_full_as_it_can_be(packing):
    lengths, arguments = packing

    windows = pack_windows(lengths, **arguments)

    if windows and windows[-1].start:
        last = windows[-1]
        limit = arguments["max_segments"]
        is_full = sum(lengths[last.start - 1 : last.end]) > arguments["capacity"]
        assert is_full or last.end - last.start == limit


@given(st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_what_fits_into_one_window_is_one_window(lengths):
    (window,) = pack_windows(lengths, capacity=sum(lengths), overlap=5)

    assert (window.start, window.end) == (0, len(lengths))


def test_no_segments_need_no_windows():
    assert pack_windows([], capacity=10, overlap=2) == []


def test_one_segment_each_means_no_context():
    windows = pack_windows([3, 3, 3], capacity=10, overlap=5, max_segments=1)

    assert [(one.start, one.end) for one in windows] == [(0, 1), (1, 2), (2, 3)]


def test_windows_grow_with_the_article_and_not_faster():
    one, ten = (len(pack_windows([20] * n, capacity=382, overlap=128)) for n in (1_000, 10_000))

    assert ten <= 10 * one + 1
    assert one <= 1_000 * 20 / (382 - 128 - 20) + 1


def test_a_very_long_article_is_packed_at_once():
    windows = pack_windows([30] * 100_000, capacity=382, overlap=128)

    assert windows[-1].end == 100_000


@pytest.mark.parametrize("length", [0, -1, 11])
def test_a_segment_that_no_window_takes_is_named(length):
    with pytest.raises(ValueError, match=rf"segment 1 has {length} tokens, a window takes 1 to 10"):
        pack_windows([3, length], capacity=10, overlap=2)
