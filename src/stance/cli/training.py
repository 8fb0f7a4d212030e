"""``stance train``, ``sweep`` and ``release``: models by a config."""

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.output import output
from stance.cli.verbs import CONFIG, OK, OVERRIDES, RESUME, argument, one_of, verb
from stance.config import load_config, load_sweep
from stance.errors import MissingExtraError

if TYPE_CHECKING:
    from stance.pipeline.series.variants import Series

# torch and transformers take seconds to import; verbs that do not train must not wait for them.


@verb(
    "train",
    "train a model by a config",
    CONFIG,
    OVERRIDES,
    RESUME,
    one_of(
        argument("--seeds", type=int, metavar="N", help="train N times, by N seeds"),
        argument(
            "--folds", type=int, metavar="N", help="hold each article of train and dev out once"
        ),
        argument(
            "--leave-out",
            metavar="FIELD[=VALUE,…]",
            help="style, domain or batch (file): leave one value out of each run, and measure on "
            "it",
        ),
    ),
    description="Train a model, calibrate it, measure it, and record the run.",
    epilog="""examples:
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
""",
)
def _train_verb(options: argparse.Namespace) -> int:
    config = load_config(options.config, overrides=options.overrides)
    from stance.cli.training_display import TrainingDisplay
    from stance.pipeline.series.series import train_series
    from stance.pipeline.train.train import assist, train
    from stance.training.fitting.processes import is_first_process, require_one_process

    series = _series(options)
    if series is not None:
        require_one_process("a series of runs")
    if not is_first_process():
        assist(config)
        return OK
    display = TrainingDisplay(output())
    if series is None:
        with display:
            outcome = train(config, listener=display.listener, resume=options.resume)
        display.show(outcome)
    else:
        with display:
            many = train_series(config, series, listener=display.listener, resume=options.resume)
        display.show_series(many)
    return OK


def _series(options: argparse.Namespace) -> "Series | None":
    from stance.pipeline.series.variants import LeaveOut, folds, leave_out, seeds

    if options.seeds is not None:
        return seeds(options.seeds)
    if options.folds is not None:
        return folds(options.folds)
    return None if options.leave_out is None else leave_out(LeaveOut.parse(options.leave_out))


@verb(
    "sweep",
    "search the best values of a config",
    argument("config", type=Path, help="YAML file with a section `sweep`"),
    OVERRIDES,
    argument(
        "--resume", action="store_true", help="go on with the newest unfinished sweep of the same"
    ),
    description="Train a config many times with other values, and find the best.",
    epilog="""the config needs a section, for example:
  sweep:
    trials: 30
    parameters:
      training.learning_rate: {low: 1e-5, high: 1e-3, log: true}
      training.epochs: {low: 2, high: 6}
      model.encoder: {choices: [all-MiniLM-L6-v2, all-mpnet-base-v2]}

examples:
  stance sweep my-sweep.yaml
  stance sweep my-sweep.yaml --resume    go on with a sweep that was killed
""",
)
def _sweep_verb(options: argparse.Namespace) -> int:
    file = load_sweep(options.config, overrides=options.overrides)
    if find_spec("optuna") is None:
        raise MissingExtraError("stance sweep", extra="sweep", package="optuna")
    from stance.cli.training_display import TrainingDisplay
    from stance.pipeline.series.sweep import sweep
    from stance.training.fitting.processes import require_one_process

    require_one_process("a sweep")
    with TrainingDisplay(output()) as display:
        outcome = sweep(file, listener=display.listener, resume=options.resume)
    display.show_sweep(outcome)
    return OK


@verb(
    "release",
    "train the model that ships, unless it would be worse",
    CONFIG,
    argument("folder", type=Path, help="where the model ships"),
    OVERRIDES,
    argument(
        "--max-megabytes", type=float, required=True, metavar="N", help="largest size allowed"
    ),
    argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="ship this model, trained by the config before; it is stored and measured anew",
    ),
    argument(
        "--skip",
        action="append",
        default=[],
        metavar="SET",
        help="a set on the card whose texts are not here; repeatable",
    ),
    RESUME,
    description="Train a model by a config and put it in place of the one that ships, unless "
    "it is too large, badly calibrated, or below that one's card on any evaluation set.",
    epilog="""examples:
  stance release configs/release.yaml src/stance/bundled --max-megabytes 30
  stance release configs/accurate.yaml packages/accurate/stance_news_accurate/model \\
      --max-megabytes 100 --resume
  stance release configs/release.yaml src/stance/bundled --max-megabytes 30 \\
      --model packages/accurate/stance_news_accurate/model      no training: other storage
""",
)
def _release_verb(options: argparse.Namespace) -> int:
    config = load_config(options.config, overrides=options.overrides)
    from stance.cli.training_display import TrainingDisplay
    from stance.evaluation.tables import to_tables
    from stance.pipeline.release.release import release

    with TrainingDisplay(output()) as display:
        scores = release(
            config,
            options.folder,
            max_megabytes=options.max_megabytes,
            skip=options.skip,
            listener=display.listener,
            model=options.model,
            resume=options.resume,
        )
    output().print(*to_tables(scores))
    print(f"shipped to {options.folder}")
    return OK


VERBS = (_train_verb, _sweep_verb, _release_verb)
