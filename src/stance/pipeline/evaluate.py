"""``stance evaluate``: a model and corpora in, scores out."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from stance.corpus.reading import read_corpus
from stance.evaluation.scores import Scores
from stance.files import write_whole
from stance.pipeline.evaluating import evaluate_sets, flat_metrics
from stance.prediction.predictor import Predictor


def evaluate(model: str | Path, corpora: Sequence[Path]) -> dict[str, Scores]:
    """Measure a model on corpus files.

    Args:
        model: Folder, name, or MLflow address.
        corpora: JSONL files; each is a set of its own, named after the file.

    Returns:
        Scores by name.

    Raises:
        CorpusError: With every fault of every file.
        ArtifactError: If there is no such model.
    """
    sets = {path.stem: read_corpus([path]) for path in corpora}
    evaluated = evaluate_sets(Predictor.load(model), sets)
    return {name: one.scores for name, one in evaluated.items()}


def write_figures(path: Path, scores: Mapping[str, Scores]) -> None:
    """Write all figures as one JSON object, whole or not at all.

    Args:
        path: The file.
        scores: By evaluation set.
    """
    write_whole(json.dumps(flat_metrics(scores), indent=1) + "\n", path)
