"""``stance release``: a model that ships is replaced only by one that is no worse."""

import shutil
from collections.abc import Collection
from pathlib import Path

from stance.config import RunConfig
from stance.errors import ReleaseError
from stance.evaluation.scores import Scores
from stance.pipeline.evaluate.overlap import chosen_again
from stance.pipeline.model.finishing import finish
from stance.pipeline.model.folder import new_model_folder
from stance.pipeline.model.weights import store_anew
from stance.pipeline.release.gate import card_figures, reasons_against, reasons_against_size
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest


def release(
    config: RunConfig,
    folder: Path,
    *,
    max_megabytes: float,
    listener: Listener,
    skip: Collection[str] = (),
    model: Path | None = None,
    resume: bool = False,
) -> dict[str, Scores]:
    """Train a model and put it where it ships, unless it does not pass the gate.

    Args:
        config: The recipe; parity with PyTorch is checked as its ``export`` section says.
        folder: Where the model ships; its ``model.json`` holds the figures to reach.
        max_megabytes: Size of all its files, at most, in 10⁶ bytes.
        listener: Told what happens.
        skip: Sets on the card that need not be measured, because their texts are not here.
        model: Folder of a model trained by this config before, which is stored as the config says,
            calibrated and measured anew; None to train one.
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
    before = {}
    if folder.exists():
        before = card_figures(read_manifest(folder).provenance.get("metrics"))
    data = load_data(config, say=listener.say)
    trained = None
    if model is None:
        trained = train(config, listener=listener, data=data, resume=resume)
        model = trained.model_folder
    with new_model_folder(folder) as copy:
        shutil.copytree(model, copy, dirs_exist_ok=True)
        if trained is not None:
            scores = dict(trained.scores)
        else:
            listener.say(f"weights are to be stored as {config.export.weights}")
            stored = store_anew(
                copy, read_manifest(copy), config=config, data=data, report=listener.evaluating
            )
            finished = finish(
                copy,
                chosen_again(stored, data),
                config=config,
                data=data,
                say=listener.say,
                report=listener.evaluating,
            )
            scores = finished.scores
        reasons = reasons_against_size(copy, max_megabytes=max_megabytes)
        reasons += reasons_against(scores, before=before, section=config.promotion, skip=skip)
        if reasons:
            raise ReleaseError(model, reasons, kept=_keep(copy, model))
    return scores


def _keep(copy: Path, model: Path) -> Path | None:
    """Keep what was stored anew beside the model that it was made from: it has taken a while."""
    if read_manifest(copy).files == read_manifest(model).files:
        return None
    kept = model.with_name(f"{model.name}-refused")
    with new_model_folder(kept) as folder:
        shutil.copytree(copy, folder, dirs_exist_ok=True)
    return kept
