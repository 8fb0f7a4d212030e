"""Clients that hold a connection open, over real sockets: each is let go, and holds nobody up."""

import socket
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import replace

import pytest

from serving.services import Held
from stance.serving.limits import Limits
from stance.serving.running import listen, make_server

_PAUSE_S = 0.02
#: Pieces that a client sends at most before the test gives up: a minute's worth.
_PATIENCE = 3000


@contextmanager
def serving(**limits):
    """Give the port of a service with short patience, and the server behind it."""
    listening = listen("127.0.0.1", 0)
    limits = replace(Limits(), **{"timeout_s": 0.3} | limits)
    server = make_server(Held(), limits=limits, token=None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()[1], server
    finally:
        server.should_exit = True
        thread.join(60)
    assert not thread.is_alive()


def is_well(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=60) as answer:
        return answer.status == 200


def drip(port, begin, piece=b"x"):
    """Send a piece again and again until the other end closes; give what it said."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(begin)
        client.settimeout(_PAUSE_S)
        said = b""
        for _ in range(_PATIENCE):
            try:
                got = client.recv(65536)
                said += got
                if not got:
                    return said
            except TimeoutError:
                pass
            except ConnectionError:
                return said
            try:
                client.sendall(piece)
            except ConnectionError:
                return said
    pytest.fail("it was never closed")


HEAD = b"POST /predict HTTP/1.1\r\nhost: x\r\n"
CLIENTS = {
    "says nothing": (b"", b"", b"408"),
    "sends a head a byte at a time": (b"GET /health HTTP/1.1\r\nx: ", b"y", b"408"),
    "sends one header after the other": (b"GET /health HTTP/1.1\r\n", b"x: y\r\n", b""),
    "sends a body a byte at a time": (HEAD + b"content-length: 9999\r\n\r\n", b" ", b"408"),
    "sends a body that never ends": (
        HEAD + b"transfer-encoding: chunked\r\n\r\n",
        b"2000\r\n" + b" " * 0x2000 + b"\r\n",
        b"413",
    ),
    "goes on when it has its answer": (
        b"GET /health HTTP/1.1\r\nhost: x\r\ncontent-length: 9999\r\n\r\n",
        b"x",
        b"200 OK",
    ),
    "begins a second request": (
        b"GET /health HTTP/1.1\r\nhost: x\r\n\r\nGET /health",
        b"x",
        b"200 OK",
    ),
}


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_is_let_go_that(client):
    begin, piece, answer = CLIENTS[client]

    with serving(max_megabytes=0.1) as (port, _):
        said = drip(port, begin, piece)

    assert answer in said


def test_slow_clients_hold_nobody_up():
    with serving(timeout_s=60) as (port, _):
        slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
        for client in slow:
            client.sendall(b"GET /health HTTP/1.1\r\nx: ")
        answers = [is_well(port) for _ in range(5)]
        for client in slow:
            client.close()

    assert all(answers)


def test_a_client_that_never_reads_is_let_go():
    with serving() as (port, server), socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", port))
        client.settimeout(1)
        try:
            for _ in range(_PATIENCE):
                client.sendall(b"GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n" * 100)
        except (TimeoutError, ConnectionError):
            pass  # the server takes no more
        for _ in range(_PATIENCE):
            if not server.server_state.connections:
                break
            time.sleep(_PAUSE_S)

        assert not server.server_state.connections
        assert is_well(port)


def test_a_client_with_pauses_keeps_its_connection():
    with (
        serving(timeout_s=60) as (port, _),
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        for _ in range(3):
            for piece in (b"GET /health", b" HTTP/1.1\r\nho", b"st: x\r\n\r\n"):
                client.sendall(piece)
                time.sleep(_PAUSE_S)
            said = b""
            while not said.endswith(b"}"):
                said += client.recv(65536)
            assert b"200 OK" in said


def test_nothing_but_http_is_spoken():
    asked = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    asked += b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n"

    with (
        serving(timeout_s=60) as (port, _),
        socket.create_connection(("127.0.0.1", port)) as client,
    ):
        client.sendall(asked)

        assert b"200 OK" in client.recv(65536)
