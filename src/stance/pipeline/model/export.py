"""``stance export``: a smaller copy of a model that gives nearly the same answers."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stance.article import Article
from stance.errors import ExportError
from stance.evaluation.reports import report_set
from stance.evaluation.scores import Scores
from stance.pipeline.evaluate.evaluate import read_sets
from stance.pipeline.evaluate.sets import evaluate_sets
from stance.pipeline.model.folder import new_model_folder, write_manifest
from stance.prediction.locating import locate_model
from stance.prediction.manifest import NetworkSettings, describe_file, read_manifest
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.predictor import Predictor
from stance.training.compression.eight_bits import compress_weights
from stance.training.export.exporting import Parity, require_parity


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export came to."""

    folder: Path
    n_bytes: int
    parity: Parity
    scores: dict[str, Scores]


def export_small(
    model: str | Path,
    folder: Path,
    *,
    corpora: Sequence[Path],
    probability_tolerance: float,
    label_agreement: float,
) -> Exported:
    """Store a network with 8-bit weights, after comparing it with the original.

    Args:
        model: The original: folder, name or address.
        folder: Where the copy belongs; a model that is there is replaced.
        corpora: Labelled articles to compare and measure the two on, as ``stance evaluate`` takes
            them.
        probability_tolerance: Largest difference of a probability that is allowed, in [0, 1].
        label_agreement: Smallest fraction of equal labels that is allowed, in [0, 1].

    Returns:
        What it came to.

    Raises:
        ExportError: If the two differ by more, the model is no network, or ``folder`` is its own.
        ArtifactError: If there is no such model, or something else than a model is in ``folder``.
        CorpusError: With every fault of every corpus file.
    """
    source = locate_model(model)
    if folder.resolve() == source.resolve():
        raise ExportError(f"{folder} is the model itself; name another folder for the copy")
    manifest = read_manifest(source)
    if not isinstance(manifest.settings, NetworkSettings):
        raise ExportError(f"{source} is a baseline: there is nothing to make smaller")
    sets = read_sets(corpora, scheme=manifest.label_scheme)
    articles = [article for one in sets.values() for article in one]
    with new_model_folder(folder) as copy:
        for name in manifest.files:
            shutil.copyfile(source / name, copy / name)
        compress_weights(copy / MODEL_FILE)
        files = {name: describe_file(copy / name) for name in manifest.files}
        provenance = {**manifest.provenance, "weights": "int8"}
        smaller = manifest.model_copy(update={"files": files, "provenance": provenance})
        write_manifest(copy, smaller)
        predictor = Predictor.load(copy)
        parity = _compare(Predictor.load(source), predictor, articles)
        require_parity(
            parity, probability_tolerance=probability_tolerance, label_agreement=label_agreement
        )
        evaluated = evaluate_sets(predictor, sets)
        reports = {
            name: report_set(one.gold, one.predicted, scores=one.scores)
            for name, one in evaluated.items()
        }
        write_manifest(copy, smaller, reports=reports)
    scores = {name: one.scores for name, one in evaluated.items()}
    n_bytes = (folder / MODEL_FILE).stat().st_size
    return Exported(folder=folder, n_bytes=n_bytes, parity=parity, scores=scores)


def _compare(one: Predictor, other: Predictor, articles: Sequence[Article]) -> Parity:
    """Compare label scores before speakers are resolved, which could hide a difference."""
    first, second = (
        np.exp([row.log_probabilities for article in articles for row in predictor.score(article)])
        for predictor in (one, other)
    )
    shape = (-1, len(one.manifest.labels))
    first, second = first.reshape(shape), second.reshape(shape)
    if not len(first):
        raise ExportError("there is nothing to compare the models on: the corpora are empty")
    return Parity(
        label_agreement=float((first.argmax(axis=1) == second.argmax(axis=1)).mean()),
        largest_difference=float(np.abs(first - second).max()),
        n_sentences=len(first),
    )
