"""All labelling functions that come with the package."""

from stance.labeling.functions import outlet, quotation, speakers, wording
from stance.labeling.registry import LabellingFunction, functions_in


def built_in_functions() -> list[LabellingFunction]:
    """Give the labelling functions of the package, by theme."""
    by_rule = (
        function for module in (wording, quotation, outlet) for function in functions_in(module)
    )
    return [*speakers.FUNCTIONS, *by_rule]
