"""``stance sweep``: search the best values of a config."""

import argparse
from importlib.util import find_spec
from pathlib import Path

from stance.cli.output import output
from stance.config import load_sweep
from stance.errors import MissingExtraError

_EPILOG = """the config needs a section, for example:
  sweep:
    trials: 30
    parameters:
      training.learning_rate: {low: 1e-5, high: 1e-3, log: true}
      training.epochs: {low: 2, high: 6}
      model.encoder: {choices: [all-MiniLM-L6-v2, all-mpnet-base-v2]}

examples:
  stance sweep my-sweep.yaml
  stance sweep my-sweep.yaml --resume    go on with a sweep that was killed
"""


def add_sweep_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "sweep",
        help="search the best values of a config",
        description="Train a config many times with other values, and find the best.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("config", type=Path, help="YAML file with a section `sweep`")
    parser.add_argument(
        "overrides", nargs="*", metavar="KEY=VALUE", help="other value for section.key"
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with the newest unfinished sweep of the same"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    file = load_sweep(options.config, overrides=options.overrides)
    if find_spec("optuna") is None:
        raise MissingExtraError("stance sweep", extra="sweep", package="optuna")
    # torch and transformers take seconds to import; other verbs must not wait for them
    from stance.cli.sweep_display import show_sweep
    from stance.cli.training_display import TrainingDisplay
    from stance.pipeline.series.sweep import sweep
    from stance.training.fitting.processes import require_one_process

    require_one_process("a sweep")
    console = output()
    with TrainingDisplay(console) as display:
        outcome = sweep(file, listener=display.listener, resume=options.resume)
    show_sweep(outcome, console=console)
    return 0
