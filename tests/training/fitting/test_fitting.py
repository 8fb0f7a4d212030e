import json
import math
import os
import shutil
from dataclasses import replace
from itertools import pairwise

import onnx
import pytest
import torch
from onnx import numpy_helper
from transformers import TrainerCallback, TrainerState

import making
from stance.config import Precision, TrainingSection
from stance.errors import StanceError
from stance.training.export.exporting import export_onnx
from stance.training.fitting.checkpoints import is_over, last_checkpoint
from stance.training.fitting.fitting import fit
from stance.training.fitting.hardware import Hardware


class Interrupt(TrainerCallback):
    """Ends the process, as Ctrl-C does, once a number of optimizer steps have been taken."""

    def __init__(self, step):
        self.step = step

    def on_step_end(self, _args, state, _control, **_kwargs):
        if state.global_step == self.step:
            raise KeyboardInterrupt


class InterruptAfterSaving(TrainerCallback):
    """Ends the process right after a checkpoint has been written."""

    def on_save(self, _args, _state, _control, **_kwargs):
        raise KeyboardInterrupt


class Rates(TrainerCallback):
    """Keeps the learning rates of all groups after each step."""

    def __init__(self):
        self.seen = []

    def on_step_end(self, _args, _state, _control, *, optimizer, **_kwargs):
        self.seen.append([group["lr"] for group in optimizer.param_groups])


class Weights(TrainerCallback):
    """Keeps a copy of the network's weights after each step."""

    def __init__(self):
        self.seen = []

    def on_step_end(self, _args, _state, _control, *, model, **_kwargs):
        weights = model.network.state_dict()
        self.seen.append({name: value.clone() for name, value in weights.items()})


@pytest.fixture(scope="module")
def examples():
    """Windows to learn from, and windows to be judged by."""
    return tuple(
        making.make_windows(making.make_news(n, seed=seed), decided_only=decided_only)
        for n, seed, decided_only in ((6, 1, False), (3, 2, True))
    )


CPU = Hardware(use_cuda=False, precision=Precision.FLOAT32)


def fit_one(
    encoder,
    examples,
    folder,
    *,
    callbacks=(),
    renew=None,
    hardware=CPU,
    seed=1,
    dropout=0.1,
    sentence_layers=0,
    **changes,
):
    """Fit a fresh network; returns it with the result."""
    network = making.make_network(encoder, dropout=dropout, sentence_layers=sentence_layers)
    train, dev = examples
    fields = {
        "epochs": 3,
        "batch_windows": 4,
        "learning_rate": 1e-3,
        "head_learning_rate": 1e-2,
        "patience": 3,
    }
    result = fit(
        network,
        train,
        dev=dev,
        arguments=making.fit_arguments(
            TrainingSection(**fields | changes), folder=folder, hardware=hardware, seed=seed
        ),
        renew=renew,
        callbacks=callbacks,
    )
    return network, result


@pytest.fixture(scope="module")
def whole(tiny_encoder, examples, tmp_path_factory):
    """What an uninterrupted fit comes to: the network and the result."""
    return fit_one(tiny_encoder, examples, tmp_path_factory.mktemp("fit") / "whole")


@pytest.fixture
def run(tiny_encoder, examples, tmp_path):
    def run_fit(name="run", **changes):
        return fit_one(tiny_encoder, examples, tmp_path / name, **changes)

    return run_fit


@pytest.fixture
def renew(examples):
    """Another third of the windows in each epoch."""
    return lambda epoch: [one for at, one in enumerate(examples[0]) if at % 3 != epoch % 3]


def assert_same_weights(one, other):
    for name, value in one.state_dict().items():
        assert torch.equal(value, other.state_dict()[name]), name


def n_steps_of(examples, batch=4):
    return math.ceil(len(examples[0]) / batch)


def test_a_network_learns(run):
    _, result = run(epochs=30, patience=30, dropout=0.0, learning_rate=5e-3)

    assert result.best_macro_f1 > 0.9


def test_one_seed_makes_one_network(run, whole):
    again, result = run()

    assert_same_weights(again, whole[0])
    assert result.best_macro_f1 == whole[1].best_macro_f1


def test_each_later_epoch_asks_for_windows_of_its_own(run, renew):
    asked = []

    run(renew=lambda epoch: asked.append(epoch) or renew(epoch))

    assert asked == [1, 2]


