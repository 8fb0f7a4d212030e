"""``stance ui``: MLflow's UI on the runs made here, at the page that lists them."""

import argparse
import os
import signal
import sys
import webbrowser

from stance.cli.verbs import Subparsers

_OK = 0
_PORT = 5000
#: What ends the verb: `kill`, and a terminal that is closed, where there is such a signal.
_ENDINGS = tuple(one for one in signal.Signals if one.name in ("SIGTERM", "SIGHUP"))

_EPILOG = """examples:
  stance ui                     the runs in mlflow.db, or where MLFLOW_TRACKING_URI says
  stance ui --port 5001         if 5000 is in use
  stance ui --no-browser        print the address alone
"""


def add_ui_parser(verbs: Subparsers) -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "ui",
        help="look at the runs in MLflow's UI",
        description="Run MLflow's UI, and open the page that lists the runs with their scores.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=_PORT, help=f"of this machine ({_PORT})")
    parser.add_argument("--uri", help="MLflow store; default: MLFLOW_TRACKING_URI, else mlflow.db")
    parser.add_argument("--no-browser", action="store_true", help="print the address alone")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from stance.tracking.store import existing_store
    from stance.tracking.ui import HOST, runs_page, serving

    uri = existing_store(options.uri)
    opens = not options.no_browser and _has_display()
    if uri.startswith(("http://", "https://")):  # its UI is running
        _show(runs_page(uri, uri=uri), opens=opens)
        return _OK
    page = runs_page(f"http://{HOST}:{options.port}", uri=uri)
    for name in _ENDINGS:  # as Ctrl-C does, or MLflow's server would outlive us
        signal.signal(name, signal.default_int_handler)
    with serving(uri, port=options.port) as server:
        try:
            _show(page, opens=opens)
            print("Ctrl-C ends it", file=sys.stderr)
            return server.wait()
        except KeyboardInterrupt:  # as one ends it
            return _OK


def _show(page: str, *, opens: bool) -> None:
    print(page, flush=True)
    if opens:
        webbrowser.open(page)


def _has_display() -> bool:
    """Whether a browser would have a window; without one, Python takes one for terminals."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, named))
