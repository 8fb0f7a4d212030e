"""``stance train``: from a config to a model, its run and its figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.config import RunConfig
from stance.evaluation.scores import Scores
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.pipeline.model.calibration import calibrate_or_keep, threshold_of
from stance.pipeline.model.folder import make_manifest, new_model_folder, write_manifest
from stance.pipeline.model.probes import add_probes, keep_probes
from stance.pipeline.runs.recording import dev_digest, log_data, log_evaluation, open_run
from stance.pipeline.runs.runs import mirror_uri, mlflow_facts, recorded
from stance.pipeline.train.data import RunData
from stance.pipeline.train.distillation import teach
from stance.pipeline.train.fit import Learnt, forget_checkpoints, learn
from stance.pipeline.train.loading import load_data
from stance.pipeline.train.outlook import Outlook
from stance.pipeline.train.provenance import provenance_of, run_tags
from stance.pipeline.train.standing import standing
from stance.prediction.locating import RUNS_FOLDER
from stance.prediction.manifest import CARD_FILE, Manifest
from stance.prediction.predictor import Predictor
from stance.run_record.folder import RunFolder
from stance.run_record.values import ModelFacts
from stance.training.fitting.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told what happens while a run is under way.

    Attributes:
        say: Told a sentence for people.
        fitting: Told how far fitting has come.
        evaluating: Told the set that a model reads, articles done, articles in all.
    """

    say: Callable[[str], None]
    fitting: Callable[[Progress], None]
    evaluating: Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOutcome:
    """What a run came to.

    Attributes:
        run_folder: The whole record.
        model_folder: The model, ready for ``Predictor.load``.
        scores: By evaluation set, dev first.
        tracking: Where the run is in MLflow, by what a person would ask.
        standing: How the model stands beside the one that was there before, a sentence each.
    """

    run_folder: Path
    model_folder: Path
    scores: Mapping[str, Scores]
    tracking: Mapping[str, str]
    standing: Sequence[str]


def train(
    config: RunConfig,
    *,
    listener: Listener,
    data: RunData | None = None,
    resume: bool = False,
    runs: Path = RUNS_FOLDER,
) -> TrainOutcome:
    """Train a model, calibrate it, measure it, and keep all of it in a run folder.

    Args:
        config: What to do.
        listener: Told what happens.
        data: What the config names, if it has been loaded already.
        resume: Go on with the newest unfinished run of the same config.
        runs: Folder of all runs.

    Returns:
        What it came to.

    Raises:
        CorpusError: If the data is faulty; then nothing is trained and no run is made.
        RunFolderError: If there is nothing to resume.
        ExportError: If the exported model does not agree with the trained one.
    """
    uri = mirror_uri(config.tracking)
    data = data or load_data(config, say=listener.say)
    run = open_run(config, runs=runs, resume=resume)
    scores = train_in(run, config, data=data, uri=uri, listener=listener)
    return TrainOutcome(
        run_folder=run.path,
        model_folder=run.model_path,
        scores=scores,
        tracking=mlflow_facts(run.path) if uri else {},
        standing=standing(config, data, scores, report=listener.evaluating),
    )


def train_in(
    run: RunFolder, config: RunConfig, *, data: RunData, uri: str | None, listener: Listener
) -> dict[str, Scores]:
    """Train a model in a run folder, and end its run."""
    with recorded(run, uri=uri):
        listener.say(f"run folder: {run.path}")
        run.set_tags(run_tags(config))
        log_data(run, data)
        manifest, outcome = _make_model(config, data, run=run, listener=listener)
        scores = _measure(data, run=run, manifest=manifest, listener=listener)
        run.log_metrics(outcome, step=0)
        dev = data.dev[0].name
        run.record_model(ModelFacts(dev_macro_f1=scores[dev].macro_f1, dev_digest=dev_digest(data)))
    forget_checkpoints(run.checkpoints_path)
    return scores


def _make_model(
    config: RunConfig, data: RunData, *, run: RunFolder, listener: Listener
) -> tuple[Manifest, dict[str, float]]:
    """Fit, export and calibrate; what is in ``run.model_path`` afterwards can predict."""
    taught = teach(data, config.training, report=listener.evaluating)
    outlook = Outlook(config, data, say=listener.say, then=listener.fitting)
    with new_model_folder(run.model_path) as folder:
        learnt = learn(
            config,
            taught,
            target=folder,
            checkpoints=run.checkpoints_path,
            tracker=run,
            report=outlook.hear,
            reading=listener.evaluating,
        )
        manifest = make_manifest(
            folder,
            name=run.path.name,
            settings=learnt.settings,
            provenance=provenance_of(config, data, learnt),
            scheme=data.scheme,
        )
        manifest = add_probes(
            folder,
            keep_probes(folder, manifest, config=config),
            config=config,
            articles=data.train_articles,
            say=listener.say,
            report=listener.evaluating,
        )
        manifest = calibrate_or_keep(folder, manifest, config=config, data=data, say=listener.say)
    return manifest, _outcome_metrics(learnt, manifest)


def _measure(
    data: RunData, *, run: RunFolder, manifest: Manifest, listener: Listener
) -> dict[str, Scores]:
    """Score the model on every set, and write what it came to into run and model."""
    predictor = Predictor.load(run.model_path)
    evaluated = evaluate_sets(predictor, data.evaluation_sets, report=listener.evaluating)
    log_evaluation(run, evaluated, dev=[part.name for part in data.dev])
    scores = {name: one.scores for name, one in evaluated.items()}
    threshold = threshold_of(evaluated, data=data)
    manifest = manifest.model_copy(update={"uncertain_below": threshold})
    write_manifest(run.model_path, manifest, scores=scores)
    if threshold is not None:
        run.log_metrics({"model/uncertain_below": threshold}, step=0)
    run.log_file(run.model_path / CARD_FILE, folder="model-card")
    return scores


def _outcome_metrics(learnt: Learnt, manifest: Manifest) -> dict[str, float]:
    metrics = {
        "model/temperature": manifest.temperature,
        "model/outlet_gain": manifest.outlet_gain,
    }
    if learnt.fit is not None:
        metrics["model/best_epoch"] = learnt.fit.best_epoch
        metrics["model/fitting_seconds"] = learnt.fit.seconds
    if learnt.parity is not None:
        metrics["model/export_label_agreement"] = learnt.parity.label_agreement
        metrics["model/export_largest_difference"] = learnt.parity.largest_difference
    return metrics
