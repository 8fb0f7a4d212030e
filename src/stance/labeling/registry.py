"""Labelling functions by name: how one is declared, which there are, and a choice among them."""

import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import module_from_spec, spec_from_file_location
from inspect import getdoc
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from stance.errors import StanceError
from stance.labeling.context import SentenceContext
from stance.labeling.votes import Vote
from stance.labels import Label

Rule = Callable[[SentenceContext], Vote | Label | None]
_AnyRule = TypeVar("_AnyRule", bound=Rule)

_MARK = "__is_labelling_function__"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabellingFunction:
    """A rule that knows something about news sentences.

    Attributes:
        name: Under which its votes are kept.
        knows: What it knows, in a sentence.
        rule: What it votes; None to abstain.
    """

    name: str
    knows: str
    rule: Rule


def labelling_function(rule: _AnyRule) -> _AnyRule:
    """Declare a function of one sentence to be a labelling function; use as a decorator.

    Args:
        rule: Takes a ``SentenceContext``, gives a label, a ``Vote``, or None to abstain. Its name
            is the name of its votes, and the first line of its docstring says what it knows.

    Returns:
        The function itself.

    Examples:
        >>> @labelling_function
        ... def weather_service(sentence: SentenceContext) -> Label | None:
        ...     '''The weather service warns.'''
        ...     is_warning = "weather service" in sentence.lower and "warn" in sentence.lower
        ...     return Label.OFFICIAL_STATEMENT if is_warning else None
    """
    setattr(rule, _MARK, True)
    return rule


def functions_in(module: ModuleType) -> list[LabellingFunction]:
    """Give the labelling functions that a module declares, in order, and none that it imports."""
    return [
        LabellingFunction(name=name, knows=(getdoc(value) or name).splitlines()[0], rule=value)
        for name, value in vars(module).items()
        if getattr(value, _MARK, False) and getattr(value, "__module__", None) == module.__name__
    ]


def load_functions(path: Path) -> list[LabellingFunction]:
    """Run a Python file and give the labelling functions that it declares, in order.

    The file is code of the user's own and is run as such. One that cannot be read or run, or
    declares none, is a ``StanceError`` with the part of the traceback that is the file's.
    """
    name = f"stance_user_functions.{path.stem}"
    spec = spec_from_file_location(name, path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise StanceError(f"{path}: no Python file here; check the name (it must end in .py)")
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise StanceError(f"{path} cannot be run:\n{_shortened(error, path)}") from error
    functions = functions_in(module)
    if not functions:
        raise StanceError(
            f"{path}: declares no labelling function; put @labelling_function above one "
            "(docs/labelling.md shows how)"
        )
    return functions


def choose(
    functions: Sequence[LabellingFunction],
    *,
    only: Sequence[str] = (),
    without: Sequence[str] = (),
) -> list[LabellingFunction]:
    """Choose among labelling functions by name, in their order.

    Of two with one name the later replaces the earlier; no name in ``only`` stands for all. A
    ``StanceError`` tells each name that no function has, with the nearest, or that none is left.
    """
    known = {one.name: one for one in functions}
    faults = [_unknown(name, list(known)) for name in [*only, *without] if name not in known]
    if faults:
        raise StanceError("\n".join(faults))
    kept = [
        one for name, one in known.items() if (not only or name in only) and name not in without
    ]
    if not kept:
        raise StanceError("no labelling function is left; name fewer in --without")
    return kept


def _unknown(name: str, known: Sequence[str]) -> str:
    nearest = get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(map(repr, nearest))}?" if nearest else "see --list"
    return f"{name!r} is not a labelling function; {hint}"


def _shortened(error: BaseException, path: Path) -> str:
    """Give a traceback from where the user's file begins in it."""
    frames = traceback.extract_tb(error.__traceback__)
    here = path.resolve()
    own = next(
        (i for i, one in enumerate(frames) if Path(one.filename).resolve() == here), len(frames)
    )
    lines = traceback.format_list(frames[own:]) + traceback.format_exception_only(error)
    return "".join(lines).rstrip()
