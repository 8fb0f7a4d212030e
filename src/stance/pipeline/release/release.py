"""``stance release``: a model that ships is replaced only by one that is no worse."""

import shutil
from pathlib import Path

from stance.config import RunConfig
from stance.errors import ReleaseError
from stance.evaluation.reports import report_set
from stance.evaluation.scores import Scores
from stance.pipeline.evaluate.overlap import chosen_again
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.pipeline.model.calibration import calibrate, threshold_of
from stance.pipeline.model.folder import new_model_folder, write_manifest
from stance.pipeline.model.probes import add_probes
from stance.pipeline.model.weights import store_anew
from stance.pipeline.release.release_gate import Gate, read_card, reasons_against
from stance.pipeline.train.data import RunData
from stance.pipeline.train.loading import load_data
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor


def release(
    config: RunConfig,
    folder: Path,
    *,
    gate: Gate,
    listener: Listener,
    model: Path | None = None,
    resume: bool = False,
) -> dict[str, Scores]:
    """Train a model and put it where it ships, unless it falls below the card of the one there.

    Args:
        config: The recipe; parity with PyTorch is checked as its ``export`` section says.
        folder: Where the model ships; its ``model.json`` holds the figures to reach.
        gate: What else the model must satisfy.
        listener: Told what happens.
        model: Folder of a model trained by this config before, which is calibrated and measured
            anew, its weights put in codebooks if the config asks for them; None to train one.
        resume: Go on with the newest unfinished run of the same config.

    Returns:
        Its scores by evaluation set; the model has been copied to ``folder``.

    Raises:
        ReleaseError: With every reason against the model; ``folder`` is as it was then, the model
            stays in its run folder, and if its weights were stored anew they are kept beside it.
        ArtifactError: If ``folder``, or ``model``, holds something that is no model.
        CorpusError: If the data is faulty.
        ExportError: If the exported model does not agree with the trained one.
    """
    card = read_card(folder)
    data = load_data(config, say=listener.say)
    if model is None:
        model = train(config, listener=listener, data=data, resume=resume).model_folder
    with new_model_folder(folder) as copy:
        shutil.copytree(model, copy, dirs_exist_ok=True)
        _store(copy, config, data=data, listener=listener)
        scores = _measure(copy, config, data=data, listener=listener)
        reasons = reasons_against(copy, scores, card=card, gate=gate)
        if reasons:
            raise ReleaseError(model, reasons, kept=_keep(copy, model))
    return scores


def _store(folder: Path, config: RunConfig, *, data: RunData, listener: Listener) -> None:
    """Store a model's weights as its config asks, if they were trained before."""
    listener.say(f"weights are to be stored as {config.export.weights}")
    manifest = read_manifest(folder)
    stored = store_anew(folder, manifest, config=config, data=data, report=listener.evaluating)
    stored = add_probes(
        folder,
        stored,
        config=config,
        articles=data.train_articles,
        say=listener.say,
        report=listener.evaluating,
    )
    if stored != manifest:
        write_manifest(folder, stored)


def _keep(copy: Path, model: Path) -> Path | None:
    """Keep what was stored anew beside the model that it was made from: it has taken a while."""
    if read_manifest(copy).files == read_manifest(model).files:
        return None
    kept = model.with_name(f"{model.name}-refused")
    with new_model_folder(kept) as folder:
        shutil.copytree(copy, folder, dirs_exist_ok=True)
    return kept


def _measure(
    folder: Path, config: RunConfig, *, data: RunData, listener: Listener
) -> dict[str, Scores]:
    """Calibrate a model, score it, and write a card with its figures by outlet style."""
    listener.say("calibrating on dev")
    articles = data.calibration_articles(config.data.calibrate_on)
    manifest = chosen_again(read_manifest(folder), data)
    manifest = calibrate(folder, manifest, articles=articles)
    evaluated = evaluate_sets(
        Predictor.load(folder), data.evaluation_sets, report=listener.evaluating
    )
    threshold = threshold_of(evaluated, data=data)
    manifest = manifest.model_copy(update={"uncertain_below": threshold})
    reports = {
        name: report_set(one.gold, one.predicted, scores=one.scores)
        for name, one in evaluated.items()
    }
    write_manifest(folder, manifest, reports=reports)
    return {name: one.scores for name, one in evaluated.items()}
