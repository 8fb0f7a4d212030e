"""The pyfunc where a team would run it: a fresh environment, MLflow's server, a real Spark."""

import json
import os
import shutil
import site
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest

import making
import postgres
from stance.prediction.predictor import Predictor
from stance.tracking.logged_model import save_pyfunc

pytestmark = pytest.mark.slow
START_S = 600
TEXTS = [
    "The minister said so. Rain fell. The professor said no.",
    "",
    "“Ça va,” the professor said. 東京 📈",
    "The minister spoke.\n\nIt rained.",
]

SPARK = """
import json, sys
import mlflow.pyfunc
from pyspark.sql import SparkSession

model, texts, threshold = sys.argv[1], json.loads(sys.argv[2]), float(sys.argv[3])
builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
spark = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
label = mlflow.pyfunc.spark_udf(
    spark, model, env_manager="local", params={"threshold": threshold}
)
table = spark.createDataFrame(list(enumerate(texts)), ["at", "text"]).repartition(2)
rows = table.select("at", label("text").alias("answer")).orderBy("at").collect()
print("ANSWER", json.dumps([row["answer"].asDict(recursive=True) for row in rows]))
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    making.write_baseline(folder / "model", uncertain_below=0.7)
    there = SimpleNamespace(artifact_location="there", source_run_id="r", model_id="m-1")
    save_pyfunc(folder / "model", folder / "pyfunc", model=there)
    return folder


def expected(model):
    """What Predictor says, as the columns of the answer."""
    return [
        {
            "article": article.to_json(),
            "labels": [one.label.value for one in article.sentences],
            "confidences": [one.confidence for one in article.sentences],
            "probabilities": [
                {label.value: value for label, value in one.probabilities.items()}
                for one in article.sentences
            ],
            "speakers": [getattr(article.speaker_of(one), "name", "") for one in article.sentences],
            "uncertain": [one.confidence < 0.8 for one in article.sentences],
        }
        for article in Predictor.load(model / "model").predict(TEXTS)
    ]


def make_environment(folder, *requirements):
    """Make a virtual environment; skip the test where pip reaches no index."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *requirements]
    if subprocess.run(pip, check=False).returncode:
        pytest.skip(f"pip cannot install {' '.join(map(str, requirements))}")
    return folder / "bin"


def isolated():
    """Give an environment in which this source tree is not to be found."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | {"MLFLOW_DISABLE_TELEMETRY": "true"}


def ask(port, body):
    headers = {"Content-Type": "application/json"}
    url = f"http://127.0.0.1:{port}/invocations"
    with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=60) as answer:
        return json.load(answer)["predictions"]


def test_a_fresh_environment_with_the_requirements_alone_serves_the_predictors_answers(
    model, tmp_path
):
    programs = make_environment(tmp_path / "fresh", "-r", model / "pyfunc" / "requirements.txt")
    port = postgres.free_port()
    command = [
        *(programs / "python", "-m", "mlflow", "models", "serve", "-m", model / "pyfunc"),
        *("--env-manager", "local", "--host", "127.0.0.1", "--port", str(port)),
    ]
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    server = subprocess.Popen(
        command, cwd=tmp_path, env=isolated() | {"PATH": path}, start_new_session=True
    )
    try:
        wait_for(port, server)
        columns = {"dataframe_split": {"columns": ["text"], "data": [[text] for text in TEXTS]}}
        answer = ask(port, {**columns, "params": {"threshold": 0.8}})
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=60)

    assert answer == expected(model)


def wait_for(port, server):
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/ping", timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError("mlflow models serve does not start")


def test_a_real_spark_gives_the_predictors_answers(model, tmp_path):
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: apt-get install openjdk-17-jre-headless")
    programs = make_environment(tmp_path / "spark", "pyspark>=4")
    ours = next((tmp_path / "spark").rglob("site-packages"))
    lines = [f"import site; site.addsitedir({folder!r})\n" for folder in site.getsitepackages()]
    (ours / "ours.pth").write_text("".join(lines))  # MLflow and the model's packages are there

    answer = subprocess.run(
        [programs / "python", "-c", SPARK, model / "pyfunc", json.dumps(TEXTS), "0.8"],
        env=isolated() | {"PYSPARK_PYTHON": str(programs / "python")},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    (line,) = [one for one in answer.stdout.splitlines() if one.startswith("ANSWER ")]
    assert json.loads(line.removeprefix("ANSWER ")) == expected(model)
