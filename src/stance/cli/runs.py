"""``stance runs`` and ``stance ui``: what has been trained here, and what MLflow has of it."""

import argparse
import os
import signal
import sys
import webbrowser
from pathlib import Path

from stance.cli.output import note, output, print_grids, print_json, tell
from stance.cli.verbs import FAULTY, OK, Verb, argument, verb

# What the verbs import needs the extra "train", which those who only predict do not have.

_RUNS = argument("--runs", type=Path, default=Path("runs"), metavar="FOLDER", help="default: runs")
_JSON = argument("--json", action="store_true", help="all of it as JSON")
#: What ends ``stance ui``: `kill`, and a terminal that is closed, where there is such a signal.
_ENDINGS = tuple(one for one in signal.Signals if one.name in ("SIGTERM", "SIGHUP"))
_PORT = 5000


@verb(
    "list",
    "a table of the runs",
    _RUNS,
    _JSON,
    epilog="examples:\n  stance runs list\n  stance runs list --runs elsewhere/runs --json",
)
def _list(options: argparse.Namespace) -> int:
    from stance.pipeline.runs.runs import list_runs
    from stance.pipeline.runs.showing import list_grid, list_values

    runs = list_runs(options.runs)
    if options.json:
        print_json(list_values(runs))
    elif not runs:
        tell(f"no runs in {options.runs}; make one with: make train")
    else:
        print_grids([list_grid(runs)])
    return OK


@verb(
    "show",
    "what a run is, and what it came to",
    _JSON,
    argument("folder", type=Path, metavar="RUN_FOLDER"),
    epilog="examples:\n  stance runs show runs/news-20260101T120000Z",
)
def _show(options: argparse.Namespace) -> int:
    from stance.pipeline.runs.showing import show_run, show_values

    if options.json:
        print_json(show_values(options.folder))
    else:
        print_grids(show_run(options.folder))
    return OK


@verb(
    "diff",
    "in what two runs differ: training, data, results",
    _JSON,
    argument("first", type=Path, metavar="RUN_FOLDER"),
    argument("second", type=Path, metavar="RUN_FOLDER"),
    epilog="examples:\n  stance runs diff runs/news-2026… runs/accurate-2026…",
)
def _diff(options: argparse.Namespace) -> int:
    from stance.pipeline.runs.showing import diff_grids, diff_runs, diff_values
    from stance.rendering.grids import draw

    diff = diff_runs(options.first, options.second)
    if options.json:
        print_json(diff_values(diff))
        return OK
    print(f"first:  {diff.first}\nsecond: {diff.second}")
    console = output()
    for grid in diff_grids(diff):
        console.print(draw(grid) if grid.rows else f"\n{grid.title}: the same", highlight=False)
    return OK


@verb(
    "upload",
    "send to MLflow what it lacks",
    _RUNS,
    argument("folders", nargs="*", type=Path, default=[], metavar="RUN_FOLDER"),
    argument("--all", action="store_true", help="every run in the folder of runs"),
    argument(
        "--uri", help="MLflow store; default: that of the run's config, else MLFLOW_TRACKING_URI"
    ),
    description="Send to MLflow what it lacks; doing it twice changes nothing.",
    epilog="""examples:
  stance runs upload runs/news-20260101T120000Z
  stance runs upload --all --uri http://localhost:5000
""",
)
def _upload(options: argparse.Namespace) -> int:
    if options.all == bool(options.folders):
        options.usage_error("name run folders or --all, one of the two (see --help)")
    from stance.pipeline.runs.runs import list_runs, upload_runs

    folders = [run.folder for run in list_runs(options.runs)] if options.all else options.folders
    code = OK
    for outcome in upload_runs(folders, uri=options.uri):
        if outcome.state is None:
            code = FAULTY
            tell(f"{outcome.folder}: not sent: {outcome.error}")
            continue
        print(f"{outcome.folder}: run {outcome.state.run_id} at {outcome.state.uri}")
        if outcome.state.champion is not None:
            print(f"  {outcome.state.champion}")
    return code


_runs_verb = Verb(
    name="runs",
    about="list runs, send them to MLflow",
    verbs=(_list, _show, _diff, _upload),
    description="List what has been trained here, and send it to MLflow.",
    epilog="""examples:
  stance runs list                        runs in runs/, and whether MLflow has them
  stance runs show runs/news-2026…        what a run is, and what it came to
  stance runs diff runs/a runs/b          in what two runs differ
  stance runs list --json                 the same for a program; show and diff take it too
  stance runs upload runs/news-2026…      send what MLflow lacks of a run
  stance runs upload --all                the same for every run in runs/
""",
)


@verb(
    "ui",
    "look at the runs in MLflow's UI",
    argument("--port", type=int, default=_PORT, help=f"of this machine ({_PORT})"),
    argument("--uri", help="MLflow store; default: MLFLOW_TRACKING_URI, else mlflow.db"),
    argument("--no-browser", action="store_true", help="print the address alone"),
    description="Run MLflow's UI, and open the page that lists the runs with their scores.",
    epilog="""examples:
  stance ui                     the runs in mlflow.db, or where MLFLOW_TRACKING_URI says
  stance ui --port 5001         if 5000 is in use
  stance ui --no-browser        print the address alone
""",
)
def _ui_verb(options: argparse.Namespace) -> int:
    from stance.tracking.store import existing_store
    from stance.tracking.ui import HOST, runs_page, serving

    uri = existing_store(options.uri)
    opens = not options.no_browser and _has_display()
    if uri.startswith(("http://", "https://")):  # its UI is running
        _open(runs_page(uri, uri=uri), opens=opens)
        return OK
    page = runs_page(f"http://{HOST}:{options.port}", uri=uri)
    for name in _ENDINGS:  # as Ctrl-C does, or MLflow's server would outlive us
        signal.signal(name, signal.default_int_handler)
    with serving(uri, port=options.port) as server:
        try:
            _open(page, opens=opens)
            note("Ctrl-C ends it")
            return server.wait()
        except KeyboardInterrupt:  # as one ends it
            return OK


def _open(page: str, *, opens: bool) -> None:
    print(page, flush=True)
    if opens:
        webbrowser.open(page)


def _has_display() -> bool:
    """Whether a browser would have a window; without one, Python takes one for terminals."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, named))


VERBS = (_runs_verb, _ui_verb)
