"""What a config cannot be trained for is told before anything is read, and no run is made."""

from pathlib import Path

import pytest

from stance.config import load_config
from stance.errors import MissingExtraError, StanceError
from stance.pipeline.series.series import train_series
from stance.pipeline.series.variants import seeds
from stance.pipeline.train.train import Listener, train
from stance.training.encoders import locating

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)


@pytest.fixture
def unreadable(tiny_project):
    """A project whose corpora nobody can read: who reads them raises another error."""
    for part in ("train", "dev", "test"):
        (tiny_project / f"{part}.jsonl").write_text("no record\n", "utf-8")
    return tiny_project


@pytest.mark.parametrize(
    ("overrides", "fault"),
    [
        (["model.window.max_tokens=4096"], r"max_tokens is 4096, .* at most \d+"),
        (["training.average_fits=[{model.window.max_tokens: 4096}]"], "max_tokens is 4096"),
        (["model.layers=99"], "model.layers is 99, but the encoder has 2 layers"),
        (["model.encoder=no/such-folder"], "no encoder 'no/such-folder'"),
        (["training.precision=float16"], "float16, which is for GPUs alone"),
        (["training.distill_from=nowhere"], "nowhere: no such folder"),
        (["training.start=nowhere"], "nowhere: no such folder"),
    ],
    ids=lambda value: value[0].partition("=")[0] if isinstance(value, list) else "",
)
def test_what_cannot_be_trained_is_told_first(unreadable, monkeypatch, overrides, fault):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    config = load_config(Path("tiny.yaml"), overrides=overrides)

    with pytest.raises(StanceError, match=fault):
        train(config, listener=SILENT)
    with pytest.raises(StanceError, match=fault):
        train_series(config, seeds(2), listener=SILENT)

    assert not (unreadable / "runs").exists()


def test_packages_that_are_missing_are_all_named_first(unreadable, monkeypatch, tmp_path):
    monkeypatch.setenv("STANCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(locating, "distribution", _not_installed)
    config = load_config(Path("tiny.yaml"), overrides=["model.encoder=all-mpnet-base-v2"])

    with pytest.raises(MissingExtraError, match=r"part-001, .*part-005'.*accurate"):
        train(config, listener=SILENT)

    assert not (unreadable / "runs").exists()


def _not_installed(name):
    raise locating.PackageNotFoundError(name)
