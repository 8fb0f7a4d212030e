"""``predict`` writes no file and speaks to nobody; it keeps nothing, and answers alike anywhere."""

import multiprocessing
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import making
from stance.prediction.predictor import Predictor

TEXTS = [" ".join(making.make_news(1, seed=seed)[0].text for _ in range(3)) for seed in range(6)]
PREDICT = "import stance; assert stance.predict('The minister said taxes would rise.').sentences"
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|\b(mkdir|rename|unlink|link|symlink|truncate)\w*\(")
SPEAKING = re.compile(r"\b(socket|connect|sendto)\(")
N_PREDICTIONS = 1000


def predict_fresh(folder, home, *before):
    """Predict in a process of its own that knows no setting of ours."""
    environment = {name: value for name, value in os.environ.items() if "TELEMETRY" not in name}
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home), "STANCE_MODEL": str(folder)}
    environment |= {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [*before, sys.executable, "-c", PREDICT]
    subprocess.run(words, cwd=home, env=environment, check=True, capture_output=True)


def test_nothing_is_kept_below_the_home_folder(exported_folder, tmp_path):
    predict_fresh(exported_folder, tmp_path)

    assert list(tmp_path.rglob("*")) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_file_is_written_and_no_socket_opened(exported_folder, tmp_path):
    home, trace = tmp_path / "home", tmp_path / "trace"
    home.mkdir()

    predict_fresh(
        exported_folder, home, "strace", "-f", "-o", str(trace), "-e", "trace=%file,%network"
    )

    calls = trace.read_text("utf-8").splitlines()
    assert any("model.onnx" in call for call in calls)
    assert list(filter(SPEAKING.search, calls)) == []
    assert list(filter(WRITING.search, calls)) == []


COUNTED = """
import gc, sys
from pathlib import Path
from psutil import Process
from stance.prediction.predictor import Predictor

predictor = Predictor.load(Path(sys.argv[1]), n_threads=1)
texts = sys.argv[3:]

def held_after(n):
    for number in range(n):
        predictor.predict(texts[number % len(texts)])
    gc.collect()
    return Process().memory_info().rss

print(-held_after(200) + held_after(int(sys.argv[2])))
"""


def test_a_thousand_predictions_keep_nothing(exported_folder):
    words = [sys.executable, "-c", COUNTED, str(exported_folder), str(N_PREDICTIONS), *TEXTS]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    grown = int(subprocess.run(words, env=environment, capture_output=True, check=True).stdout)

    assert grown < 2000 * N_PREDICTIONS  # bytes; an article that is kept has more


def test_eight_threads_answer_as_one(exported_folder):
    predictor = Predictor.load(exported_folder, n_threads=1)
    alone = predictor.predict(TEXTS)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(predictor.predict, TEXTS * 8))

    assert together == alone * 8


FORKED = """
import multiprocessing, sys
from pathlib import Path
from stance.prediction.predictor import Predictor

predictor = Predictor.load(Path(sys.argv[1]), n_threads=2)
texts = sys.argv[2:]
here = predictor.predict(texts)

def answer(queue):
    queue.put([one.to_json() for one in predictor.predict(texts)])

if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=answer, args=(queue,))
    child.start()
    assert queue.get(timeout=60) == [one.to_json() for one in here]
    child.join(60)
    assert child.exitcode == 0, child.exitcode
"""


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="no fork on this system"
)
def test_a_forked_process_answers_as_its_parent(exported_folder):
    words = [sys.executable, "-c", FORKED, str(exported_folder), *TEXTS]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    done = subprocess.run(
        words, env=environment, capture_output=True, text=True, check=False, timeout=180
    )

    assert (done.returncode, done.stderr) == (0, "")
