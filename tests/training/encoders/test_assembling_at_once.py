import os
import pickle
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pieces import FILES, install_all, make_zip
from stance.training.encoders.locating import assemble


def start(encoder, *, site, cache):
    """Assemble in a process of its own, which says so before it begins."""
    code = (
        "import pickle, sys; from stance.training.encoders.locating import assemble; "
        "encoder, cache = pickle.load(sys.stdin.buffer); print('ready', flush=True); "
        "print(assemble(encoder, cache=cache))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])},
    )
    process.stdin.write(pickle.dumps((encoder, cache)))
    process.stdin.close()
    return process


def test_several_processes_may_assemble_at_once(tmp_path):
    encoder = install_all(tmp_path / "site")
    cache = tmp_path / "cache"
    processes = [start(encoder, site=tmp_path / "site", cache=cache) for _ in range(4)]

    answers = set()
    for process in processes:
        with process:
            answers.add(process.stdout.read().decode().split()[-1])

    assert answers == {str(assemble(encoder, cache=cache))}


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_folder_or_none(tmp_path):
    encoder = install_all(tmp_path / "site", content=make_zip(repeats=200_000))
    delays = random.Random(1)

    for attempt in range(20):
        cache = tmp_path / f"cache-{attempt % 5}"
        with start(encoder, site=tmp_path / "site", cache=cache) as process:
            process.stdout.readline()
            time.sleep(delays.uniform(0.0, 0.3))
            process.kill()
        for folder in cache.glob("tiny-*"):
            assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)

    with start(encoder, site=tmp_path / "site", cache=tmp_path / "cache-0") as process:
        folder = Path(process.stdout.read().decode().split()[-1])
    assert (folder / "vocab.txt").stat().st_size == 200_000 * len("the content of vocab.txt ")
