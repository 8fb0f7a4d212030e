"""All labelling functions that come with the package."""

from stance.labeling.functions import (
    deeds,
    expert,
    former,
    framing,
    linked,
    official,
    other,
    outlet,
    quotation,
    wording,
)
from stance.labeling.registry import LabellingFunction, functions_in

_MODULES = (official, expert, other, linked, former, wording, quotation, outlet, deeds, framing)


def built_in_functions() -> list[LabellingFunction]:
    """Give the labelling functions of the package, by theme."""
    return [function for module in _MODULES for function in functions_in(module)]
