"""The model that ships with the package, as a version beside those that are trained here."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from stance.config import todays_settings
from stance.prediction.manifest import MANIFEST_FILE, Manifest, read_manifest
from stance.run_record.metrics import MetricPoint
from stance.run_record.naming import DEV, deciding, todays_name
from stance.run_record.values import DatasetContext, ModelFacts, RunRecord, RunStatus
from stance.tracking import entities
from stance.tracking.champion import promote_first
from stance.tracking.descriptions import NOTE_TAG, describe_model
from stance.tracking.entities import Value
from stance.tracking.logged_model import ensure_logged_model, ensure_version
from stance.tracking.runs import ensure_run

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import DatasetInput, Metric

#: The registered model that it is a version of; those of other names are other people's.
SHIPPED_AS = "stance-news"
#: Tag of a version: the digest of the model that shipped.
_DIGEST_TAG = "stance.model"


def ensure_shipped(
    client: "MlflowClient", beside: RunRecord, *, model_folder: Path, shipped: Path, uri: str
) -> None:
    """Register the model that ships beside a run's, once; the first champion if there is none.

    It gets a run of its own, from what its manifest says, so that runs compare with it. Nothing is
    done beside a model of other labels, or one that is registered under another name.
    """
    name = beside.registered_model
    if name != SHIPPED_AS or not shipped.is_dir():
        return
    manifest = read_manifest(shipped)
    if read_manifest(model_folder).label_scheme != manifest.label_scheme:
        return
    digest = sha256((shipped / MANIFEST_FILE).read_bytes()).hexdigest()
    known = client.search_model_versions(f"name = '{name}' and tags.`{_DIGEST_TAG}` = '{digest}'")
    if known:
        return
    record = _record(manifest, digest, beside=beside)
    if record is None or record.model is None:
        return
    state = ensure_run(client, record, uri=uri, known=None)
    run_id = state.run_id
    client.log_batch(run_id, params=entities.params(record.params))
    client.log_inputs(run_id, datasets=list(_datasets(manifest)))
    model_id = ensure_logged_model(client, record, model_folder=shipped, state=state)
    for batch in entities.batches(_metrics(manifest, record, model_id), entities.MAX_METRICS):
        client.log_batch(run_id, metrics=batch)
    state = state.replaced(model_id=model_id)
    client.set_tag(run_id, NOTE_TAG, describe_model(record, model_id))
    client.set_terminated(run_id, status=RunStatus.FINISHED, end_time=record.ended_ms)
    version = ensure_version(client, record, record.model, model_folder=shipped, state=state)
    promote_first(client, name=name, version=version)
    # last, so that what a kill interrupts is done again
    client.set_model_version_tag(name, version, _DIGEST_TAG, digest)


def _record(manifest: Manifest, digest: str, *, beside: RunRecord) -> RunRecord | None:
    """Give the record of a run that was not recorded here; None if it was not measured on dev.

    Where its dev has several parts, it is scored on the one that the run beside it was scored on.
    """
    digests, asked = _digests(manifest, DEV), beside.model and beside.model.dev_digest
    same = [name for name, one in digests.items() if one == asked]
    dev = next(iter([*same, *digests]), None)
    score = _figures(manifest).get(f"{dev}.macro_f1")
    if dev is None or score is None:
        return None
    made_ms = int(datetime.fromisoformat(manifest.created).timestamp() * 1000)
    seconds = manifest.provenance.get("fitting_seconds")
    params = _params(manifest)
    return RunRecord(
        id=f"shipped-{digest}",
        name=f"bundled-{manifest.created[:10]}",
        experiment=beside.experiment,
        registered_model=beside.registered_model,
        status=RunStatus.FINISHED,
        started_ms=made_ms - int(seconds * 1000 if isinstance(seconds, int | float) else 0),
        ended_ms=made_ms,
        params=params,
        tags={
            "stance.version": manifest.stance_version,
            "stance.config": f"{manifest.name} (ships with stance)",
            "stance.model_kind": str(params.get("model.kind", "")),
            "stance.encoder": str(params.get("model.encoder", "")),
        },
        model=ModelFacts(dev_macro_f1=score, dev_digest=digests[dev]),
    )


def _metrics(manifest: Manifest, record: RunRecord, model_id: str) -> "list[Metric]":
    """Give the figures of ``model.json``, those that decide first, and on which data they are."""
    figures = _figures(manifest)
    dev = next(name for name, one in _digests(manifest, DEV).items() if _is_of(record, one))
    named = deciding(figures, dev=dev) | {todays_name(one): figures[one] for one in figures}
    time_ms = record.ended_ms or record.started_ms
    known = {one.dataset.name: one.dataset for one in _datasets(manifest)}
    known[DEV] = known[entities.legal(dev)]
    metrics: list[Metric] = []
    for name, value in named.items():
        point = MetricPoint(name=name, value=value, step=0, time_ms=time_ms)
        dataset = known.get(name.partition("/")[0])
        metrics += entities.metrics([point], model_id=model_id, dataset=dataset)
    return metrics


def _is_of(record: RunRecord, digest: str) -> bool:
    return record.model is not None and record.model.dev_digest == digest


def _datasets(manifest: Manifest) -> "Iterator[DatasetInput]":
    params = _params(manifest)
    for role, context in (("train", DatasetContext.TRAINING), (DEV, DatasetContext.DEV)):
        for name, digest in _digests(manifest, role).items():
            source = str(params.get(f"data.{role}.{name}.files", ""))
            yield entities.named_dataset(name, digest=digest, context=context, source=source)


def _params(manifest: Manifest) -> dict[str, Value]:
    config = manifest.provenance.get("config")
    values = todays_settings(config) if isinstance(config, dict) else {}
    return {
        name: value
        for name, value in values.items()
        if value is None or isinstance(value, str | int | float)
    }


def _digests(manifest: Manifest, role: str) -> dict[str, str]:
    known = manifest.provenance.get(role)
    return {name: str(one) for name, one in (known if isinstance(known, Mapping) else {}).items()}


def _figures(manifest: Manifest) -> dict[str, float]:
    known = manifest.provenance.get("metrics")
    return {
        name: float(one)
        for name, one in (known if isinstance(known, Mapping) else {}).items()
        if isinstance(one, int | float)
    }
