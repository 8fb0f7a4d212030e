import pytest

from stance.run_record.naming import deciding, todays_name


def test_what_decides_has_one_name_whatever_the_set_is_called():
    figures = {"a.macro_f1": 0.1, "b.macro_f1": 0.9, "b.speaker_accuracy": 0.8, "b.ece": 0.02}

    found = deciding(figures, dev="b")

    assert found == {"dev/macro_f1": 0.9, "dev/right_speaker": 0.8, "dev/ece": 0.02}


def test_what_gold_has_nothing_of_decides_nothing():
    assert deciding({"b.macro_f1": 0.9}, dev="b") == {"dev/macro_f1": 0.9}


@pytest.mark.parametrize(
    "name",
    [
        *("dev/macro_f1", "test/f1.expert_analysis", "mean/test/f1.expert_analysis"),
        *("train/loss", "model/temperature", "importance/training.learning_rate"),
    ],
)
def test_todays_names_stay(name):
    assert todays_name(name) == name


@pytest.mark.parametrize(
    ("earlier", "today"),
    [
        ("dev.macro_f1", "dev/macro_f1"),
        ("best/originals-dev.f1.expert_analysis", "best/originals-dev/f1.expert_analysis"),
        ("epoch/dev_macro_f1", "train/dev_macro_f1"),
    ],
)
def test_earlier_names_become_todays(earlier, today):
    assert todays_name(earlier) == today