def test_a_resumed_fit_goes_on_with_the_windows_of_its_epoch(run, renew, examples):
    uninterrupted, _ = run("uninterrupted", renew=renew)
    with pytest.raises(KeyboardInterrupt):
        run("cut", renew=renew, callbacks=[Interrupt(2 * n_steps_of(examples) + 1)])

    resumed, _ = run("cut", renew=renew)

    assert_same_weights(resumed, uninterrupted)


def test_another_seed_makes_another_network(run, whole):
    other, _ = run(seed=2)

    assert not torch.equal(other.label_head.weight, whole[0].label_head.weight)


def test_frozen_embeddings_do_not_move(run, tiny_encoder):
    before = making.make_network(tiny_encoder)

    after, _ = run(epochs=1)

    word, position = (f"embeddings.{name}_embeddings.weight" for name in ("word", "position"))
    assert torch.equal(before.encoder.state_dict()[word], after.encoder.state_dict()[word])
    assert not torch.equal(
        before.encoder.state_dict()[position], after.encoder.state_dict()[position]
    )


def test_a_fit_leaves_the_network_ready_to_predict(run):
    network, _ = run(epochs=1)

    assert not network.training


@pytest.mark.parametrize("steps_into_epoch", [1, 2])
@pytest.mark.parametrize("epoch", [1, 2])
def test_a_resumed_fit_ends_as_an_uninterrupted_one(run, whole, examples, epoch, steps_into_epoch):
    step = epoch * n_steps_of(examples) + steps_into_epoch
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(step)])

    resumed, result = run("cut")

    assert_same_weights(resumed, whole[0])
    assert replace(result, seconds=0.0) == replace(whole[1], seconds=0.0)


def test_a_fit_cut_after_each_of_its_epochs_ends_as_an_uninterrupted_one(run, whole):
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            run("cut", callbacks=[InterruptAfterSaving()])

    resumed, result = run("cut")

    assert_same_weights(resumed, whole[0])
    assert result.epochs == 3


def test_a_fit_cut_in_its_first_epoch_begins_again(run, whole):
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(1)])

    resumed, _ = run("cut")

    assert_same_weights(resumed, whole[0])


def test_a_fit_that_had_ended_is_not_trained_further(run, whole):
    run("cut")
    rates = Rates()

    again, result = run("cut", callbacks=[rates])

    assert rates.seen == []
    assert_same_weights(again, whole[0])
    assert replace(result, seconds=0.0) == replace(whole[1], seconds=0.0)


def test_a_fit_that_had_ended_took_as_long_as_it_took(run):
    _, once = run("cut")

    _, again = run("cut")

    assert again.seconds == once.seconds > 0


def test_a_resumed_fit_counts_the_time_before_the_interruption(run, examples, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(2 * n_steps_of(examples) + 1)])
    path = last_checkpoint(tmp_path / "cut").folder / "trainer_state.json"
    state = json.loads(path.read_text("utf-8"))
    state["log_history"][-1]["fit_seconds"] += 1000
    path.write_text(json.dumps(state))

    _, result = run("cut")

    assert 1000 < result.seconds < 2000


def test_a_checkpoint_that_a_kill_cut_short_is_passed_over(run, whole, tmp_path):
    run("cut")
    last = last_checkpoint(tmp_path / "cut").folder
    state = (last / "trainer_state.json").read_text("utf-8")
    (last / "trainer_state.json").write_text(state[: len(state) // 2])
    (last / "optimizer.pt").unlink()

    resumed, _ = run("cut")

    assert_same_weights(resumed, whole[0])


def test_a_checkpoint_without_a_state_is_none(tmp_path):
    (tmp_path / "checkpoint-3").mkdir()

    assert last_checkpoint(tmp_path) is None


def test_a_folder_that_is_not_there_has_no_checkpoint(tmp_path):
    assert last_checkpoint(tmp_path / "nowhere") is None


def test_the_best_epoch_is_kept(run, examples):
    network, result = run(epochs=4, patience=4, head_learning_rate=0.5, learning_rate=0.05)

    assert macro_f1(network, examples[1]) == pytest.approx(result.best_macro_f1)


def macro_f1(network, examples):
    from sklearn.metrics import f1_score

    from stance.training.fitting.objective import pad_windows

    gold, found = [], []
    for example in examples:
        batch = pad_windows([example], padding_id=0)
        with torch.no_grad():
            logits, _ = network(batch["input_ids"], batch["attention_mask"], batch["pooling"])
        asked = batch["labels"][0] >= 0
        gold += batch["labels"][0][asked].tolist()
        found += logits[0].argmax(-1)[asked].tolist()
    return f1_score(gold, found, labels=[0, 1, 2], average="macro", zero_division=0.0)


@pytest.mark.parametrize(("patience", "epochs"), [(0, 2), (1, 2), (2, 3), (9, 5)])
def test_patience_is_the_number_of_epochs_without_gain(run, patience, epochs):
    _, result = run(epochs=5, patience=patience, learning_rate=1e-12, head_learning_rate=1e-12)

    assert (result.epochs, result.best_epoch) == (epochs, 1)


def test_patience_counts_on_after_a_kill(run, examples):
    still = {"learning_rate": 1e-12, "head_learning_rate": 1e-12, "epochs": 6, "patience": 3}
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(3 * n_steps_of(examples) + 1)], **still)

    _, result = run("cut", **still)

    assert result.epochs == 4


