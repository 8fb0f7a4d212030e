"""Labelling functions in a file that the user wrote."""

import sys
import traceback
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from stance.errors import StanceError
from stance.labeling.registry import LabellingFunction, functions_in


def load_functions(path: Path) -> list[LabellingFunction]:
    """Run a Python file and give the labelling functions that it declares.

    The file is code of the user's own and is run as such.

    Args:
        path: The file.

    Returns:
        Its functions, in order.

    Raises:
        StanceError: If it cannot be read or run, with the part of the traceback that is the
            file's; or if it declares no labelling function.
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


def _shortened(error: BaseException, path: Path) -> str:
    """Give a traceback from where the user's file begins in it."""
    frames = traceback.extract_tb(error.__traceback__)
    here = path.resolve()
    own = next(
        (i for i, one in enumerate(frames) if Path(one.filename).resolve() == here), len(frames)
    )
    lines = traceback.format_list(frames[own:]) + traceback.format_exception_only(error)
    return "".join(lines).rstrip()
