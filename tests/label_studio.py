"""A real Label Studio: installed into an environment of its own, started with fresh data."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

EMAIL, TOKEN = "ann@news.example", "0123456789abcdef0123456789abcdef01234567"
_START_S = 1200  # it lays out its database with hundreds of migrations


def install():
    """Give the program, installed once into the user's cache; None without network."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "stance" / "label-studio"
    program = folder / "bin" / "label-studio"
    if program.exists():
        return program
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "pip", "install", "--quiet", "label-studio"]
    return program if subprocess.run(pip, check=False).returncode == 0 else None


@contextmanager
def served(program, folder):
    """Run a server that keeps its data in a folder and tells nobody about it; gives its API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in names if name in os.environ} | {
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
        "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    identity = ["--username", EMAIL, "--password", "not-a-secret", "--user-token", TOKEN]
    place = ["--data-dir", folder, "--port", str(port), "--host", f"http://127.0.0.1:{port}"]
    command = [program, "start", "--no-browser", *identity, *place]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            yield _await(Api(f"http://127.0.0.1:{port}/api"), process, folder / "server.log")
        finally:
            process.terminate()
            process.wait(timeout=30)


@dataclass(frozen=True)
class Api:
    """The few calls that a round trip needs."""

    address: str

    def call(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Token {TOKEN}", "Content-Type": "application/json"}
        with urlopen(Request(f"{self.address}{path}", data, headers), timeout=60) as answer:
            return json.load(answer)

    def create_project(self, interface):
        return self.call("/projects", {"title": "review", "label_config": interface})["id"]

    def import_tasks(self, project, tasks):
        self.call(f"/projects/{project}/import?return_task_ids=true", tasks)
        return [self.call(f"/tasks/{one['id']}") for one in self._tasks(project)]

    def _tasks(self, project):
        return self.call(f"/tasks?project={project}&fields=all&page_size=1000")["tasks"]

    def annotate(self, task, result):
        return self.call(f"/tasks/{task['id']}/annotations", {"result": result})

    def export(self, project):
        path = f"/projects/{project}/export?exportType=JSON&download_all_tasks=true"
        return self.call(path)


def _await(api, process, log):
    end = time.monotonic() + _START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            api.call("/version")
            return api
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise RuntimeError(f"Label Studio does not start:\n{log.read_text()[-3000:]}")
