from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from stance.cli.main import main
from stance.config import load_config, load_sweep
from stance.errors import RunFolderError, StanceError
from stance.invocation import program
from stance.pipeline.series.sweep import sweep
from stance.pipeline.series.trials import Ending
from stance.pipeline.train.train import Listener, train
from stance.run_record.metrics import latest, read_metrics
from stance.run_record.values import RunStatus, read_run

QUIET = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
C_AND_N = {
    "baseline.inverse_regularisation": {"low": 0.01, "high": 100.0, "log": True},
    "baseline.neighbours": {"low": 0, "high": 2},
}


@pytest.fixture
def write_sweep(tiny_project):
    """Give a function that adds a sweep to one of the project's configs."""

    def write(parameters, *, config="floor", **section):
        tree = yaml.safe_load(Path(f"{config}.yaml").read_text("utf-8"))
        tree["sweep"] = {"parameters": parameters, **section}
        Path("sweep.yaml").write_text(yaml.safe_dump(tree), encoding="utf-8")

    return write


def run(*overrides, resume=False, listener=QUIET):
    file = load_sweep(Path("sweep.yaml"), overrides=overrides)
    return sweep(file, listener=listener, resume=resume)


def dying(sentence):
    """A listener whose process is killed when it hears this."""

    def say(said):
        if said.startswith(sentence):
            raise KeyboardInterrupt

    return replace(QUIET, say=say)


def test_each_trial_is_a_child_with_its_values(write_sweep):
    write_sweep(C_AND_N, trials=3)

    outcome = run()

    for trial in outcome.trials:
        record = read_run(outcome.run_folder / "children" / f"trial-{trial.number:03d}")
        assert record.parent_id == read_run(outcome.run_folder).id
        assert {name: record.params[name] for name in trial.values} == trial.values
    assert [trial.ending for trial in outcome.trials] == [Ending.DONE] * 3


def test_a_sweep_leaves_a_table_pictures_and_the_best_config(write_sweep):
    write_sweep(C_AND_N, trials=4)

    outcome = run()

    artifacts = outcome.run_folder / "artifacts"
    kept = {str(path.relative_to(artifacts)) for path in artifacts.rglob("*") if path.is_file()}
    assert kept >= {"trials.md", "best.yaml", "figures/history.png"}
    best = max(outcome.trials, key=lambda one: one.score)
    metrics = latest(read_metrics(outcome.run_folder))
    assert metrics["best/dev/macro_f1"] == best.score


def test_the_best_config_trains_to_the_best_score(write_sweep):
    write_sweep(C_AND_N, trials=3)
    outcome = run()

    trained = train(load_config(outcome.best_config), listener=QUIET)

    best = max(one.score for one in outcome.trials)
    assert trained.scores["tiny-dev"].macro_f1 == pytest.approx(best)


def test_only_the_best_model_is_kept(write_sweep):
    write_sweep(C_AND_N, trials=3)

    outcome = run()

    assert len(list(outcome.run_folder.glob("children/*/model"))) == 1


def test_a_trial_that_fails_is_recorded_and_the_sweep_goes_on(write_sweep):
    write_sweep({"baseline.min_count": {"choices": [1, 10_000]}}, trials=4)

    outcome = run("seed=3")

    failed = [one for one in outcome.trials if one.ending is Ending.FAILED]
    assert len(outcome.trials) == 4
    assert failed
    assert failed[0].fault
    child = outcome.run_folder / "children" / f"trial-{failed[0].number:03d}"
    assert read_run(child).status is RunStatus.FAILED
    assert "failed: " in (outcome.run_folder / "artifacts" / "trials.md").read_text("utf-8")


def test_values_that_do_not_go_together_are_a_failed_trial(write_sweep):
    window = {"low": 40, "high": 47}
    write_sweep({"model.window.overlap_tokens": window}, trials=1)

    outcome = run("model.window.max_tokens=94", "model.window.overlap_tokens=1")

    assert len(outcome.trials) == 1


def test_a_killed_sweep_goes_on_and_counts_the_trials_that_ended(write_sweep):
    write_sweep(C_AND_N, trials=3)
    with pytest.raises(KeyboardInterrupt):
        run(listener=dying("trial 2"))
    (folder,) = Path("runs").iterdir()
    before = {path: path.read_bytes() for path in folder.glob("children/trial-00[01]/run.json")}

    outcome = run(resume=True)

    assert outcome.run_folder == folder
    assert len(outcome.trials) == 3
    assert {path: path.read_bytes() for path in before} == before
    assert read_run(folder).status is RunStatus.FINISHED


def test_the_values_of_an_interrupted_trial_are_tried_again(write_sweep):
    write_sweep(C_AND_N, trials=2)
    said = []

    def say(sentence):
        said.append(sentence)
        if sentence == "calibrating on dev" and len(said) > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(listener=replace(QUIET, say=say))
    (interrupted,) = [one for one in said if one.startswith("trial 1 ")]

    outcome = run(resume=True)

    tried = ", ".join(f"{name}={value}" for name, value in outcome.trials[1].values.items())
    assert interrupted == f"trial 1 (2 of 2): {tried}"
    assert [one.number for one in outcome.trials] == [0, 2]


def test_a_sweep_may_go_on_to_more_trials(write_sweep):
    write_sweep(C_AND_N, trials=9)
    with pytest.raises(KeyboardInterrupt):
        run(listener=dying("trial 1"))

    outcome = run("sweep.trials=2", resume=True)

    assert len(outcome.trials) == 2


def test_another_search_is_not_taken_for_the_one_to_resume(write_sweep):
    write_sweep(C_AND_N, trials=2)
    with pytest.raises(KeyboardInterrupt):
        run(listener=dying("trial 0"))
    write_sweep({"baseline.neighbours": {"low": 0, "high": 1}}, trials=2)

    with pytest.raises(RunFolderError, match="no unfinished run of config 'floor'"):
        run(resume=True)


def test_a_metric_that_a_run_lacks_ends_the_sweep(write_sweep):
    write_sweep(C_AND_N, metric="tiny-dev.macro-f1")

    for resume in (False, True):
        with pytest.raises(StanceError, match=r"a run has no 'tiny-dev.macro-f1'; it has .*_f1"):
            run(resume=resume)


@pytest.mark.slow
def test_a_network_worse_than_the_median_is_pruned(write_sweep):
    rates = {"training.head_learning_rate": {"choices": [1e-2, 1e-9]}}
    write_sweep(rates, config="tiny", trials=12)

    outcome = run("training.epochs=1", "seed=2")

    pruned = [one for one in outcome.trials if one.ending is Ending.PRUNED]
    assert pruned
    child = outcome.run_folder / "children" / f"trial-{pruned[0].number:03d}"
    assert read_run(child).tags["stance.ending"] == "pruned"


def test_the_command_prints_trials_and_how_to_train_the_best(write_sweep, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    write_sweep({"baseline.neighbours": {"choices": [0, 1]}}, trials=2)

    code = main(["sweep", "sweep.yaml"])

    shown = capsys.readouterr().out
    assert code == 0
    assert "Trials by dev/macro_f1" in shown
    assert f"train the best: {program()} train runs/floor-sweep-" in shown
