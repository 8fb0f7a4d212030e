"""Counts work, so that tests can tell how it grows on any machine, however busy."""

import sys
from collections import Counter


def n_calls(function, *arguments):
    """Give how many functions, of Python and of C, run while this one does."""
    seen = Counter()

    def note(_frame, event, _argument):
        seen[event] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return seen["call"] + seen["c_call"]


def growth(function, few, many):
    """Give how many times as much work the second arguments are as the first.

    What is made once is made first, with the first arguments.
    """
    function(*few)
    return n_calls(function, *many) / n_calls(function, *few)
