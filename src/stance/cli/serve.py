"""``stance serve``: an API and a page for others."""

import argparse
import logging
import os

from stance.cli.output import note, tell
from stance.cli.predict import describe_model
from stance.cli.verbs import OK, argument, verb
from stance.prediction.predictor import Predictor

_TOKEN = "STANCE_TOKEN"  # the name of the variable
_HERE = frozenset(["127.0.0.1", "::1", "localhost"])


@verb(
    "serve",
    "answer requests: an API, and a page to paste articles into",
    argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)"),
    argument("--port", type=int, default=8000, help="to listen on (default: %(default)s)"),
    argument("--model", help="model folder or name (default: the one that stance predict takes)"),
    argument(
        "--max-megabytes",
        type=float,
        default=1.0,
        metavar="MB",
        help="largest request (default: %(default)s)",
    ),
    argument(
        "--queue",
        type=int,
        default=64,
        metavar="N",
        help="articles that may wait, of all clients (default: %(default)s)",
    ),
    argument(
        "--timeout",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="for the answer to a request (default: %(default)s)",
    ),
    argument("--token", help=f"that every request needs but /health (default: ${_TOKEN})"),
    description="Answer requests until Ctrl-C: an API, and a page to paste articles into.",
    epilog="""examples:
  stance serve                          http://127.0.0.1:8000
  stance serve --host 0.0.0.0 --port 80 --queue 200
  curl -d '{"text": "Rain fell."}' http://127.0.0.1:8000/predict

docs/serving.md says what is asked and answered.
""",
)
def _serve(options: argparse.Namespace) -> int:
    from stance.serving.limits import Limits
    from stance.serving.running import listen, serve

    limits = Limits(
        max_megabytes=options.max_megabytes, max_waiting=options.queue, timeout_s=options.timeout
    )
    token = options.token or os.environ.get(_TOKEN) or None
    listening = listen(options.host, options.port)
    predictor = Predictor.load(options.model)
    note(describe_model(predictor))
    if token is None and options.host not in _HERE:
        tell(f"anybody who reaches {options.host} may ask; set ${_TOKEN} to change that")
    host = f"[{options.host}]" if ":" in options.host else options.host
    tell(f"http://{host}:{listening.getsockname()[1]} (Ctrl-C ends it)")
    logging.getLogger("stance.serving").setLevel(logging.INFO)
    serve(predictor, limits=limits, token=token, listening=listening)
    return OK


VERBS = (_serve,)
