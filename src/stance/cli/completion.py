"""``stance completion``: what a shell needs to complete verbs, options and files."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from stance.cli.verbs import OK, argument, verb

_SHELLS = ("bash", "zsh", "fish")
#: Arguments that may be a name or an address as well, and are completed as files.
_OFTEN_FILES = frozenset({"files", "model", "first", "second"})


@verb(
    "completion",
    "print what a shell needs to complete verbs, options and files",
    argument("shell", choices=_SHELLS, metavar="SHELL", help=", ".join(_SHELLS)),
    epilog="""examples:
  stance completion bash > ~/.local/share/bash-completion/completions/stance
  stance completion zsh > ~/.zfunc/_stance      with fpath+=~/.zfunc before compinit in .zshrc
  stance completion fish > ~/.config/fish/completions/stance.fish

In a new shell, Tab completes; once stance is updated, print it again. Without bash-completion:
  echo 'source <(stance completion bash)' >> ~/.bashrc
""",
)
def _completion_verb(options: argparse.Namespace) -> int:
    import shtab

    from stance.cli.main import command_line

    parser = command_line()
    for action in _actions(parser):
        if action.type is Path or action.dest in _OFTEN_FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks for it
    print(shtab.complete(parser, shell=options.shell))
    return OK


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Give the arguments of a parser and of all its verbs."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from _actions(one)
        else:
            yield action


VERBS = (_completion_verb,)
