"""Reading the words of a command line, in whatever order they come."""

import argparse
from collections.abc import Sequence
from typing import TypeVar

_Values = TypeVar("_Values", bound=argparse.Namespace)


class Parser(argparse.ArgumentParser):
    """Takes the words of a repeated argument wherever they stand.

    ``train c.yaml --seeds 3 training.epochs=2`` is refused by argparse, which wants such words
    side by side. A line with ``--`` is left to argparse.
    """

    _is_inner_call = False

    def parse_known_args(  # type: ignore[override]  # one signature in place of three
        self, args: Sequence[str] | None = None, namespace: _Values | None = None
    ) -> tuple[argparse.Namespace | _Values, list[str]]:
        """Parse words; see argparse, whose intermixed parsing calls this in turn."""
        has_verbs = self._subparsers is not None
        if self._is_inner_call or has_verbs or "--" in (args or ()):
            return super().parse_known_args(args, namespace)
        self._is_inner_call = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_inner_call = False
