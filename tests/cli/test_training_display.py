"""How far a training is, in a log as on a terminal."""

from pathlib import Path

import pytest
from rich.console import Console

from stance.cli.output import set_quiet
from stance.cli.training_display import TrainingDisplay
from stance.invocation import program
from stance.pipeline.train.train import TrainOutcome
from stance.training.fitting.progress import Progress


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def display(clock: Clock) -> TrainingDisplay:
    return TrainingDisplay(Console(), clock=clock)


def test_a_quiet_log_gets_no_lines(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    set_quiet(quiet=True)
    try:
        with TrainingDisplay(Console(), clock=clock) as display:
            clock.now = 90.0
            display.listener.evaluating("weights that are put in codebooks", 1, 150)
    finally:
        set_quiet(quiet=False)

    assert capsys.readouterr() == ("", "")


def test_a_log_gets_a_line_a_minute(
    display: TrainingDisplay, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with display:
        for done in range(10):
            clock.now = 25.0 * done
            display.listener.evaluating("weights that are put in codebooks", done, 150)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "reading weights that are put in codebooks  3/150",
        "reading weights that are put in codebooks  6/150",
        "reading weights that are put in codebooks  9/150",
    ]


def test_a_line_tells_what_the_bar_tells(
    display: TrainingDisplay, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    clock.now = 61.0
    with display:
        display.listener.fitting(
            Progress(
                epoch=1,
                n_epochs=3,
                step=40,
                n_steps=900,
                loss=0.25,
                tokens_per_s=1234.5,
                seconds_left=125,
            )
        )
    said = capsys.readouterr()
    assert said.err == "epoch 1/3  40/900  loss 0.250  1,234 tokens/s  2 min 05 s left\n"
    assert said.out == ""


def test_an_epoch_is_told_at_once(
    display: TrainingDisplay, capsys: pytest.CaptureFixture[str]
) -> None:
    with display:
        display.listener.fitting(
            Progress(epoch=1, n_epochs=3, step=300, n_steps=900, loss=0.25, dev_macro_f1=0.9)
        )
    said = capsys.readouterr()
    assert said.out.startswith("epoch 1/3  loss 0.250  dev macro-F1 0.900")
    assert said.err == ""


def test_the_last_lines_say_how_the_model_is_used_and_that_it_is_not_the_default(
    display: TrainingDisplay, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = TrainOutcome(
        run_folder=Path("runs/own-1"),
        model_folder=Path("runs/own-1/model"),
        scores={},
        tracking={},
        standing=("macro-F1 on dev is 0.5",),
    )
    display.show(outcome)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-5:] == [
        "macro-F1 on dev is 0.5",
        "look at it: make ui",
        f"use it:     {program()} predict article.txt --model runs/own-1/model",
        'in Python:  stance.Predictor.load("runs/own-1/model").predict(text)',
        "Without --model the bundled model answers as before; this one becomes the default by "
        f"{program()} promote runs/own-1, or by STANCE_MODEL=runs/own-1/model.",
    ]
