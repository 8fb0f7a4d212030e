"""How verbs of the command line are declared: a table of arguments above what the verb does."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from stance.spelling import did_you_mean

if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
_Values = TypeVar("_Values", bound=argparse.Namespace)
Run: TypeAlias = Callable[[argparse.Namespace], int]
#: Adds an argument to a parser.
Argument: TypeAlias = Callable[[argparse._ActionsContainer], object]

#: Exit codes: done; done but something is not as it should be; not done.
OK, FAULTY, FAILED = 0, 1, 2

#: Declares an argument, in the words of ``ArgumentParser.add_argument``.
argument = partial(methodcaller, "add_argument")


def one_of(*options: Argument) -> Argument:
    """Declare options of which one may be given."""

    def add(parser: argparse._ActionsContainer) -> None:
        group = parser.add_mutually_exclusive_group()
        for option in options:
            option(group)

    return add


# Arguments that several verbs take.
CONFIG = argument("config", type=Path, help="YAML file, see configs/")
OVERRIDES = argument(
    "overrides", nargs="*", metavar="KEY=VALUE", help="other value for section.key"
)
RESUME = argument(
    "--resume", action="store_true", help="go on with the newest unfinished run of the same config"
)
CORPUS = argument(
    "corpus", nargs="+", type=Path, metavar="FILE", help="JSONL file, or a folder of them"
)
SCHEME = argument(
    "--scheme",
    type=Path,
    metavar="YAML",
    help="file with the labels, if they are not those of news (docs/label-schemes.md)",
)
SLICE_BY = argument(
    "--by",
    action="append",
    default=[],
    metavar="FIELD",
    help="slice by this field of the record as well; may be given again",
)
TEXT_COLUMN = argument(
    "--text-column", default="text", metavar="NAME", help="of CSV and JSONL files"
)
ALLOW_PRIVATE = argument(
    "--allow-private",
    action="store_true",
    help="read links that lead into a private network or to this machine, too",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb of the command line: what it does, or which verbs it has.

    Attributes:
        name: What it is called.
        about: What it does, in words, without a capital and a full stop.
        arguments: What it takes.
        run: What it does; gives the exit code.
        verbs: Those that it has, if it does nothing by itself.
        description: Said above its arguments; ``about``, if empty.
        epilog: Said below them: examples.
    """

    name: str
    about: str
    arguments: Sequence[Argument] = ()
    run: Run | None = None
    verbs: Sequence["Verb"] = ()
    description: str = ""
    epilog: str = ""

    def add_to(self, parsers: "Subparsers") -> None:
        """Add the verb to a command line."""
        parser = parsers.add_parser(
            self.name,
            help=self.about,
            description=self.description or f"{self.about[0].upper()}{self.about[1:]}.",
            epilog=self.epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for add in self.arguments:
            add(parser)
        if self.verbs:
            add_verbs(parser, self.verbs, dest=f"{self.name}_verb")
        else:
            parser.set_defaults(run=self.run, usage_error=parser.error)


def verb(
    name: str, about: str, *arguments: Argument, description: str = "", epilog: str = ""
) -> Callable[[Run], Verb]:
    """Declare a verb above the function that it runs; see ``Verb``."""

    def declared(run: Run) -> Verb:
        return Verb(
            name=name,
            about=about,
            arguments=arguments,
            run=run,
            description=description,
            epilog=epilog,
        )

    return declared


def add_verbs(parser: argparse.ArgumentParser, verbs: Sequence[Verb], *, dest: str) -> None:
    """Let a parser take one of some verbs."""
    parsers = parser.add_subparsers(title="verbs", dest=dest, required=True, metavar="VERB")
    for one in verbs:
        one.add_to(parsers)


class Parser(argparse.ArgumentParser):
    """Takes the words of a repeated argument wherever they stand, and asks what a word may mean.

    ``train c.yaml --seeds 3 training.epochs=2`` is refused by argparse, which wants such words
    side by side. A line with ``--`` is left to argparse. ``stance pedict`` is answered with
    ``no such verb: pedict; did you mean 'predict'?``, and so is an option that there is not.
    """

    _is_inner_call = False

    def parse_known_args(  # type: ignore[override]  # one signature in place of three
        self, args: Sequence[str] | None = None, namespace: _Values | None = None
    ) -> tuple[argparse.Namespace | _Values, list[str]]:
        """Parse words; see argparse, whose intermixed parsing calls this in turn."""
        if self._is_inner_call:
            return super().parse_known_args(args, namespace)
        if self._subparsers is not None or "--" in (args or ()):
            return self._all_known(*super().parse_known_args(args, namespace))
        self._is_inner_call = True
        try:
            return self._all_known(*self.parse_known_intermixed_args(args, namespace))
        finally:
            self._is_inner_call = False

    def _all_known(
        self, values: argparse.Namespace | _Values, others: list[str]
    ) -> tuple[argparse.Namespace | _Values, list[str]]:
        """Refuse what this parser does not take; argparse would show how ``stance`` is called."""
        unknown = [one.partition("=")[0] for one in others if one.startswith("-")]
        if unknown:
            options = [one for one in self._option_string_actions if one.startswith("--")]
            self.error(f"no such option: {unknown[0]}; {did_you_mean(unknown[0], options)}")
        if others:
            self.error(f"too many words: {' '.join(others)}")
        return values, others

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is None or value in action.choices:
            return
        is_verb = isinstance(action, argparse._SubParsersAction)
        hint = did_you_mean(str(value), action.choices)
        if is_verb:
            self.error(f"no such verb: {value}; {hint}")
        raise argparse.ArgumentError(action, f"{value!r} is none of its values; {hint}")
