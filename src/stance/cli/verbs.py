"""What verbs of the command line have in common: how they are added, sliced and worded."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subparsers = object  # the class behind it is not subscriptable while the program runs


def add_verb(
    verbs: Subparsers,
    name: str,
    *,
    run: Callable[[argparse.Namespace], int],
    about: str,
    example: str,
) -> argparse.ArgumentParser:
    """Add a verb that does one thing.

    Args:
        verbs: Where to add it.
        name: What it is called.
        run: What it does; gives the exit code.
        about: What it does, in words, without a capital and a full stop.
        example: A command line that a reader can try.

    Returns:
        Its parser, for the arguments.
    """
    parser = verbs.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def counted(n: int, noun: str) -> str:
    """Word a count.

    Args:
        n: How many.
        noun: Of what, in the singular.

    Returns:
        Both.

    Examples:
        >>> counted(1, "task"), counted(1200, "task")
        ('1 task', '1,200 tasks')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def add_slicing(parser: argparse.ArgumentParser) -> None:
    """Let a verb that measures slice by fields of the record: ``--by FIELD``, repeatable."""
    parser.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="FIELD",
        help="slice by this field of the record as well; may be given again",
    )
