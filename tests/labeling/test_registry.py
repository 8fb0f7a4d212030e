import types

import pytest

from stance.errors import StanceError
from stance.labeling import labelling_function
from stance.labeling.functions import built_in_functions
from stance.labeling.registry import LabellingFunction, choose, functions_in


def rule(sentence):
    """Knows nothing.

    Whatever one asks.
    """


def make(name):
    return LabellingFunction(name=name, knows="nothing", rule=rule)


def test_a_decorated_function_stays_the_function_itself():
    assert labelling_function(rule) is rule


def test_a_function_is_told_by_its_name_and_the_first_line_of_its_docstring():
    module = types.ModuleType(rule.__module__)
    module.rule = labelling_function(rule)

    (found,) = functions_in(module)

    assert (found.name, found.knows) == ("rule", "Knows nothing.")


def test_a_function_that_a_module_only_imports_is_not_its_own():
    module = types.ModuleType("elsewhere")
    module.rule = labelling_function(rule)

    assert functions_in(module) == []


def test_names_of_functions_are_unique():
    names = [function.name for function in built_in_functions()]

    assert len(names) == len(set(names)) >= 25


def test_functions_are_chosen_by_name():
    functions = [make("a"), make("b"), make("c")]

    assert [one.name for one in choose(functions, only=["c", "a"])] == ["a", "c"]
    assert [one.name for one in choose(functions, without=["b"])] == ["a", "c"]


def test_of_two_functions_with_one_name_the_later_counts():
    mine = LabellingFunction(name="a", knows="mine", rule=rule)

    assert choose([make("a"), mine]) == [mine]


def test_every_unknown_name_is_told_with_the_nearest():
    functions = [make("official_title"), make("spokesperson")]

    with pytest.raises(StanceError) as error:
        choose(functions, only=["official_titel"], without=["zzz"])

    assert str(error.value) == (
        "'official_titel' is not a labelling function; did you mean 'official_title'?\n"
        "'zzz' is not a labelling function; see --list"
    )


def test_leaving_out_all_functions_is_refused():
    with pytest.raises(StanceError, match="no labelling function is left"):
        choose([make("a")], without=["a"])
