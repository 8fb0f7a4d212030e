from pathlib import Path

import pytest

from stance.config import SweepSection
from stance.evaluation.sweep_figures import draw_history, draw_importances
from stance.pipeline.series.sweep import trials_grid
from stance.pipeline.series.trials import STUDY_FILE, Ending, TrialOutcome, Trials, is_hopeless

SECTION = SweepSection.model_validate(
    {
        "parameters": {
            "training.learning_rate": {"low": 1e-5, "high": 1e-3, "log": True},
            "training.epochs": {"low": 1, "high": 4},
            "model.freeze_word_embeddings": {"choices": [True, False]},
        }
    }
)


@pytest.fixture
def study(tmp_path):
    return Trials(tmp_path, SECTION, seed=1)


def score_by_epochs(trials, n):
    for _ in range(n):
        trial, values = trials.next()
        score = values["training.epochs"] / 4
        trials.end(trial.number, ending=Ending.DONE, score=score)


def test_values_are_within_their_ranges_and_of_their_type(study):
    _, values = study.next()

    assert 1e-5 <= values["training.learning_rate"] <= 1e-3
    assert values["training.epochs"] in (1, 2, 3, 4)
    assert values["model.freeze_word_embeddings"] in (True, False)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no list of open files")
def test_a_study_leaves_no_file_open(study, tmp_path):
    score_by_epochs(study, 2)

    links = [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert tmp_path / STUDY_FILE not in [one.readlink() for one in links]


def test_a_study_opened_again_knows_its_trials(study, tmp_path):
    score_by_epochs(study, 3)

    again = Trials(tmp_path, SECTION, seed=1)

    assert again.outcomes() == study.outcomes()
    assert len(again.outcomes()) == 3


def test_what_decides_the_score_is_the_most_important(study):
    score_by_epochs(study, 12)

    importances = study.importances()

    assert next(iter(importances)) == "training.epochs"
    assert sum(importances.values()) == pytest.approx(1)


def test_equal_scores_tell_nothing_of_importance(study):
    for _ in range(3):
        study.end(study.next()[0].number, ending=Ending.DONE, score=0.5)

    assert study.importances() == {}


def test_an_interrupted_trial_is_tried_again_and_does_not_count(study):
    trial, values = study.next()

    study.retry(trial.number)

    _, again = study.next()
    assert again == values
    assert study.interrupted() == [1]
    assert study.outcomes() == []


@pytest.mark.parametrize(("score", "expected"), [(0.25, True), (0.75, False)])
def test_a_trial_below_the_median_of_the_others_is_hopeless(study, score, expected):
    for _ in range(4):
        trial, _ = study.next()
        is_hopeless(trial, score=0.5, epoch=1)
        study.end(trial.number, ending=Ending.DONE, score=0.5)
    trial, _ = study.next()

    hopeless = is_hopeless(trial, score=score, epoch=1)

    assert hopeless is expected


def test_a_trial_ends_in_one_of_three_ways(study):
    for ending in Ending:
        study.end(study.next()[0].number, ending=ending, score=0.5)

    assert [(one.ending, one.score) for one in study.outcomes()] == [
        (Ending.DONE, 0.5),
        (Ending.PRUNED, None),
        (Ending.FAILED, None),
    ]


def test_the_best_trial_is_first_in_the_table():
    trials = [
        TrialOutcome(number=0, ending=Ending.DONE, values={"seed": 1}, score=0.5, fault=None),
        TrialOutcome(number=1, ending=Ending.FAILED, values={"seed": 2}, score=None, fault="no"),
        TrialOutcome(number=2, ending=Ending.DONE, values={"seed": 3}, score=0.75, fault=None),
    ]

    grid = trials_grid(trials, metric="dev.macro_f1")

    assert grid.rows == [
        ("2", "0.7500", "done", "3"),
        ("0", "0.5000", "done", "1"),
        ("1", "–", "failed: no", "2"),
    ]


def test_the_history_shows_each_trial_and_the_best_so_far():
    figure = draw_history([(0, 0.5), (2, 0.75), (3, 0.25)], metric="dev.macro_f1")

    trials, best = figure.axes[0].lines
    assert list(trials.get_ydata()) == [0.5, 0.75, 0.25]
    assert list(best.get_ydata()) == [0.5, 0.75, 0.75]


def test_the_most_important_setting_is_on_top():
    figure = draw_importances({"seed": 0.25, "training.epochs": 0.75}, metric="dev.macro_f1")

    bars = figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == [0.25, 0.75]
