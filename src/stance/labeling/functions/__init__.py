"""The labelling functions that come with the package, by what they know."""

from stance.labeling.functions import outlet, quotation, speakers, wording
from stance.labeling.registry import LabellingFunction, functions_in


def built_in_functions() -> list[LabellingFunction]:
    """Give the labelling functions of the package, by theme."""
    by_rule = (one for module in (wording, quotation, outlet) for one in functions_in(module))
    return [*speakers.FUNCTIONS, *by_rule]
