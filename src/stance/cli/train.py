"""``stance train``: train a model by a config."""

import argparse
from pathlib import Path

from rich.console import Console

from stance.config import load_config

_EPILOG = """examples:
  stance train configs/news.yaml
  stance train configs/news.yaml training.epochs=2 seed=7
  stance train configs/baseline.yaml
  stance train configs/news.yaml --resume     go on with a run that was killed
"""


def add_train_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "train",
        help="train a model by a config",
        description="Train a model, calibrate it, measure it, and record the run.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("config", type=Path, help="YAML file, see configs/")
    parser.add_argument(
        "overrides", nargs="*", metavar="KEY=VALUE", help="other value for section.key"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with the newest unfinished run of the same config",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    config = load_config(options.config, overrides=options.overrides)
    # torch and transformers take seconds to import; other verbs must not wait for them
    from stance.cli.training_display import TrainingDisplay
    from stance.pipeline.train import train

    console = Console()
    with TrainingDisplay(console) as display:
        outcome = train(config, listener=display.listener, resume=options.resume)
    display.show(outcome)
    return 0
