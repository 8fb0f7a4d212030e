"""``stance serve``."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

import pytest

from stance.cli import main, serve

TEXT = "The minister said taxes would rise. " * 30


def test_a_port_that_is_taken_is_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2

    assert "choose --host or --port" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--queue", "--timeout", "--max-megabytes"])
def test_limits_are_above_nothing(option, capsys):
    assert main(["serve", option, "0"]) == 2

    assert "give a number above 0" in capsys.readouterr().err


def test_options_become_limits_and_token(baseline_folder, monkeypatch, capsys):
    asked = {}
    monkeypatch.setattr("stance.serving.running.serve", lambda _, **more: asked.update(more))
    monkeypatch.setenv("STANCE_TOKEN", "s3cret")
    words = ["--queue", "5", "--timeout", "2", "--max-megabytes", "0.5", "--port", "0"]

    assert main(["serve", "--model", str(baseline_folder), *words]) == 0

    asked.pop("listening").close()
    limits = asked["limits"]
    assert (limits.max_waiting, limits.timeout_s, limits.max_bytes) == (5, 2, 500_000)
    assert asked["token"] == "s3cret"
    assert re.search(r"http://127\.0\.0\.1:\d+ ", capsys.readouterr().err)


def test_an_open_service_without_a_token_is_told(baseline_folder, monkeypatch, capsys):
    monkeypatch.setattr("stance.serving.running.serve", lambda _, **more: more["listening"].close())
    monkeypatch.delenv("STANCE_TOKEN", raising=False)

    assert main(["serve", "--host", "0.0.0.0", "--port", "0", "--model", str(baseline_folder)]) == 0

    assert "anybody who reaches 0.0.0.0 may ask; set $STANCE_TOKEN" in capsys.readouterr().err


def test_what_serves_may_be_missing(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "stance.serving.running", raising=False)

    assert main(["serve"]) == 2

    assert "[serve]" in capsys.readouterr().err
    assert serve.VERBS


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_what_was_accepted_is_answered_before_it_ends(baseline_folder, end):
    words = [
        sys.executable,
        "-m",
        "stance.cli",
        "serve",
        "--port",
        "0",
        "--model",
        str(baseline_folder),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            told = [process.stderr.readline() for _ in range(2)]
            address = re.search(r"http://\S+", told[1])[0]
            asking = urllib.request.Request(
                f"{address}/predict", json.dumps({"articles": [{"text": TEXT}] * 50}).encode()
            )
            answers = []

            def ask():
                with urllib.request.urlopen(asking, timeout=60) as answer:
                    answers.append(json.load(answer))

            thread = threading.Thread(target=ask)
            thread.start()
            while '"n_waiting":0' in urllib.request.urlopen(f"{address}/health").read().decode():
                assert thread.is_alive()
            process.send_signal(end)
            thread.join(60)
            log = process.stderr.read()
            code = process.wait(60)
        finally:
            process.kill()

    assert len(answers[0]["articles"]) == 50
    assert all(one["sentences"] for one in answers[0]["articles"])
    assert "POST /predict 200" in log
    assert code == (0 if end is signal.SIGINT else -signal.SIGTERM)
