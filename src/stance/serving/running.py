"""Runs the application until it is told to stop."""

import socket
from contextlib import suppress

import uvicorn

from stance.prediction.predictor import Predictor
from stance.serving.app import create_app
from stance.serving.connections import protocol_with
from stance.serving.limits import Limits

#: At once; more are answered with 503. Each may hold a file descriptor and a request.
_MAX_CONNECTIONS = 500


def listen(host: str, port: int) -> socket.socket:
    """Take an address of this machine to listen on.

    Args:
        host: Name or address.
        port: To listen on; 0 for any that is free.

    Returns:
        What clients connect to; they wait until it is served.

    Raises:
        OSError: If it cannot be had; says what to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        what = f"cannot listen on {host}, port {port} ({error}); choose --host or --port"
        raise OSError(what) from error


def serve(
    predictor: Predictor, *, limits: Limits, token: str | None, listening: socket.socket
) -> None:
    """Answer requests until SIGINT or SIGTERM; what was accepted by then is answered first.

    Args:
        predictor: The model.
        limits: What is taken at most.
        token: That every request needs but ``/health``; None if none does.
        listening: What clients connect to.
    """
    server = make_server(predictor, limits=limits, token=token)
    with suppress(KeyboardInterrupt):  # raised once all is answered
        server.run(sockets=[listening])


def make_server(predictor: Predictor, *, limits: Limits, token: str | None) -> uvicorn.Server:
    """Give what ``serve`` runs."""
    config = uvicorn.Config(
        create_app(predictor, limits=limits, token=token),
        log_config=None,  # the command line sets it
        access_log=False,  # ours names routes, not what was sent
        server_header=False,
        limit_concurrency=_MAX_CONNECTIONS,
        http=protocol_with(limits.timeout_s),
        ws="none",  # nothing here speaks it, and it would outlive all limits
    )
    return uvicorn.Server(config)
