"""No regular expression of stance backtracks more than in proportion to its text."""

import ast
import functools
import gc
import importlib
import pkgutil
import re
from functools import cache, partial
from inspect import signature
from math import log
from pathlib import Path
from types import CellType, FunctionType, MappingProxyType

import pytest

import stance
from reliability.backtracking import Expression, TooManyStepsError, attacks

SOURCE = Path(stance.__file__).parent
_FEW, _MANY = 250, 750
#: Steps for a sign of a text of ``_FEW`` signs that need no second look.
_CHEAP = 40
_STEEPEST = 1.25  # exponent; what a fixed reach adds levels off only on long texts
_CACHED = functools._lru_cache_wrapper
_CONTAINERS = (dict, list, tuple, set, frozenset, MappingProxyType, CellType, partial)
_WORD = "ada"  # stands for what is filled in
_USES = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}

#: Expressions that are more than linear in what they are given, and why that is little.
BOUNDED = {
    "stance.corpus.perturbing.headlines._LINE": "the first line of an article that is trained on",
    "stance.corpus.readers.newsdiscourse._LINE": "one line of a corpus",
    "tracking/store.py:tracking_uri": "the address of a store",
    "stance.text.sentences._SHORT_BEFORE_QUOTE": "looks ahead 300 signs at most",
    "stance.text.sentences._INITIALS": "given 20 signs",
    "stance.text.sentences._ENUMERATOR": "given 24 signs",
}


