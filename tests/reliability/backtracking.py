"""Counts the steps of a regular expression that is matched by backtracking, as ``re`` does it.

``re`` itself counts nothing, and seconds tell little on a busy machine. So an expression is
parsed by the parser of ``re`` and run by a small machine of our own that tries what ``re`` tries,
in the same order, and counts the characters that it looks at.
"""

import random
import re
from collections.abc import Iterator
from re import _constants as codes
from re import _parser as parser

_ENDLESS = 20  # a part that may be repeated so often is pumped
_CATEGORIES = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    codes.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdecimal(),
    codes.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    codes.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
}
#: Signs that samples are made of.
_SIGNS = "aA1 .,\"-'\n(_;“”’:<&sZ\t)#é—"
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


class TooManyStepsError(Exception):
    """An expression takes more steps than it may."""


class Expression:
    """An expression, ready to be counted."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.flags = pattern.flags
        self.tree = parser.parse(pattern.pattern, pattern.flags)
        self._cache: dict[int, list] = {}
        self.program = self._compiled(self.tree)
        self.n_steps = self.limit = 0

    def search_all(self, text: str, *, limit: int, is_anchored: bool = False) -> int:
        """Search a text from every place, as ``finditer`` does; give the steps of it."""
        self.n_steps, self.limit = 0, limit
        at = 0
        while at <= (0 if is_anchored else len(text)):
            end = self._run(self.program, text, at)
            at = at + 1 if end is None or end == at else end
        return self.n_steps

    def _compiled(self, tree) -> list:
        program: list = []
        for operator, argument in tree:
            self._compile(program, operator, argument)
        program.append(("done",))
        return program

    def _inline(self, program: list, tree) -> None:
        for operator, argument in tree:
            self._compile(program, operator, argument)

    def _compile(self, program: list, operator, argument) -> None:
        if operator in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
            program.append(("sign", self._test(operator, argument)))
        elif operator in _REPEATS:
            self._repeat(program, operator, argument)
        elif operator is codes.SUBPATTERN:
            self._inline(program, argument[-1])
        elif operator is codes.BRANCH:
            self._branch(program, argument[1])
        elif operator is codes.AT:
            program.append(("at", argument))
        elif operator in (codes.ASSERT, codes.ASSERT_NOT):
            direction, tree = argument
            width = tree.getwidth()[0] if direction < 0 else 0
            program.append(("look", operator is codes.ASSERT, self._compiled(tree), width))
        elif operator is codes.ATOMIC_GROUP:
            program.append(("atomic", self._compiled(argument)))
        else:
            raise NotImplementedError(f"{operator} is not counted yet")

    def _branch(self, program: list, branches) -> None:
        jumps = []
        for tree in branches[:-1]:
            at = len(program)
            program.append(None)
            self._inline(program, tree)
            jumps.append(len(program))
            program.append(None)
            program[at] = ("split", at + 1, len(program))
        self._inline(program, branches[-1])
        for at in jumps:
            program[at] = ("jump", len(program))

    def _repeat(self, program: list, operator, argument) -> None:
        least, most, tree = argument
        if operator is codes.POSSESSIVE_REPEAT:
            inner: list = []
            self._repeat(inner, codes.MAX_REPEAT, argument)
            program.append(("atomic", [*inner, ("done",)]))
            return
        is_lazy = operator is codes.MIN_REPEAT
        for _ in range(least):
            self._inline(program, tree)
        if most is codes.MAXREPEAT:
            at = len(program)
            program.append(None)
            program.append(("mark", at))
            self._inline(program, tree)
            program.append(("again", at))
            program[at] = self._split(at + 1, len(program), is_lazy=is_lazy)
            return
        opened = []
        for _ in range(most - least):
            opened.append(len(program))
            program.append(None)
            self._inline(program, tree)
        for at in opened:
            program[at] = self._split(at + 1, len(program), is_lazy=is_lazy)

    @staticmethod
    def _split(first: int, second: int, *, is_lazy: bool) -> tuple:
        return ("split", second, first) if is_lazy else ("split", first, second)

    def _test(self, operator, argument):
        ignores_case = bool(self.flags & re.IGNORECASE)
        cache: dict[str, bool] = {}

        def is_one(sign: str) -> bool:
            if sign not in cache:
                forms = {sign, sign.lower(), sign.upper()} if ignores_case else {sign}
                cache[sign] = any(self._is_in(operator, argument, form) for form in forms)
            return cache[sign]

        return is_one

    def _is_in(self, operator, argument, sign: str) -> bool:
        if operator is codes.ANY:
            return bool(self.flags & re.DOTALL) or sign != "\n"
        if len(sign) != 1:
            return False
        if operator is codes.LITERAL:
            return ord(sign) == argument
        if operator is codes.NOT_LITERAL:
            return ord(sign) != argument
        is_negated = argument[0][0] is codes.NEGATE
        return is_negated != any(_is_item(item, sign) for item in argument[is_negated:])

    def _run(self, program: list, text: str, start: int) -> int | None:  # noqa: C901, PLR0912
        """Match at a place; give where the match ends."""
        stack: list[tuple[int, int, tuple]] = [(0, start, ())]
        while stack:
            pc, at, marks = stack.pop()
            while True:
                code = program[pc]
                kind = code[0]
                if kind == "sign":
                    self.n_steps += 1
                    if self.n_steps > self.limit:
                        raise TooManyStepsError
                    if at >= len(text) or not code[1](text[at]):
                        break
                    pc, at = pc + 1, at + 1
                elif kind == "split":
                    stack.append((code[2], at, marks))
                    pc = code[1]
                elif kind == "jump":
                    pc = code[1]
                elif kind == "mark":
                    pc, marks = pc + 1, (at, marks)
                elif kind == "again":  # a round that matched nothing ends the loop
                    began, marks = marks
                    pc = pc + 1 if began == at else code[1]
                elif kind == "done":
                    return at
                elif kind == "at":
                    if not self._is_at(code[1], text, at):
                        break
                    pc += 1
                elif kind == "look":
                    begin = at - code[3]
                    found = begin >= 0 and self._run(code[2], text, begin) is not None
                    if found != code[1]:
                        break
                    pc += 1
                else:
                    end = self._run(code[1], text, at)
                    if end is None:
                        break
                    pc, at = pc + 1, end
        return None

    def _is_at(self, place, text: str, at: int) -> bool:
        self.n_steps += 1
        if place in (codes.AT_BEGINNING, codes.AT_BEGINNING_STRING):
            is_line = place is codes.AT_BEGINNING and self.flags & re.MULTILINE
            return at == 0 or bool(is_line and text[at - 1] == "\n")
        if place is codes.AT_END:
            is_line = self.flags & re.MULTILINE
            return at == len(text) or (text[at] == "\n" and (bool(is_line) or at == len(text) - 1))
        if place is codes.AT_END_STRING:
            return at == len(text)
        is_word = _CATEGORIES[codes.CATEGORY_WORD]
        before = at > 0 and is_word(text[at - 1])
        after = at < len(text) and is_word(text[at])
        return (before != after) == (place is codes.AT_BOUNDARY)


def _is_item(item, sign: str) -> bool:
    kind, argument = item
    if kind is codes.LITERAL:
        return ord(sign) == argument
    if kind is codes.RANGE:
        return argument[0] <= ord(sign) <= argument[1]
    return _CATEGORIES[argument](sign)


def attacks(expression: Expression, *, n: int, n_samples: int = 2) -> Iterator[str]:
    """Give texts of some length that pump each part which may be repeated without end."""
    chance = random.Random(1)
    for before, body in _repeats(expression.tree, []):
        for _ in range(n_samples):
            pump = _sample(expression, [body], chance) or "a"
            prefix = _sample(expression, before, chance)
            for unit in {pump, prefix + pump}:
                for suffix in ("", "\x01", ";"):
                    yield prefix + unit * (n // len(unit)) + suffix


def _repeats(tree, before: list) -> Iterator[tuple[list, object]]:  # noqa: C901
    """Give each part of an expression that may go on without end, and what comes before it."""
    before = list(before)
    for operator, argument in tree:
        if operator in _REPEATS:
            _, most, inner = argument
            if most is codes.MAXREPEAT or most >= _ENDLESS:
                yield list(before), (codes.SUBPATTERN, (None, 0, 0, inner))
            yield from _repeats(inner, before)
        elif operator is codes.SUBPATTERN:
            yield from _repeats(argument[-1], before)
        elif operator is codes.BRANCH:
            for inner in argument[1]:
                yield from _repeats(inner, before)
        elif operator in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeats(argument[1], before)
        elif operator is codes.ATOMIC_GROUP:
            yield from _repeats(argument, before)
        before.append((operator, argument))


def _sample(expression: Expression, tree, chance: random.Random) -> str:
    """Make a text that a part of an expression matches, as far as that can be told."""
    return "".join(_sampled(expression, *one, chance) for one in tree)


def _sampled(  # noqa: PLR0911  # one return for each kind of part
    expression: Expression, operator, argument, chance: random.Random
) -> str:
    if operator in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN):
        if operator is codes.LITERAL:
            return chr(argument)
        test = expression._test(operator, argument)
        signs = [sign for sign in _SIGNS if test(sign)]
        items = argument if operator is codes.IN else ()
        signs += [chr(one) for kind, one in items if kind is codes.LITERAL and test(chr(one))]
        signs += [chr(one[0]) for kind, one in items if kind is codes.RANGE and test(chr(one[0]))]
        return chance.choice(signs) if signs else ""
    if operator in _REPEATS:
        least, most, inner = argument
        n = least + min(chance.randrange(2), (most if most is not codes.MAXREPEAT else 9) - least)
        return "".join(_sample(expression, inner, chance) for _ in range(min(n, 50)))
    if operator is codes.SUBPATTERN:
        return _sample(expression, argument[-1], chance)
    if operator is codes.BRANCH:
        return _sample(expression, chance.choice(argument[1]), chance)
    if operator is codes.ATOMIC_GROUP:
        return _sample(expression, argument, chance)
    return ""
