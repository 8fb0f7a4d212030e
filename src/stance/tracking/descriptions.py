"""What MLflow's pages say of an experiment, a run and a model, in Markdown."""

from stance.run_record.values import DatasetContext, RunRecord

#: MLflow's own tag, which its pages show as the description.
NOTE_TAG = "mlflow.note.content"

EXPERIMENT = (
    "Models that label who speaks in each sentence of a news article, trained by `stance train`. "
    "`dev/macro_f1` says how good a run is (higher is better), `dev/right_speaker` how many "
    "attributed sentences went to the right speaker, `dev/ece` how far its confidence is off "
    "(lower is better). The view **Scores** has them as columns. They compare only between runs "
    "with the same dev dataset."
)


def describe_registered(name: str, choice: str) -> str:
    """Describe a registered model."""
    return (
        f"Labels each sentence of a news article as {choice}, and names its speaker. Give a column "
        "`text` with whole articles; the column `article` of the answer is a corpus record in "
        "JSON.\n\nThe alias `champion` is on the version to use: "
        f'`stance.Predictor.load("models:/{name}@champion")`, with `MLFLOW_TRACKING_URI` set to '
        "this store."
    )


def describe_run(record: RunRecord) -> str:
    """Describe a run: how good its model is, what it is, what it learnt from."""
    config = f"{_kind(record)}, by the config `{record.tags.get('stance.config', record.name)}`."
    return "\n\n".join([*_result(record), config, *_learnt_from(record)])


def describe_model(record: RunRecord, model_id: str) -> str:
    """Describe a run's model."""
    return f'{describe_run(record)}\n\nLoad it: `stance.Predictor.load("models:/{model_id}")`'


def _kind(record: RunRecord) -> str:
    if record.tags.get("stance.model_kind") == "baseline":
        return "Baseline (TF-IDF, logistic regression)"
    return f"Network on {record.tags.get('stance.encoder', 'an encoder')}"


def _result(record: RunRecord) -> list[str]:
    if record.model is None:
        return []
    parts = _parts(record, DatasetContext.DEV)
    return [f"Macro-F1 {record.model.dev_macro_f1:.4f} on dev{f': {parts}' if parts else ''}."]


def _learnt_from(record: RunRecord) -> list[str]:
    parts = _parts(record, DatasetContext.TRAINING)
    return [f"Learnt from {parts}."] if parts else []


def _parts(record: RunRecord, context: DatasetContext) -> str:
    return ", ".join(
        f"{one.name} ({one.n_articles} articles)"
        for one in record.datasets
        if one.context is context
    )
