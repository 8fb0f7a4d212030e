"""``stance release``: train the model that ships."""

import argparse
from pathlib import Path

from stance.cli.output import output
from stance.config import load_config

_EPILOG = """examples:
  stance release configs/release.yaml src/stance/bundled --max-megabytes 30
  stance release configs/accurate.yaml packages/accurate/stance_news_accurate/model \\
      --max-megabytes 100 --resume
  stance release configs/release.yaml src/stance/bundled --max-megabytes 30 \\
      --model packages/accurate/stance_news_accurate/model      no training: other storage
"""


def add_release_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "release",
        help="train the model that ships, unless it would be worse",
        description="Train a model by a config and put it in place of the one that ships, unless "
        "it is too large, badly calibrated, or below that one's card on any evaluation set.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("config", type=Path, help="YAML file, see configs/")
    parser.add_argument("folder", type=Path, help="where the model ships")
    parser.add_argument(
        "overrides", nargs="*", metavar="KEY=VALUE", help="other value for section.key"
    )
    parser.add_argument(
        "--max-megabytes", type=float, required=True, metavar="N", help="largest size allowed"
    )
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="ship this model, trained by the config before; it is stored and measured anew",
    )
    parser.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="SET",
        help="a set on the card whose texts are not here; repeatable",
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
    from stance.evaluation.tables import to_tables
    from stance.pipeline.release.release import release

    console = output()
    display = TrainingDisplay(console)
    with display:
        scores = release(
            config,
            options.folder,
            max_megabytes=options.max_megabytes,
            skip=options.skip,
            listener=display.listener,
            model=options.model,
            resume=options.resume,
        )
    for table in to_tables(scores):
        console.print(table)
    print(f"shipped to {options.folder}")
    return 0
