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
from stance.files import PARTIAL_PREFIX, write_whole
from stance.pipeline.evaluate.sets import flat_metrics
from stance.pipeline.model.card import model_card
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

    If the block raises, nothing is left of it. A model that is there is replaced; anything else
    there is an ``ArtifactError``.
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
    """Describe the files of a folder as a model that is not calibrated yet."""
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
    """Describe a model whose network has been replaced."""
    known = manifest.provenance.get("config")
    config = {**(known if isinstance(known, dict) else {}), **settings}
    files = {**manifest.files, network.name: describe_file(network)}
    provenance = {**manifest.provenance, "config": config, **facts}
    return manifest.model_copy(update={"files": files, "provenance": provenance})


def write_manifest(
    folder: Path, manifest: Manifest, *, reports: Mapping[str, SetReport] | None = None
) -> Manifest:
    """Write or replace ``model.json`` and the model card, each whole or not at all.

    Figures of ``reports``, by evaluation set, join the card, and the provenance of the manifest
    that is written and given back.
    """
    reports = reports or {}
    scores = {name: one.scores for name, one in reports.items()}
    if scores:
        metrics: dict[str, JsonValue] = {**flat_metrics(scores)}
        provenance = {**manifest.provenance, "metrics": metrics}
        manifest = manifest.model_copy(update={"provenance": provenance})
    card = model_card(manifest, scores, reports=reports)
    for name, content in ((CARD_FILE, card), (MANIFEST_FILE, manifest.to_json())):
        write_whole(content, folder / name)
    return manifest
