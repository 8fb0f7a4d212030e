import json
import subprocess
import sys
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from threading import Event

import pytest

import making
from stance.cli import doctor, main
from stance.processor import Processor
from stance.tracking import store

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def healthy(tmp_path, monkeypatch):
    """A folder of its own, a small model, and no store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STANCE_MODEL", str(making.write_baseline(tmp_path / "model")))
    monkeypatch.setenv("STANCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)


@pytest.fixture
def told(capsys):
    """Asks the doctor; gives its exit code and what it found, by name."""

    def ask() -> tuple[int, dict[str, dict[str, str]]]:
        code = main(["doctor", "--json"])
        answer = json.loads(capsys.readouterr().out)
        assert answer["ok"] is (code == 0)
        return code, {one["name"]: one for one in answer["findings"]}

    return ask


def test_a_healthy_installation_has_no_fault(told, tmp_path):
    code, found = told()

    assert (code, {one["state"] for one in found.values()}) == (0, {"ok", "absent"})
    assert found["numpy"]["value"] == metadata.version("numpy")
    assert found["default"]["value"] == f"{tmp_path}/model, since $STANCE_MODEL names it"
    assert found["a sentence"]["value"].startswith("reported_fact, 58%, in ")
    assert found["store"]["value"] == f"sqlite:///{tmp_path}/mlflow.db: the first training makes it"
    assert not (tmp_path / "mlflow.db").exists()


def test_people_get_a_sign_before_each_line(capsys):
    main(["doctor"])

    lines = capsys.readouterr().out.splitlines()
    assert [one for one in lines if one[0] not in "✓–"] == [
        *("versions", "extras", "processor", "model", "MLflow", "folders")
    ]


def test_every_extra_says_what_it_is_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert set(doctor.EXTRAS) == set(project["project"]["optional-dependencies"])


def test_a_damaged_model_is_a_fault_that_says_what_to_do(told, tmp_path):
    (tmp_path / "model" / "model.json").write_text("{", encoding="utf-8")

    code, found = told()

    assert (code, found["load"]["state"]) == (1, "fault")
    assert "model.json is not JSON" in found["load"]["value"]
    assert found["load"]["value"].endswith("; --model bundled takes the one that ships")


def test_a_champion_that_is_gone_is_a_fault(told, tmp_path, monkeypatch):
    monkeypatch.delenv("STANCE_MODEL")
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "champion.json").write_text("{", encoding="utf-8")

    code, found = told()

    assert (code, found["default"]["state"]) == (1, "fault")
    assert "run: stance promote RUN_FOLDER" in found["default"]["value"]


def test_a_model_in_mlflow_without_mlflow_names_the_extra(told, monkeypatch):
    def load(_model: str) -> None:
        raise ModuleNotFoundError("no mlflow", name="mlflow")

    monkeypatch.setattr(doctor.Predictor, "load", load)

    code, found = told()

    assert code == 1
    assert found["load"]["value"].startswith("needs 'mlflow'; run: ")


def test_packages_that_are_missing_or_too_old_are_faults(told, monkeypatch):
    versions = {"numpy": "1.9.2", "rich": "13.7.0rc1"}
    monkeypatch.setattr(doctor, "_version", versions.get)

    code, found = told()

    assert code == 1
    assert found["numpy"]["value"].startswith("1.9.2 is too old; run: ")
    assert found["numpy"]["value"].endswith(" -m pip install 'numpy>=1.26'")
    assert found["pydantic"]["value"].startswith("is missing; run: ")
    assert found["rich"] == {"name": "rich", "topic": "versions", "value": "13.7.0rc1"} | {
        "state": "ok"
    }


def test_an_extra_that_is_not_there_is_no_fault(told, monkeypatch):
    version = doctor._version
    monkeypatch.setattr(
        doctor, "_version", lambda name: None if name == "optuna" else version(name)
    )

    code, found = told()

    assert (code, found["sweep"]["state"]) == (0, "absent")
    assert "not installed: stance sweep; it lacks optuna; run: " in found["sweep"]["value"]


def test_a_container_with_half_a_slow_core_is_told(told, monkeypatch):
    slow = Processor(name="Slow", instructions=("avx2",), n_cores=8, n_allowed=2, quota=0.5)
    monkeypatch.setattr(doctor, "read_processor", lambda: slow)
    monkeypatch.setattr(doctor.platform, "machine", lambda: "x86_64")

    code, found = told()

    assert code == 0
    assert found["cores"]["value"] == "2 of 8, 0.5 at a time by its control group"
    assert found["8-bit"]["value"] == (
        "avx2; without VNNI or AMX the bundled model is a third as fast"
    )


def test_a_store_that_answers_is_well(told, tmp_path):
    store.prepare_database(tmp_path / "mlflow.db")

    code, found = told()

    assert (code, found["store"]["state"]) == (0, "ok")
    assert f"sqlite:///{tmp_path}/mlflow.db answers, after " in found["store"]["value"]


def test_a_store_that_refuses_is_a_fault_without_its_password(told, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://ann:secret@127.0.0.1:9")

    code, found = told()

    assert (code, found["store"]["state"]) == (1, "fault")
    assert "does not answer (Connection refused); start it, or set" in found["store"]["value"]
    assert "secret" not in found["store"]["value"]


def test_a_store_that_never_answers_is_given_up(told, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://ann:secret@10.0.0.1")
    monkeypatch.setattr(doctor, "_PATIENCE_S", 0.0)
    answered = Event()
    monkeypatch.setattr(store, "check_store", lambda _: answered.wait())

    _, found = told()
    answered.set()

    assert found["store"]["value"].startswith("http://***@10.0.0.1 does not answer within 0 s; ")


def test_a_store_that_is_none_is_a_fault(told, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "./mlruns")

    code, found = told()

    assert code == 1
    assert "MLflow keeps no runs in folders any more" in found["store"]["value"]


@pytest.mark.parametrize(("trains", "code"), [(True, 1), (False, 0)])
def test_a_folder_that_cannot_be_written_is_a_fault_for_those_who_train(
    told, monkeypatch, trains, code
):
    def refuse(**_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(doctor, "find_spec", lambda _: object() if trains else None)
    monkeypatch.setattr(doctor, "_fault_of", lambda _: None)

    found_code, found = told()

    assert found_code == code
    assert found["cache"]["value"].endswith(
        "/cache, not writable (Permission denied); training keeps encoders there: set STANCE_CACHE"
    )


def test_it_works_without_any_extra(tmp_path):
    code = (
        "import sys\n"
        "for name in 'torch mlflow filelock pandas yaml optuna fastapi spacy'.split():\n"
        "    sys.modules[name] = None\n"
        "from stance.cli.main import main\n"
        "sys.exit(main(['doctor']))\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "– store         not installed: only training" in done.stdout
