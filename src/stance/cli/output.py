"""Where verbs print: a terminal as wide as it is, or a file or pipe where no line is broken."""

import json
import logging
import re
import sys
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, cast

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from stance.rendering.grids import Grid

#: More than any line has; rich needs a number.
_ANY_WIDTH = 1_000_000
_notes = logging.getLogger("stance.cli.notes")
_PADDING = re.compile(r"(?<![ \t])[ \t]++(?=\n)")


def output(*, width: int | None = None) -> Console:
    """Give what prints results to standard output.

    Rich breaks lines for people. A program that reads the output, or somebody who searches it,
    must find each row on one line, and a path or an id whole. Lines have no blanks at their end.

    Args:
        width: Columns of the terminal; None to ask it. Nothing has a width but a terminal.

    Returns:
        A console. What does not fit on a terminal is left to the terminal to break.
    """
    stream = sys.stdout
    columns = width if stream.isatty() else _ANY_WIDTH
    return Console(file=cast("IO[str]", _Unpadded(stream)), width=columns, soft_wrap=True)


def print_grids(grids: Iterable["Grid"]) -> None:
    """Print tables."""
    from stance.rendering.grids import draw

    output().print(*map(draw, grids))


def print_json(value: object) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def tell(line: object) -> None:
    """Print a line to standard error: what a reader of the results need not know."""
    print(line, file=sys.stderr, flush=True)


def note(line: object) -> None:
    """Print a line to standard error unless ``--quiet``: nothing is wrong."""
    if not is_quiet():
        tell(line)


def set_quiet(*, quiet: bool) -> None:
    """Have notes and progress shown, or not, from now on."""
    _notes.setLevel(logging.ERROR if quiet else logging.NOTSET)


def is_quiet() -> bool:
    """Whether neither notes nor progress are wanted."""
    return _notes.level > logging.WARNING


def counted(n: int, noun: str) -> str:
    """Word a count.

    >>> counted(1, "task"), counted(1200, "task")
    ('1 task', '1,200 tasks')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def aligned(facts: Mapping[str, str]) -> Text:
    """Give facts, one a line, with what they are before them; no value is broken.

    >>> print(aligned({"run": "runs/news", "MLflow": "sqlite:///mlflow.db"}))
    run     runs/news
    MLflow  sqlite:///mlflow.db
    """
    width = max(map(cell_len, facts), default=0)
    return Text("\n".join(f"{name:{width}}  {value}" for name, value in facts.items()))


class _Unpadded:
    """A stream whose lines lose the blanks at their end."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(_PADDING.sub("", text))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
