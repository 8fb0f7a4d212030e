"""Writing a model folder: whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from psutil import pid_exists
from pydantic import JsonValue

import stance
from stance.evaluation.reports import SetReport
from stance.evaluation.scores import Scores
from stance.files import PARTIAL_PREFIX, write_whole
from stance.pipeline.evaluating import flat_metrics
from stance.pipeline.model_card import model_card
from stance.prediction.manifest import (
    CARD_FILE,
    MANIFEST_FILE,
    BaselineSettings,
    Manifest,
    NetworkSettings,
    describe_file,
    read_manifest,
)
from stance.schemes import NEWS, LabelScheme

#: A model with this prefix is being replaced, or was when the process was killed.
_OLD_PREFIX = ".old-"


@contextmanager
def new_model_folder(folder: Path) -> Iterator[Path]:
    """Make a model folder beside its place, and put it there when it is complete.

    Args:
        folder: Where it belongs; a model that is there is replaced.

    Yields:
        The folder to fill. If the block raises, nothing is left of it.

    Raises:
        ArtifactError: If something else than a model is there; it stays as it is.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        read_manifest(folder)
    _clean_up(folder)
    partial = folder.with_name(f"{PARTIAL_PREFIX}{folder.name}-{os.getpid()}")
    partial.mkdir(parents=True)
    try:
        yield partial
        if folder.exists():
            old = folder.with_name(f"{_OLD_PREFIX}{folder.name}-{os.getpid()}")
            folder.rename(old)
            partial.rename(folder)
            shutil.rmtree(old)
        else:
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _clean_up(folder: Path) -> None:
    """Put back, or remove, what processes have left that were killed while they wrote a model."""
    for prefix in (_OLD_PREFIX, PARTIAL_PREFIX):
        for left in folder.parent.glob(f"{prefix}{escape(folder.name)}-*"):
            owner = left.name.rpartition("-")[2]
            if not owner.isdigit() or (int(owner) != os.getpid() and pid_exists(int(owner))):
                continue
            if prefix == _OLD_PREFIX and not folder.exists():
                left.rename(folder)
            else:
                shutil.rmtree(left, ignore_errors=True)


def make_manifest(
    folder: Path,
    *,
    name: str,
    settings: NetworkSettings | BaselineSettings,
    provenance: Mapping[str, JsonValue],
    scheme: LabelScheme = NEWS,
) -> Manifest:
    """Describe the files of a folder as a model that is not calibrated yet.

    Args:
        folder: Holds the model's files and nothing else.
        name: Of the run.
        settings: How the model is fed.
        provenance: Where it comes from.
        scheme: What its labels are.

    Returns:
        The manifest, with temperature 1.
    """
    files = sorted(path for path in folder.iterdir() if path.name not in (MANIFEST_FILE, CARD_FILE))
    return Manifest(
        name=name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        stance_version=stance.__version__,
        labels=tuple(map(str, scheme.names)),
        scheme=None if scheme == NEWS else scheme,
        temperature=1.0,
        settings=settings,
        files={path.name: describe_file(path) for path in files},
        provenance=dict(provenance),
    )


def with_network(
    manifest: Manifest,
    network: Path,
    *,
    settings: Mapping[str, JsonValue],
    facts: Mapping[str, JsonValue],
) -> Manifest:
    """Describe a model whose network has been replaced.

    Args:
        manifest: Of the model before.
        network: The file that is there now.
        settings: Of a config, by their full name: how it was made.
        facts: What else its provenance is to say.

    Returns:
        The manifest.
    """
    known = manifest.provenance.get("config")
    config = {**(known if isinstance(known, dict) else {}), **settings}
    files = {**manifest.files, network.name: describe_file(network)}
    provenance = {**manifest.provenance, "config": config, **facts}
    return manifest.model_copy(update={"files": files, "provenance": provenance})


def write_manifest(
    folder: Path,
    manifest: Manifest,
    *,
    scores: Mapping[str, Scores] | None = None,
    reports: Mapping[str, SetReport] | None = None,
) -> None:
    """Write or replace ``model.json`` and the model card, each whole or not at all.

    Args:
        folder: The model folder.
        manifest: What it is.
        scores: By evaluation set; they join the manifest's provenance and the card.
        reports: Instead of scores: the card then has the figures by outlet style too.
    """
    reports = reports or {}
    scores = {name: one.scores for name, one in reports.items()} or scores or {}
    if scores:
        metrics: dict[str, JsonValue] = {**flat_metrics(scores)}
        provenance = {**manifest.provenance, "metrics": metrics}
        manifest = manifest.model_copy(update={"provenance": provenance})
    card = model_card(manifest, scores, reports=reports)
    for name, content in ((CARD_FILE, card), (MANIFEST_FILE, manifest.to_json())):
        write_whole(content, folder / name)