def patterns_in(value, seen):
    """Give the expressions that a value of ours holds, however deep: in caches and closures too."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        if isinstance(one, re.Pattern):
            yield one
        elif is_ours(one):
            seen[id(one)] = one  # kept, so that no other gets its id
            waiting += parts_of(one)


def is_ours(value):
    if isinstance(value, _CONTAINERS):
        return True
    home = value if isinstance(value, type | FunctionType | _CACHED) else type(value)
    return str(getattr(home, "__module__", "")).partition(".")[0] == "stance"


def parts_of(value):
    if isinstance(value, FunctionType):  # but not the globals of its module
        return [value.__closure__, value.__defaults__, value.__kwdefaults__, vars(value)]
    return gc.get_referents(value)


def found():
    """All expressions of stance, each with the names that it has."""
    names, seen = {}, {}
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(stance.__path__, "stance.")
        if not module.name.endswith("__main__")
    ]
    for module in modules:
        for value in list(vars(module).values()):
            if isinstance(value, _CACHED) and is_ours(value) and not signature(value).parameters:
                value()  # so that its cache is filled
    for module in modules:
        for name, value in list(vars(module).items()):
            for pattern in patterns_in(value, seen):
                names.setdefault(as_text(pattern), []).append(f"{module.__name__}.{name}")
        for place, pattern in inline(module):
            names.setdefault(pattern, []).append(place)
    return names


def as_text(pattern):
    """Give an expression for bytes as one for the characters that they are in Latin 1."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def inline(module):
    """Expressions inside functions, which no module holds; what is filled in is a word."""
    path = Path(module.__file__)
    tree = ast.parse(path.read_text("utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            name = getattr(function, "name", "lambda")
            for node in filter(is_use, ast.walk(function)):
                place = f"{path.relative_to(SOURCE)}:{name}"
                for text in spelt(node.args[0], vars(module)):
                    yield place, as_text(re.compile(text))


def spelt(node, known):
    """Give an expression as it is written, with words in place of what only a call knows."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            one.value if isinstance(one, ast.Constant) else str(valued(one.value, known))
            for one in node.values
        )
    elif (value := valued(node, known)) is not _WORD:
        yield value if isinstance(value, str | bytes) else value.pattern


def valued(node, known):
    try:
        return eval(compile(ast.Expression(node), "", "eval"), dict(known))
    except NameError:
        return _WORD


def is_anchored(names):
    """Whether an expression is only ever tried at the beginning of a text, by all who hold it."""
    return all(map(is_anchored_in, names))


def is_anchored_in(name):
    module, _, variable = name.rpartition(".")
    if not module.startswith("stance"):
        return False
    tree = ast.parse(Path(importlib.import_module(module).__file__).read_text("utf-8"))
    names = [one for one in ast.walk(tree) if isinstance(one, ast.Name) and one.id == variable]
    loads = [one for one in names if isinstance(one.ctx, ast.Load)]
    tried = [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.Attribute)
        and isinstance(one.value, ast.Name)
        and one.value.id == variable
        and one.attr in ("match", "fullmatch")
    ]
    return bool(loads) and len(tried) == len(loads)


def is_use(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _USES
        and bool(node.args)
    )


EXPRESSIONS = found()
NAMES = {pattern: names[0] for pattern, names in EXPRESSIONS.items()}


def test_the_expressions_are_found():
    names = {name for names in EXPRESSIONS.values() for name in names}

    assert len(EXPRESSIONS) > 140
    assert "stance.prediction.visible._HIDDEN" in names
    assert names >= BOUNDED.keys()


def test_expressions_are_found_wherever_they_are_kept():
    def holder():
        return by_closure

    @cache
    def cached(_key):
        return (re.compile("by a cache"),)

    holder.__module__ = cached.__module__ = "stance.made_up"
    by_closure = re.compile("by a closure")
    cached(1)
    holder.of_function = {"key": [re.compile(b"by an attribute")]}

    kept = patterns_in(MappingProxyType({"one": (holder, partial(cached, 1))}), {})

    assert {str(as_text(one).pattern) for one in kept} == {
        "by a closure",
        "by a cache",
        "by an attribute",
    }


def test_nobody_takes_the_functions_of_re_by_name_into_a_function():
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {
            one.asname or one.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "re"
            for one in node.names
        }
        inside = {
            node.id
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for node in ast.walk(function)
            if isinstance(node, ast.Name)
        }
        assert not names & inside, f"{path}: write re.…, so that its expressions are found"


def steepness(pattern, *, is_anchored=False):
    """Give the worst exponent of the steps of an expression in the length of its text."""
    expression = Expression(pattern)
    worst = (0.0, "")
    for short, long in zip(attacks(expression, n=_FEW), attacks(expression, n=_MANY), strict=True):
        try:
            few = expression.search_all(short, limit=_FEW * _FEW * 4, is_anchored=is_anchored)
            if few <= _CHEAP * _FEW:
                continue
            limit = int(few * (_MANY / _FEW) ** 2.5)
            many = expression.search_all(long, limit=limit, is_anchored=is_anchored)
        except TooManyStepsError:
            return 9.0, short
        worst = max(worst, (log(many / few) / log(len(long) / len(short)), short))
        if worst[0] > _STEEPEST:
            return worst
    return worst


@pytest.mark.parametrize("pattern", NAMES, ids=NAMES.values())
def test_an_expression_is_linear(pattern):
    exponent, text = steepness(pattern, is_anchored=is_anchored(EXPRESSIONS[pattern]))

    if not BOUNDED.keys().isdisjoint(EXPRESSIONS[pattern]):
        assert exponent > _STEEPEST, "it is linear now; take it off the list"
    else:
        assert exponent <= _STEEPEST, f"{exponent:.2f} on {text[:80]!r}"


@pytest.mark.parametrize(
    "bad",
    [r"(?:[\w.]*\.?\s)+x", r"(a+)+$", r"\s+$", r"(?:a|a)*b", r"x.*x.*y", r"\w+\s*,", r"(\d+,?)+;"],
)
def test_what_backtracks_is_seen(bad):
    assert steepness(re.compile(bad))[0] > _STEEPEST


@pytest.mark.parametrize(
    "good", [r"\bminister\b", r"(?<!\s)\s+x", r"(?<![^<>])[^<>]*+>", r"(?:Mr|Mrs)\.\s"]
)
def test_what_does_not_is_let_through(good):
    assert steepness(re.compile(good))[0] <= _STEEPEST


@pytest.mark.parametrize("pattern", [r"a(b|c)*?d", r"(?i)X\s{2,4}y", r"(?<=q)u(?!x)", r"^\w+$"])
@pytest.mark.parametrize("text", ["abcbd", "x   Y", "quqx", "word", "", "a d"])
def test_the_machine_finds_what_re_finds(pattern, text):
    expression = Expression(re.compile(pattern))
    expression.limit = 10_000

    ends = [expression._run(expression.program, text, at) for at in range(len(text) + 1)]

    compiled = re.compile(pattern)
    assert ends == [(m := compiled.match(text, at)) and m.end() for at in range(len(text) + 1)]
