"""``stance train``: train a model by a config."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.output import output
from stance.config import load_config

if TYPE_CHECKING:
    from stance.pipeline.series.variants import Series

_EPILOG = """examples:
  stance train configs/news.yaml
  stance train configs/news.yaml training.epochs=2 seed=7
  stance train configs/baseline.yaml
  stance train configs/news.yaml --resume     go on with a run that was killed
  stance train configs/news.yaml --seeds 5    five runs: mean, deviation and interval
  stance train configs/news.yaml --folds 5    cross-validation over train and dev
  stance train configs/news.yaml --leave-out batch=agency,wire
                                              on kinds of article never seen in training
  torchrun --nproc-per-node 2 -m stance.cli train configs/news.yaml
                                              two processes, each with its share of a batch
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
    series = parser.add_mutually_exclusive_group()
    series.add_argument("--seeds", type=int, metavar="N", help="train N times, by N seeds")
    series.add_argument(
        "--folds", type=int, metavar="N", help="hold each article of train and dev out once"
    )
    series.add_argument(
        "--leave-out",
        metavar="FIELD[=VALUE,…]",
        help="style, domain or batch (file): leave one value out of each run, and measure on it",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    config = load_config(options.config, overrides=options.overrides)
    # torch and transformers take seconds to import; other verbs must not wait for them
    from stance.cli.training_display import TrainingDisplay
    from stance.pipeline.series.series import train_series
    from stance.pipeline.train.train import assist, train
    from stance.training.fitting.processes import is_first_process, require_one_process

    series = _series(options)
    if series is not None:
        require_one_process("a series of runs")
    if not is_first_process():
        assist(config)
        return 0
    display = TrainingDisplay(output())
    if series is None:
        with display:
            outcome = train(config, listener=display.listener, resume=options.resume)
        display.show(outcome)
    else:
        with display:
            many = train_series(config, series, listener=display.listener, resume=options.resume)
        display.show_series(many)
    return 0


def _series(options: argparse.Namespace) -> "Series | None":
    from stance.pipeline.series.leave_out import LeaveOut
    from stance.pipeline.series.variants import Folds, Seeds

    if options.seeds is not None:
        return Seeds(n=options.seeds)
    if options.folds is not None:
        return Folds(n=options.folds)
    return None if options.leave_out is None else LeaveOut.parse(options.leave_out)
