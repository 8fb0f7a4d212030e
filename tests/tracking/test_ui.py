import socket
import subprocess
import sys
import urllib.request

import pytest

from stance.cli.main import main
from stance.errors import TrackingError
from stance.tracking import ui
from stance.tracking.ui import runs_page, serving


@pytest.fixture
def used_port():
    """Give a local port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_the_page_is_that_of_the_experiment_with_the_newest_run(client, store_uri):
    older, newer = (client.create_experiment(name) for name in ("older", "newer"))
    client.create_run(newer, start_time=2)
    client.create_run(older, start_time=1)

    page = runs_page("http://127.0.0.1:5000", uri=store_uri)

    assert page == (
        f"http://127.0.0.1:5000/#/experiments/{newer}/runs"
        "?workflowType=machine_learning&viewStateShareKey=scores"
    )


def test_a_store_without_runs_opens_on_its_experiments(store_uri):
    page = runs_page("http://127.0.0.1:5000/", uri=store_uri)

    assert page == "http://127.0.0.1:5000/#/experiments?workflowType=machine_learning"


def test_a_port_in_use_is_told_with_another_one(store_uri, used_port):
    with (
        pytest.raises(TrackingError, match=rf"port {used_port} is in use.*--port \d+"),
        serving(store_uri, port=used_port),
    ):
        pass


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_port_that_there_is_not_is_refused(store_uri, port):
    with (
        pytest.raises(TrackingError, match=f"there is no port {port}"),
        serving(store_uri, port=port),
    ):
        pass


def test_a_server_that_does_not_come_up_is_told_in_its_words(store_uri, closed_port, monkeypatch):
    monkeypatch.setattr(ui, "_MODULE", "no_such_module")

    with (
        pytest.raises(TrackingError, match=r"does not come up: .*No module named no_such_module"),
        serving(store_uri, port=closed_port),
    ):
        pass


def test_a_missing_store_is_told(tmp_path, capsys):
    assert main(["ui", "--no-browser"]) == 2

    assert "there is no " in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_ui_answers_and_ends_with_the_block(store_uri, closed_port):
    with serving(store_uri, port=closed_port) as server:
        with urllib.request.urlopen(f"http://127.0.0.1:{closed_port}/") as page:
            content = page.read()
        assert server.poll() is None

    assert b"<html" in content
    assert server.poll() is not None


@pytest.mark.slow
def test_a_killed_verb_leaves_no_server(store_uri, closed_port):
    command = [sys.executable, "-m", "stance.cli", "ui", "--no-browser", "--uri", store_uri]
    verb = subprocess.Popen([*command, "--port", str(closed_port)], stdout=subprocess.PIPE)
    assert verb.stdout is not None
    with verb.stdout:
        assert verb.stdout.readline().startswith(b"http://127.0.0.1")

        verb.terminate()

        assert verb.wait() == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", closed_port)) != 0
