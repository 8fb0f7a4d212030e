"""``stance train``: from a config to a model, its run and its figures."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from pydantic import JsonValue

from stance.config import ModelKind, RunConfig, flatten
from stance.evaluation.scores import Scores
from stance.files import write_whole
from stance.pipeline.evaluate.overlap import met_articles
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.pipeline.model.finishing import Finished, finish
from stance.pipeline.model.folder import make_manifest, new_model_folder
from stance.pipeline.model.weights import Reading, export, parity_facts
from stance.pipeline.runs.recording import (
    dev_digest,
    git_tags,
    log_data,
    log_evaluation,
    open_run,
    run_tags,
)
from stance.pipeline.runs.runs import mirror_uri, mlflow_facts, recorded
from stance.pipeline.train.data import RunData, load_run_data
from stance.pipeline.train.distillation import distill
from stance.pipeline.train.network import fit_and_average, fit_network
from stance.pipeline.train.outlook import Outlook
from stance.pipeline.train.readiness import check_ready, load_data
from stance.pipeline.train.starting import encoder_facts
from stance.prediction.locating import BUNDLED, RUNS_FOLDER, locate_model
from stance.prediction.manifest import CARD_FILE, BaselineSettings, NetworkSettings, read_manifest
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.predictor import Predictor
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.run_record.folder import RunFolder
from stance.run_record.values import ModelFacts
from stance.schemes import NEWS
from stance.training.baseline import fit_baseline
from stance.training.export.exporting import Parity
from stance.training.fitting.fitting import FitResult
from stance.training.fitting.processes import require_one_process
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

    ``standing`` compares the model with the one that was there before, a sentence each.
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
        with new_model_folder(run.model_path) as folder:
            learnt = _learn(config, data, target=folder, run=run, listener=listener)
            manifest = make_manifest(
                folder,
                name=run.path.name,
                settings=learnt.settings,
                provenance=_provenance(config, data, learnt),
                scheme=data.scheme,
            )
            finished = finish(
                folder,
                manifest,
                config=config,
                data=data,
                say=listener.say,
                report=listener.evaluating,
            )
        dev = [part.name for part in data.dev]
        log_evaluation(run, finished.evaluated, reports=finished.reports, dev=dev)
        run.log_metrics(_outcome_metrics(learnt, finished), step=0)
        write_whole(
            (run.model_path / CARD_FILE).read_bytes(), run.artifacts_path / "model-card" / CARD_FILE
        )
        score = finished.scores[dev[0]].macro_f1
        run.record_model(ModelFacts(dev_macro_f1=score, dev_digest=dev_digest(data)))
    shutil.rmtree(run.checkpoints_path, ignore_errors=True)
    return finished.scores


def assist(config: RunConfig) -> None:
    """Take part in the training that the first process leads by ``train``: compute, write nothing.

    The config is that of the first process, and what cannot be trained fails in both.
    """
    check_ready(config)
    fit_network(config, load_run_data(config.data), checkpoints=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Learnt:
    """What learning came to, besides the files.

    The baseline has no fit, no parity and no encoder.
    """

    settings: NetworkSettings | BaselineSettings
    fit: FitResult | None = None
    parity: Parity | None = None
    encoder: Mapping[str, JsonValue] = field(default_factory=dict)


def _learn(
    config: RunConfig, data: RunData, *, target: Path, run: RunFolder, listener: Listener
) -> _Learnt:
    """Fit network or baseline, and write its files into an empty folder."""
    mixed = distill(data, config.training, report=listener.evaluating)
    if config.model.kind is ModelKind.BASELINE:
        require_one_process("the baseline")
        baseline = fit_baseline(mixed.train_articles, config.baseline, seed=config.seed)
        baseline.save(target)
        return _Learnt(settings=baseline.settings)
    outlook = Outlook(config, data, say=listener.say, then=listener.fitting)
    fitted = fit_and_average(
        config, mixed, checkpoints=run.checkpoints_path, tracker=run, report=outlook.hear
    )
    tokenizer = fitted.tokenizer.tokenizer
    parity = export(
        fitted.network,
        target / MODEL_FILE,
        section=config.export,
        reading=Reading(
            data=mixed, tokenizer=tokenizer, settings=fitted.settings, seed=config.seed
        ),
        dev=fitted.dev,
        report=listener.evaluating,
    )
    (target / TOKENIZER_FILE).write_text(tokenizer.to_str(), encoding="utf-8")
    return _Learnt(
        settings=fitted.settings,
        fit=fitted.result,
        parity=parity,
        encoder=encoder_facts(fitted.network.encoder.config),
    )


def _provenance(config: RunConfig, data: RunData, learnt: _Learnt) -> dict[str, JsonValue]:
    """Give what a model folder says of its making."""
    provenance: dict[str, JsonValue] = {
        "config": dict(flatten(config)),
        "train": {part.name: part.digest for part in data.train},
        "dev": {part.name: part.digest for part in data.dev},
        "n_train_articles": len(data.train_articles),
        "n_train_sentences": sum(len(one.sentences) for one in data.train_articles),
        **learnt.encoder,
        **met_articles(config, data),
        **git_tags(),
    }
    if learnt.fit is not None:
        provenance["best_epoch"] = learnt.fit.best_epoch
        provenance["fitting_seconds"] = round(learnt.fit.seconds, 1)
        provenance["n_cores"] = torch.get_num_threads()
    return provenance if learnt.parity is None else provenance | parity_facts(learnt.parity)


def _outcome_metrics(learnt: _Learnt, finished: Finished) -> dict[str, float]:
    manifest = finished.manifest
    named = ("temperature", "outlet_gain", "unseen_temperature")
    metrics: dict[str, float] = {f"model/{name}": getattr(manifest, name) for name in named}
    if manifest.uncertain_below is not None:
        metrics["model/uncertain_below"] = manifest.uncertain_below
    if learnt.fit is not None:
        metrics["model/best_epoch"] = learnt.fit.best_epoch
        metrics["model/fitting_seconds"] = learnt.fit.seconds
    if learnt.parity is not None:
        metrics["model/export_label_agreement"] = learnt.parity.label_agreement
        metrics["model/export_largest_difference"] = learnt.parity.largest_difference
    return metrics


def standing(
    config: RunConfig,
    data: RunData,
    scores: Mapping[str, Scores],
    *,
    report: Callable[[str, int, int], None],
) -> list[str]:
    """Compare macro-F1 with that of the bundled model, or of the model that training went on from.

    Of the bundled model the figures on its own dev are known. A model that training went on from
    reads the run's dev once more.
    """
    if data.scheme != NEWS:
        return []
    known = read_manifest(locate_model(BUNDLED)).dev_scores
    said = [
        _beside(part.name, scores, other="the bundled model", figure=known[part.digest])
        for part in (*data.dev, *data.evaluation)
        if part.digest in known
    ]
    if config.training.start is not None:
        before = Predictor.load(config.training.start)
        new = {part.name: part.articles for part in data.dev if part.digest not in known}
        for name, one in evaluate_sets(before, new, report=report).items():
            other = f"{config.training.start}, from which training went on,"
            said.append(_beside(name, scores, other=other, figure=one.scores.macro_f1))
    return said


def _beside(name: str, scores: Mapping[str, Scores], *, other: str, figure: float) -> str:
    own = scores[name].macro_f1
    verdict = "it stays the better one" if own < figure else "this one is no worse"
    return f"macro-F1 on {name} is {own:.3f}; {other} has {figure:.3f}: {verdict}"
