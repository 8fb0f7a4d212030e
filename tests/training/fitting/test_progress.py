import pytest
from transformers import TrainerCallback

import making
from stance.config import TrainingSection
from stance.training.fitting.fitting import fit
from stance.training.fitting.progress import ProgressCallback

N_TOKENS = 1_000


class Memory:
    """A tracker that keeps what it is told; the other verbs are not used here."""

    def __init__(self):
        self.metrics = []

    def log_metrics(self, metrics, *, step):
        self.metrics.append((step, dict(metrics)))


class InterruptAfterSaving(TrainerCallback):
    def on_save(self, _args, _state, _control, **_kwargs):
        raise KeyboardInterrupt


def fit_with(folder, encoder, callbacks):
    train, dev = (
        making.make_windows(making.make_news(n, seed=n), decided_only=decided_only)
        for n, decided_only in ((6, False), (2, True))
    )
    training = TrainingSection(
        epochs=2, batch_windows=4, learning_rate=1e-3, head_learning_rate=1e-2, patience=2
    )
    return fit(
        making.make_network(encoder),
        train,
        dev=dev,
        arguments=making.fit_arguments(training, folder=folder),
        callbacks=callbacks,
    )


@pytest.fixture
def watch(tiny_encoder, tmp_path):
    """Fits a network; returns what the tracker and the person were told."""

    def watch_fit(*further):
        tracker, reports = Memory(), []
        callback = ProgressCallback(tracker, report=reports.append, tokens_per_epoch=N_TOKENS)
        try:
            fit_with(tmp_path / "run", tiny_encoder, [callback, *further])
        except KeyboardInterrupt:
            assert further
        return tracker.metrics, reports

    return watch_fit


def test_each_epoch_ends_with_its_score_on_dev(watch):
    metrics, reports = watch()

    by_epoch = [(step, one) for step, one in metrics if "train/dev_macro_f1" in one]
    n_steps = reports[-1].n_steps
    assert [step for step, _ in by_epoch] == [n_steps / 2, n_steps]
    assert all(set(one) == {"train/dev_macro_f1", "train/dev_loss"} for _, one in by_epoch)
    scores = [one.dev_macro_f1 for one in reports if one.dev_macro_f1 is not None]
    assert scores == [one["train/dev_macro_f1"] for _, one in by_epoch]


def test_steps_are_counted_from_one_to_the_last(watch):
    metrics, reports = watch()

    steps = [step for step, one in metrics if "train/loss" in one]
    assert steps == list(range(1, reports[-1].n_steps + 1))


def test_epochs_are_counted_from_one(watch):
    _, reports = watch()

    assert [one.epoch for one in reports] == sorted(one.epoch for one in reports)
    assert {one.epoch for one in reports} == {1, 2}
    assert {one.n_epochs for one in reports} == {2}


def test_time_left_runs_out(watch):
    _, reports = watch()

    assert reports[0].seconds_left > 0
    assert reports[-1].seconds_left == 0


def test_speed_is_measured(watch):
    _, reports = watch()

    assert all(one.tokens_per_s > 0 for one in reports)


def test_a_resumed_fit_counts_on(watch):
    watch(InterruptAfterSaving())

    metrics, reports = watch()

    assert {one.epoch for one in reports} == {2}
    assert [step for step, one in metrics if "train/dev_macro_f1" in one] == [reports[-1].n_steps]
