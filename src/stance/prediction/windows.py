"""Packing an article into windows of whole sentences that overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run of neighbouring segments that the encoder reads together.

    Attributes:
        start: First segment.
        end: Segment after the last.
        decided: The segments whose scores are taken from this window; over all windows of an
            article each segment is decided once, where it has most context.
    """

    start: int
    end: int
    decided: range


def pack_windows(
    lengths: Sequence[int], *, capacity: int, overlap: int, max_segments: int | None = None
) -> list[Window]:
    """Cover an article with windows, each as full as it can be.

    Neighbouring windows share up to ``overlap`` tokens, and the border between what the two
    decide lies in the middle of what they share, so that each segment is read with context on
    both sides. The last window reaches back until it is full.

    Args:
        lengths: Tokens of each segment, each in ``1 … capacity``.
        capacity: Tokens that fit into a window.
        overlap: Tokens that neighbouring windows share, at most.
        max_segments: Segments that fit into a window; None for any number. With 1, nothing
            has context.

    Returns:
        Windows from first to last; none for an empty article.

    Raises:
        ValueError: If a segment is longer than a window, or empty.

    Examples:
        >>> for window in pack_windows([3, 3, 3, 3, 3], capacity=9, overlap=3): print(window)
        Window(start=0, end=3, decided=range(0, 2))
        Window(start=2, end=5, decided=range(2, 5))
    """
    for index, length in enumerate(lengths):
        if not 1 <= length <= capacity:
            raise ValueError(f"segment {index} has {length} tokens, a window takes 1 to {capacity}")
    if not lengths:
        return []
    position = [0, *accumulate(lengths)]
    bounds = _bounds(position, capacity=capacity, overlap=overlap, limit=max_segments)
    borders = [
        _middle(position, start=following, end=end) for (_, end), (following, _) in pairwise(bounds)
    ]
    edges = [0, *borders, len(lengths)]
    return [
        Window(start=start, end=end, decided=range(*edge))
        for (start, end), edge in zip(bounds, pairwise(edges), strict=True)
    ]


def _bounds(
    position: Sequence[int], *, capacity: int, overlap: int, limit: int | None
) -> list[tuple[int, int]]:
    """Give first and last-but-one segment of each window."""
    n_segments = len(position) - 1
    limit = limit or n_segments
    bounds: list[tuple[int, int]] = []
    start = end = 0
    while end < n_segments:
        new_end = start
        while (
            new_end < n_segments
            and new_end - start < limit
            and position[new_end + 1] - position[start] <= capacity
        ):
            new_end += 1
        if new_end <= end:  # the context left no room for anything new
            start += 1
            continue
        end = new_end
        if end == n_segments:
            start = _reach_back(position, start=start, capacity=capacity, limit=limit)
        bounds.append((start, end))
        start = end if limit == 1 else _next_start(position, start=start, end=end, overlap=overlap)
    return bounds


def _reach_back(position: Sequence[int], *, start: int, capacity: int, limit: int) -> int:
    end = len(position) - 1
    while start and end - start < limit and position[end] - position[start - 1] <= capacity:
        start -= 1
    return start


def _next_start(position: Sequence[int], *, start: int, end: int, overlap: int) -> int:
    following = end
    while following - 1 > start and position[end] - position[following - 1] <= overlap:
        following -= 1
    return following


def _middle(position: Sequence[int], *, start: int, end: int) -> int:
    """Give the segment edge in ``[start, end]`` nearest to the middle of that stretch."""
    middle = (position[start] + position[end]) / 2
    return min(range(start, end + 1), key=lambda edge: abs(position[edge] - middle))
