"""The console script: finds the verb, runs it, and turns errors into exit codes."""

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Sequence

import stance
from stance.cli import (
    completion,
    data,
    doctor,
    label,
    models,
    predict,
    report,
    review,
    runs,
    serve,
    training,
)
from stance.cli.output import set_quiet
from stance.cli.verbs import FAILED, Parser, add_verbs
from stance.errors import MissingExtraError, StanceError

#: What the shell reports for a program ended by Ctrl-C, and by a reader that went away.
INTERRUPTED, BROKEN_PIPE = 130, 141

#: Options that may stand anywhere, before the verb or after it.
_ANYWHERE = {
    "--debug": "show tracebacks and debug messages",
    "--quiet": "show results and faults, but no progress and no notes",
}
_VERBS = [
    verb
    for module in (
        predict,
        training,
        models,
        data,
        label,
        review,
        report,
        serve,
        runs,
        doctor,
        completion,
    )
    for verb in module.VERBS
]
_DESCRIPTION = "Who is speaking in a news article, and in what capacity?"
_EPILOG = """examples:
  stance predict article.txt                  label an article
  stance predict - < article.txt              the same from standard input
  stance train configs/news.yaml              train a model
  stance evaluate runs/…/model corpus.jsonl   measure one
  stance compare runs/… runs/…                which is better, and where
  stance data validate corpus.jsonl           check labelled articles
  stance label articles/ --out corpus.jsonl   label raw articles by functions
  stance report scores.jsonl --out report.html  who speaks, and how much
  stance serve                                a page and an API for others
  stance runs list                            what has been trained here
  stance doctor                               what is installed, and what is wrong

exit codes: 0 done, 1 done but with faults found, 2 could not be done
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: the words after ``stance``, None for this process's; gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    options = command_line().parse_args([word for word in words if word not in _ANYWHERE])
    _set_up_logging(debug=debug)
    set_quiet(quiet="--quiet" in words)
    try:
        code = int(options.run(options))
        print(end="", flush=True)  # while a lost reader and a full disk can still be told
        return code
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has gone
        _give_output_up()
        return BROKEN_PIPE
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # rich makes one of the other
            return BROKEN_PIPE
        raise
    except ModuleNotFoundError as error:
        missing = MissingExtraError(
            f"stance {options.verb}",
            extra=options.verb if options.verb in {"label", "report", "serve"} else "train",
            package=str(error.name),
        )
        return _fail(error if debug else missing, debug=debug)
    except (StanceError, ValueError, TypeError, OSError) as error:
        _give_output_up()
        return _fail(error, debug=debug)


def _set_up_logging(*, debug: bool) -> None:
    logging.basicConfig(
        level=logging.DEBUG if debug else logging.WARNING,
        format="%(levelname)s %(name)s: %(message)s" if debug else "%(message)s",
        stream=sys.stderr,
        force=True,
    )
    for noisy in ("matplotlib", "urllib3", "filelock", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    if not debug:  # a page without an article is told as a fault of its file
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def _give_output_up() -> None:
    """Leave nothing that the interpreter would try to write once more as it ends."""
    try:
        print(end="", flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(error: BaseException, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    else:
        notes = "".join(f"\n{note}" for note in getattr(error, "__notes__", []))
        print(f"stance: {error}{notes}", file=sys.stderr)
    return FAILED


def command_line() -> argparse.ArgumentParser:
    """Give what parses the words after ``stance``."""
    parser = Parser(
        prog="stance",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for option, about in _ANYWHERE.items():
        parser.add_argument(option, action="store_true", help=about)
    parser.add_argument("--version", action="version", version=f"stance {stance.__version__}")
    add_verbs(parser, _VERBS, dest="verb")
    return parser
