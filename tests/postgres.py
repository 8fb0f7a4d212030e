"""A real PostgreSQL from the system's packages: its own folder, localhost, an unprivileged user."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "stance"
_START_S = 120


def find_programs():
    """Give the folder with initdb and postgres; None if there is none."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(program).resolve().parent if program else None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Postgres:
    """A database cluster in a folder, which outlives its server process.

    PostgreSQL refuses to run as root, so root hands it to the user ``nobody``.
    """

    def __init__(self, folder, *, programs):
        self.folder = folder
        self.port = free_port()
        self.uri = f"postgresql+psycopg2://{_USER}@127.0.0.1:{self.port}/postgres"
        self._programs = programs
        self._user = "nobody" if os.getuid() == 0 else None
        self._process = None
        folder.mkdir(parents=True)
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._call("initdb", "-D", folder, "-U", _USER, "--auth=trust", "--encoding=UTF8")

    def start(self):
        command = [
            *(self._programs / "postgres", "-D", self.folder, "-h", "127.0.0.1"),
            *("-p", str(self.port), "-k", ""),
        ]
        with (self.folder.parent / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, user=self._user, cwd="/", stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + _START_S
        while self._call("pg_isready", "-h", "127.0.0.1", "-p", str(self.port), check=False):
            assert time.monotonic() < end, "PostgreSQL does not start"
            time.sleep(0.2)

    def stop(self):
        """End it at once, connections and all, as ``pg_ctl stop -m immediate`` does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=60)
            self._process = None

    def _call(self, program, *arguments, check=True):
        return subprocess.run(
            [self._programs / program, *arguments],
            user=self._user,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=check,
        ).returncode