@pytest.mark.parametrize(
    ("scores", "patience", "over"),
    [
        ([], 1, False),
        ([0.5], 1, False),
        ([0.5, 0.6], 1, False),
        ([0.5, 0.5], 1, True),
        ([0.5, 0.4], 2, False),
        ([0.5, 0.4, 0.5], 2, True),
        ([0.4, 0.5, 0.4, 0.6], 2, False),
        ([0.1, 0.2, 0.3, 0.4, 0.5], 2, True),
        ([0.5, 0.4], 0, True),
    ],
)
def test_a_fit_is_over_without_gain_or_epochs(scores, patience, over):
    state = TrainerState(log_history=[{"eval_macro_f1": score} for score in scores])

    assert is_over(state, epochs=5, patience=patience) is over


def test_the_rate_rises_then_falls_to_nothing(run):
    rates = Rates()

    run(callbacks=[rates], epochs=4, patience=4, warmup_fraction=0.5)

    head = [max(one) for one in rates.seen]
    peak = head.index(max(head))
    assert peak == pytest.approx(len(head) / 2, abs=1.5)
    assert all(a < b for a, b in pairwise(head[: peak + 1]))
    assert all(a > b for a, b in pairwise(head[peak:]))
    assert head[-1] == pytest.approx(0.0, abs=max(head) / len(head))


def test_a_short_run_is_not_warmed_up_for_half_of_it(run):
    rates = Rates()

    run(callbacks=[rates], epochs=2, warmup_fraction=0.05)

    head = [max(one) for one in rates.seen]
    assert len(head) * 0.05 < 1
    assert head == sorted(head, reverse=True)


def test_heads_learn_faster_than_the_encoder(run):
    rates = Rates()

    run(callbacks=[rates], epochs=1)

    ratios = [max(one) / min(one) for one in rates.seen if min(one) > 0]
    assert ratios == pytest.approx([10.0] * len(ratios))


def test_old_checkpoints_do_not_pile_up(run, tmp_path):
    run(epochs=5, patience=5)

    assert len(list((tmp_path / "run").glob("checkpoint-*"))) <= 3


class SetBack(TrainerCallback):
    """Sets the clock back by a day after each step, as the times of checkpoints show it."""

    def __init__(self, folder):
        self.folder = folder

    def on_step_end(self, *_args, **_kwargs):
        for path in self.folder.glob("checkpoint-*"):
            time_s = path.stat().st_mtime + 24 * 3600
            os.utime(path, (time_s, time_s))


def test_the_last_checkpoint_stays_also_where_the_clock_was_set_back(run, examples, tmp_path):
    run(epochs=5, patience=5, callbacks=[SetBack(tmp_path / "run")])

    last = last_checkpoint(tmp_path / "run").state
    left = {int(one.name.split("-")[1]) for one in (tmp_path / "run").glob("checkpoint-*")}
    assert last.global_step == 5 * n_steps_of(examples)
    assert len(left) == 2
    assert {last.global_step, last.best_global_step} <= left


def test_a_moved_run_is_resumed(run, whole, examples, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(n_steps_of(examples) + 1)])
    shutil.move(tmp_path / "cut", tmp_path / "moved")

    resumed, _ = run("moved")

    assert_same_weights(resumed, whole[0])


def test_lower_layers_learn_slower(run):
    rates = Rates()

    run(callbacks=[rates], epochs=1, learning_rate=1e-3, head_learning_rate=1e-3, layer_decay=0.5)

    shares = {rate / max(rates.seen[0]) for rate in rates.seen[0]}
    assert sorted(shares) == pytest.approx([0.25, 0.5, 1.0])


