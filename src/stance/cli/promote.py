"""``stance promote`` and ``stance rollback``: which model is the champion."""

import argparse
import sys
from pathlib import Path

_OK, _FAULTY = 0, 1

_EPILOG = """the gate: on no evaluation set of the run is macro-F1 worse than the champion's beyond
the interval of a paired bootstrap by article; measured again, the run's figures come out; ECE
and parity with PyTorch are within the config's `promotion`.

examples:
  stance promote runs/news-2026…              if it passes the gate
  stance promote runs/news-2026… --force --reason "the champion was trained on the test set"
  stance rollback                             back to the champion before
"""


def add_promote_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "promote",
        help="make a run's model the champion",
        description="Make a run's model the champion in MLflow, and the default of this folder, if "
        "it passes the gate.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="RUN_FOLDER")
    parser.add_argument("--force", action="store_true", help="even if it fails; needs --reason")
    parser.add_argument("--reason", metavar="WHY", help="why --force; kept in a tag")
    parser.set_defaults(run=_promote)


def add_rollback_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "rollback",
        help="go back to the champion before",
        description="Give the alias `champion` back to the version that had it before, which is "
        "the default of this folder again.",
    )
    parser.add_argument("--model", default="stance-news", help="registered model, stance-news")
    parser.add_argument("--uri", help="MLflow store; default: MLFLOW_TRACKING_URI, else mlflow.db")
    parser.set_defaults(run=_rollback)


def _promote(options: argparse.Namespace) -> int:
    if options.force != bool(options.reason and options.reason.strip()):
        raise ValueError('--force and --reason need each other: --force --reason "why"')
    # what follows needs the extra "train", which those who only predict do not have
    from stance.pipeline.release.promote import promote

    def report(name: str, done: int, total: int) -> None:
        if done == total:
            print(f"measured on {name}", file=sys.stderr)

    print(promote(options.folder, force_because=options.reason, report=report))
    return _OK


def _rollback(options: argparse.Namespace) -> int:
    from stance.pipeline.release.promote import rollback

    decision = rollback(options.model, uri=options.uri)
    print(decision)
    return _OK if decision.moved else _FAULTY
