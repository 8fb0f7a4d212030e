import json
import logging
import os
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from stance.errors import TrackingError
from stance.tracking.store import (
    check_store,
    existing_store,
    quiet_mlflow,
    tracking_uri,
    without_password,
)


@pytest.fixture
def serve():
    """Give a function that starts a server which answers everything alike."""
    servers = []

    def start(status, body, *, content_type="application/json"):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_args):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_default_store_is_a_file_in_the_working_folder(tmp_path):
    assert tracking_uri(None) == f"sqlite:///{tmp_path}/mlflow.db"


def test_the_environment_names_a_store(monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://mlflow.example")

    assert tracking_uri(None) == "https://mlflow.example"


def test_the_config_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://mlflow.example")

    assert tracking_uri("http://localhost:5000") == "http://localhost:5000"


@pytest.mark.parametrize("uri", ["./mlruns", "mlruns", "/data/mlruns", "file:///data/mlruns"])
def test_a_folder_as_store_is_refused(uri):
    with pytest.raises(TrackingError, match=r"no runs in folders any more.*sqlite:///mlflow\.db"):
        tracking_uri(uri)


@pytest.mark.parametrize("uri", ["sqlite://", "sqlite:///:memory:"])
def test_a_store_in_memory_is_refused(uri):
    with pytest.raises(TrackingError, match="keeps nothing; name a file"):
        tracking_uri(uri)


@pytest.mark.parametrize(
    "uri", ["databricks", "databricks://profile", "postgresql://db/mlflow", "mysql+pymysql://db/m"]
)
def test_other_stores_are_mlflows_affair(uri):
    assert tracking_uri(uri) == uri


def test_passwords_are_never_shown():
    text = "no answer from https://ann:secret@mlflow.example/api for ann@example.org"

    shown = without_password(text)

    assert shown == "no answer from https://***@mlflow.example/api for ann@example.org"


def test_a_password_may_hold_the_sign_that_ends_it():
    assert (
        without_password("at https://ann:s@cr@t@mlflow.example") == "at https://***@mlflow.example"
    )


def test_looking_into_a_store_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TrackingError, match=r"there is no .*mlflow\.db; set MLFLOW_TRACKING_URI"):
        existing_store(None)

    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_there_or_elsewhere_can_be_looked_into(store_uri):
    assert existing_store(store_uri) == store_uri
    assert existing_store("https://mlflow.example") == "https://mlflow.example"


def test_importing_mlflow_quietly_leaves_no_trace(monkeypatch):
    monkeypatch.delenv("MLFLOW_DISABLE_TELEMETRY")
    level = logging.getLogger("mlflow").level
    before = dict(os.environ)

    with quiet_mlflow():
        inside = dict(os.environ)

    assert inside["MLFLOW_DISABLE_TELEMETRY"] == "true"
    assert dict(os.environ) == before
    assert logging.getLogger("mlflow").level == level


def test_what_the_user_set_for_mlflow_is_respected(monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "7")

    with quiet_mlflow():
        inside = os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"]

    assert inside == "7"
    assert os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] == "7"


def test_a_port_with_nobody_listening_is_told_without_a_wait(closed_port, monkeypatch):
    monkeypatch.setattr(time, "sleep", None)

    with (
        quiet_mlflow(),
        pytest.raises(TrackingError, match=r"it does not answer \(Connection refused\)"),
    ):
        check_store(f"http://127.0.0.1:{closed_port}")


@pytest.mark.usefixtures("fast_failures")
def test_a_server_that_never_answers_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as listener, quiet_mlflow():
        uri = f"http://127.0.0.1:{listener.getsockname()[1]}"

        with pytest.raises(TrackingError, match=r"it does not answer \(timed out\)"):
            check_store(uri)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>Welcome to nginx!</html>"),
        (200, b"[]"),
        (200, b'{"experiments": 7}'),
        (200, b'{"experiments": [{"experiment_id": {}}]}'),
        (404, b"not here"),
        (500, b"\xff\xfe"),
        (403, json.dumps({"error_code": "PERMISSION_DENIED", "message": "no"}).encode()),
    ],
)
def test_a_server_that_is_no_mlflow_is_an_error_of_ours(serve, status, body):
    uri = serve(status, body)

    with quiet_mlflow(), pytest.raises(TrackingError, match=f"MLflow at {uri}: "):
        check_store(uri)


def test_an_error_is_one_short_line(serve):
    uri = serve(404, b"<html>\n" + 5_000 * b"<p>lost</p>\n")

    with quiet_mlflow(), pytest.raises(TrackingError) as caught:
        check_store(uri)

    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