def test_an_encoder_can_be_cut_to_its_first_layers(tiny_encoder):
    whole, cut = (making.make_network(tiny_encoder, layers=layers) for layers in (None, 1))

    ours, theirs = (network.encoder.state_dict() for network in (cut, whole))
    assert len(ours) < len(theirs)
    assert all(torch.equal(weights, theirs[name]) for name, weights in ours.items())


def test_more_layers_than_there_are_cannot_be_kept(tiny_encoder):
    with pytest.raises(StanceError, match=r"model\.layers is 99, but the encoder has 2 layers"):
        making.make_network(tiny_encoder, layers=99)


def test_a_network_with_sentence_layers_learns(run):
    network, result = run(
        epochs=30, patience=30, dropout=0.0, learning_rate=5e-3, sentence_layers=1
    )

    (layer,) = network.sentence_layers.layers
    assert result.best_macro_f1 > 0.9
    assert layer.attention_out.weight.abs().max() > 1e-3


@pytest.mark.parametrize(
    "more", [{"ema_decay": 0.8}, {"sentence_layers": 1, "ema_decay": 0.8}], ids=str
)
def test_a_resumed_fit_with_more_to_keep_ends_as_an_uninterrupted_one(run, examples, more):
    whole, result = run("whole", **more)
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(n_steps_of(examples) + 1)], **more)

    resumed, same = run("cut", **more)

    assert_same_weights(resumed, whole)
    assert replace(same, seconds=0.0) == replace(result, seconds=0.0)


def test_an_averaged_fit_that_had_ended_gives_its_average_again(run):
    whole, _ = run("cut", ema_decay=0.8)

    again, _ = run("cut", ema_decay=0.8)

    assert_same_weights(again, whole)


@pytest.mark.parametrize("precision", [Precision.FLOAT32, Precision.BFLOAT16])
def test_an_averaged_fit_leaves_the_average_of_its_steps(run, precision):
    weights, hardware = Weights(), Hardware(use_cuda=False, precision=precision)

    network, _ = run(callbacks=[weights], epochs=1, ema_decay=0.8, hardware=hardware)

    first, *later = weights.seen
    assert later
    for name, value in network.state_dict().items():
        expected = first[name]
        for step in later:
            expected = torch.lerp(step[name], expected, 0.8) if value.is_floating_point() else value
        torch.testing.assert_close(value, expected)
    assert not torch.equal(network.label_head.weight, later[-1]["label_head.weight"])


def test_averaged_weights_are_what_is_exported(run, tmp_path):
    weights = Weights()
    network, _ = run(callbacks=[weights], epochs=1, ema_decay=0.8)

    export_onnx(network, tmp_path / "model.onnx")

    graph = onnx.load(tmp_path / "model.onnx").graph
    exported = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    average, *later = (step["label_head.bias"] for step in weights.seen)
    for step in later:
        average = torch.lerp(step, average, 0.8)
    assert exported["label_head.bias"] == pytest.approx(average.numpy(), rel=1e-4)


def test_averaging_changes_no_step(run):
    plain, averaged = Weights(), Weights()

    run("plain", callbacks=[plain], epochs=2)
    run("averaged", callbacks=[averaged], epochs=2, ema_decay=0.8)

    for one, other in zip(plain.seen, averaged.seen, strict=True):
        assert all(torch.equal(value, other[name]) for name, value in one.items())


def test_the_epoch_is_chosen_by_averaged_weights(run, examples):
    network, result = run(ema_decay=0.8, learning_rate=0.01, epochs=4, patience=4)

    assert macro_f1(network, examples[1]) == pytest.approx(result.best_macro_f1)


def test_small_batches_that_accumulate_train_like_a_large_one(run):
    still = {"dropout": 0.0, "epochs": 2, "patience": 2}

    large, result = run("large", batch_windows=8, **still)
    small, accumulated = run("small", batch_windows=2, accumulation_steps=4, **still)

    for name, value in large.state_dict().items():
        torch.testing.assert_close(small.state_dict()[name], value, rtol=1e-4, atol=1e-5)
    assert accumulated.best_macro_f1 == pytest.approx(result.best_macro_f1)


def test_an_interrupted_fit_is_not_resumed_with_other_batches(run, examples):
    with pytest.raises(KeyboardInterrupt):
        run("cut", callbacks=[Interrupt(n_steps_of(examples) + 1)])

    with pytest.raises(StanceError, match=r"steps, this one has \d+; resume it with .* as many"):
        run("cut", accumulation_steps=2)
