"""Batches of windows of similar length, so that little is spent on padding."""

import random
from collections.abc import Sequence

from stance.training.examples import Example

#: Batches among whose windows neighbours in length are sought; keeps batches diverse.
_BATCHES_IN_A_POOL = 32


def group_by_length(examples: Sequence[Example], *, size: int, seed: int) -> list[list[Example]]:
    """Deal windows into batches of nearly equal length.

    Sentences alone differ in length by a factor of ten; batches drawn blindly would be two thirds
    padding.

    Args:
        examples: In any order.
        size: Windows in a batch; the last of a pool may be smaller.
        seed: Decides who meets whom.

    Returns:
        Each window in exactly one batch.

    Raises:
        ValueError: If a batch is to hold no window.
    """
    if size < 1:
        raise ValueError(f"a batch holds at least one window, not {size}")
    order = list(examples)
    random.Random(seed).shuffle(order)  # noqa: S311, RUF100  # nothing secret about it
    pool = size * _BATCHES_IN_A_POOL
    batches = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda one: len(one.inputs.input_ids))
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    return batches
