import json
import shutil
from pathlib import Path

import pytest
from mlflow import MlflowClient

from stance.cli.main import main
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import PromotionError, RunFolderError, TrackingError
from stance.labels import Label
from stance.pipeline.release.promote import promote, rollback
from stance.pipeline.series.series import train_series
from stance.pipeline.series.variants import seeds
from stance.pipeline.train.train import Listener, train
from stance.prediction.locating import BUNDLED_FOLDER, locate_model
from stance.run_record.folder import RunFolder
from stance.run_record.locking import hold
from stance.tracking.store import prepare_database

LISTENER = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
OPEN = ("promotion.max_ece=1", "tracking.enabled=true")
WRONG = {
    Label.OFFICIAL_STATEMENT.value: Label.EXPERT_ANALYSIS.value,
    Label.EXPERT_ANALYSIS.value: Label.OFFICIAL_STATEMENT.value,
}


@pytest.fixture(scope="module")
def migrated_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "mlflow.db"
    prepare_database(path)
    return path


@pytest.fixture
def store(tiny_project, migrated_database, monkeypatch):
    """The working folder's store, as MLflow sees it."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    shutil.copyfile(migrated_database, "mlflow.db")
    return MlflowClient(tracking_uri=f"sqlite:///{tiny_project / 'mlflow.db'}")


def run(*overrides):
    config = load_config(Path("floor.yaml"), overrides=[*OPEN, *overrides])
    return train(config, listener=LISTENER).run_folder


def run_taught_wrong(*overrides):
    """A run whose model takes officials for experts; nothing but its data says so."""
    records = [article.to_dict() for article in read_corpus([Path("train.jsonl")])]
    for record in records:
        for sentence in record["sentences"]:
            sentence["label"] = WRONG.get(sentence["label"], sentence["label"])
        for speaker in record["speakers"]:
            speaker["kind"] = {"official": "expert", "expert": "official"}[speaker["kind"]]
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    Path("wrong.jsonl").write_text(lines, encoding="utf-8")
    return run("data.train.0.files=wrong.jsonl", *overrides)


def champion(store):
    return str(store.get_model_version_by_alias("stance-news", "champion").version)


def test_a_model_that_is_no_worse_is_promoted(store):
    run()
    second = run("seed=2")

    decision = promote(second)

    assert champion(store) == "2"
    assert "version 2 is the champion, instead of version 1, and the default" in str(decision)
    assert locate_model() == second / "model"
    tag = store.get_model_version("stance-news", "2").tags["stance.promotion"]
    assert tag.endswith("passed the gate")


def test_one_process_at_a_time_chooses_the_champion(store):
    first = run()

    with hold(Path("runs"), "champion.lock"):
        for choose in (lambda: promote(first), lambda: rollback("stance-news")):
            with pytest.raises(RunFolderError, match="runs: in use by another process"):
                choose()


def test_a_model_that_is_worse_is_refused_on_every_set(store):
    run()
    worse = run_taught_wrong()

    with pytest.raises(PromotionError) as caught:
        promote(worse)

    assert champion(store) == "1"
    assert [condition.split(":")[0] for condition in caught.value.conditions] == [
        "tiny-dev",
        "tiny-test",
        "mean of all sets",
    ]
    assert "macro-F1 falls from" in str(caught.value)


def test_all_conditions_that_fail_are_named_at_once(store):
    run()
    worse = run_taught_wrong("promotion.max_ece=0")
    metrics = worse / "metrics.jsonl"
    with metrics.open("a", encoding="utf-8") as file:
        row = {"step": 0, "time_ms": 1, "metrics": {"tiny-dev/macro_f1": 0.999}}
        file.write(f"{json.dumps(row)}\n")

    with pytest.raises(PromotionError, match="it fails 6 conditions") as caught:
        promote(worse)

    text = str(caught.value)
    assert "0.9990 in the run; that is more than promotion.drift" in text
    assert text.count("(promotion.max_ece)") == 2


def test_a_forced_promotion_keeps_its_reason_and_what_failed(store):
    run()
    worse = run_taught_wrong()

    promote(worse, force_because="the old one is withdrawn")

    tag = store.get_model_version("stance-news", "2").tags["stance.promotion"]
    assert champion(store) == "2"
    assert "forced, because the old one is withdrawn; failed: tiny-dev: macro-F1 falls" in tag


def test_where_there_is_no_champion_a_model_has_to_be_no_worse_than_the_bundled_one(store):
    worse = run_taught_wrong("tracking.enabled=false")

    with pytest.raises(PromotionError, match="tiny-dev: macro-F1 falls from"):
        promote(worse)

    assert list(store.search_registered_models()) == []
    assert locate_model() == BUNDLED_FOLDER


def test_a_model_that_is_not_promoted_is_no_default(store):
    run()
    run("seed=2")

    assert locate_model() == BUNDLED_FOLDER


def test_going_back_to_a_model_from_elsewhere_makes_the_bundled_one_the_default(store):
    elsewhere = run()
    promote(run("seed=2"))
    shutil.rmtree(elsewhere)

    decision = rollback("stance-news")

    assert champion(store) == "1"
    assert str(decision).endswith("; the bundled model is the default in this folder")
    assert locate_model() == BUNDLED_FOLDER


def test_one_goes_back_to_the_champion_before(store):
    first = run()
    promote(run("seed=2"))

    decision = rollback("stance-news")

    assert champion(store) == "1"
    assert str(decision).startswith(
        "version 1 is champion again, instead of version 2, and the def"
    )
    assert locate_model() == first / "model"


def test_going_back_in_a_store_without_the_model_is_refused(store):
    with pytest.raises(TrackingError, match="stance-news"):
        rollback("stance-news")


def test_going_back_where_there_is_no_store_makes_none(tiny_project, monkeypatch):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)

    with pytest.raises(TrackingError, match=r"there is no .*mlflow\.db"):
        rollback("stance-news")

    assert not (tiny_project / "mlflow.db").exists()


def test_the_champion_is_not_promoted_again(store):
    first = run()

    decision = promote(first)

    assert str(decision) == "version 1 is the champion, and the default in this folder"
    assert locate_model() == first / "model"


def test_data_that_changed_since_is_a_condition(store):
    run()
    second = run("seed=2")
    write_corpus(read_corpus([Path("test.jsonl")])[1:], Path("test.jsonl"))

    with pytest.raises(PromotionError, match="tiny-test: other data now than when the run was"):
        promote(second)


def test_a_champion_whose_files_are_gone_can_only_be_replaced_by_force(store):
    run()
    second = run("seed=2")
    shutil.rmtree("mlartifacts/models")

    with pytest.raises(PromotionError, match="the champion, version 1, cannot be compared with"):
        promote(second)


def test_a_run_of_a_series_is_registered_when_it_is_promoted(store):
    config = load_config(Path("floor.yaml"), overrides=OPEN)
    outcome = train_series(config, seeds(2), listener=LISTENER)
    before = store.search_registered_models()

    promote(outcome.run_folder / "children" / "seed-2")

    assert list(before) == []
    assert champion(store) == "1"


def test_a_run_of_a_series_that_is_refused_is_not_registered(store):
    config = load_config(Path("floor.yaml"), overrides=OPEN)
    outcome = train_series(config, seeds(2), listener=LISTENER)
    Path("test.jsonl").unlink()

    with pytest.raises(PromotionError, match="tiny-test: no file"):
        promote(outcome.run_folder / "children" / "seed-2")

    assert list(store.search_registered_models()) == []


def test_an_unfinished_run_is_refused(tiny_project):
    unfinished = RunFolder.create(Path("runs"), name="floor", registered_model="stance-news")

    with pytest.raises(RunFolderError, match="only a finished run that has a model"):
        promote(unfinished.path)


@pytest.mark.parametrize("words", [["--force"], ["--reason", "why"], ["--force", "--reason", " "]])
def test_force_and_reason_need_each_other(words, capsys):
    code = main(["promote", "runs/x", *words])

    assert code == 2
    assert "--force and --reason need each other" in capsys.readouterr().err


def test_the_commands_promote_and_go_back(store, capsys):
    run()
    second = run("seed=2")

    codes = [main(["promote", str(second)]), main(["rollback"]), main(["rollback"])]

    shown = capsys.readouterr().out.splitlines()
    assert codes == [0, 0, 1]
    assert "version 2 is the champion, instead of version 1" in shown[0]
    assert shown[1].startswith("version 1 is champion again, instead of version 2, and the")
    assert shown[2] == "stance-news: version 1 has no earlier champion to go back to"
