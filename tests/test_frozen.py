import copy
import json
import pickle

import pytest

from stance.frozen import FrozenDict, frozen

CHANGES = {
    "set": lambda one: one.__setitem__("a", 2),
    "delete": lambda one: one.__delitem__("a"),
    "merge": lambda one: one.__ior__({"b": 2}),
    "update": lambda one: one.update(b=2),
    "pop": lambda one: one.pop("a"),
    "popitem": lambda one: one.popitem(),
    "clear": lambda one: one.clear(),
    "setdefault": lambda one: one.setdefault("b", 2),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_changes_a_frozen_mapping(change):
    one = FrozenDict({"a": 1})

    with pytest.raises(TypeError, match=r"cannot change; build a new one with dict\(…\)"):
        change(one)

    assert one == {"a": 1}


def test_equal_frozen_mappings_have_one_hash():
    assert hash(FrozenDict({"a": 1, "b": 2})) == hash(FrozenDict({"b": 2, "a": 1}))


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_a_copy_is_equal_and_frozen(again):
    one = again(FrozenDict({"a": FrozenDict({"b": 1})}))

    assert one == {"a": {"b": 1}}
    assert type(one) is type(one["a"]) is FrozenDict


def test_a_frozen_mapping_is_written_as_json():
    assert json.dumps(FrozenDict({"a": 1})) == '{"a": 1}'


def test_freezing_reaches_the_innermost_value():
    one = frozen({"a": [{"b": [1, None, "x"]}]})

    assert one == {"a": ({"b": (1, None, "x")},)}
    assert isinstance(hash(one), int)
