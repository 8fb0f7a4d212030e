"""``stance runs``: list and compare what has been trained here, send it to MLflow."""

import argparse
import json
import sys
from pathlib import Path

from stance.cli.output import output

_OK, _FAULTY = 0, 1

_EPILOG = """examples:
  stance runs list                        runs in runs/, and whether MLflow has them
  stance runs show runs/news-2026…        what a run is, and what it came to
  stance runs diff runs/a runs/b          in what two runs differ
  stance runs list --json                 the same for a program; show and diff take it too
  stance runs upload runs/news-2026…      send what MLflow lacks of a run
  stance runs upload --all                the same for every run in runs/
"""


def add_runs_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "runs",
        help="list runs, send them to MLflow",
        description="List what has been trained here, and send it to MLflow.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument(
        "--runs", type=Path, default=Path("runs"), metavar="FOLDER", help="default: runs"
    )
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="all of it as JSON")
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    listing = actions.add_parser("list", parents=[parent, as_json], help="a table of the runs")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", parents=[as_json], help="what a run is, and what it came to")
    show.add_argument("folder", type=Path, metavar="RUN_FOLDER")
    show.set_defaults(run=_show)
    about = "in what two runs differ: training, data, results"
    diff = actions.add_parser("diff", parents=[as_json], help=about)
    diff.add_argument("first", type=Path, metavar="RUN_FOLDER")
    diff.add_argument("second", type=Path, metavar="RUN_FOLDER")
    diff.set_defaults(run=_diff)
    upload = actions.add_parser(
        "upload",
        parents=[parent],
        help="send to MLflow what it lacks",
        description="Send to MLflow what it lacks; doing it twice changes nothing.",
    )
    upload.add_argument("folders", nargs="*", type=Path, default=[], metavar="RUN_FOLDER")
    upload.add_argument("--all", action="store_true", help="every run in the folder of runs")
    upload.add_argument(
        "--uri", help="MLflow store; default: that of the run's config, else MLFLOW_TRACKING_URI"
    )
    upload.set_defaults(run=_upload, usage_error=upload.error)


def _list(options: argparse.Namespace) -> int:
    # what follows needs the extra "train", which those who only predict do not have
    from stance.pipeline.runs.runs import list_runs
    from stance.pipeline.runs.showing import list_grid, list_values
    from stance.rendering.grids import draw

    runs = list_runs(options.runs)
    if options.json:
        return _print_json(list_values(runs))
    if not runs:
        print(f"no runs in {options.runs}; make one with: make train", file=sys.stderr)
        return _OK
    output().print(draw(list_grid(runs)))
    return _OK


def _show(options: argparse.Namespace) -> int:
    from stance.pipeline.runs.showing import show_run, show_values
    from stance.rendering.grids import draw

    if options.json:
        return _print_json(show_values(options.folder))
    output().print(*map(draw, show_run(options.folder)))
    return _OK


def _diff(options: argparse.Namespace) -> int:
    from stance.pipeline.runs.showing import diff_grids, diff_runs, diff_values
    from stance.rendering.grids import draw

    diff = diff_runs(options.first, options.second)
    if options.json:
        return _print_json(diff_values(diff))
    print(f"first:  {diff.first}\nsecond: {diff.second}")
    console = output()
    for grid in diff_grids(diff):
        console.print(draw(grid) if grid.rows else f"\n{grid.title}: the same", highlight=False)
    return _OK


def _print_json(value: object) -> int:
    print(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))
    return _OK


def _upload(options: argparse.Namespace) -> int:
    if options.all == bool(options.folders):
        options.usage_error("name run folders or --all, one of the two (see --help)")
    from stance.pipeline.runs.runs import list_runs, upload_runs

    folders = [run.folder for run in list_runs(options.runs)] if options.all else options.folders
    code = _OK
    for outcome in upload_runs(folders, uri=options.uri):
        if outcome.state is None:
            code = _FAULTY
            print(f"{outcome.folder}: not sent: {outcome.error}", file=sys.stderr)
            continue
        print(f"{outcome.folder}: run {outcome.state.run_id} at {outcome.state.uri}")
        if outcome.state.champion is not None:
            print(f"  {outcome.state.champion}")
    return code
