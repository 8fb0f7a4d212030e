"""Distillation: what a trained model says of each sentence, mixed with the label to learn."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stance.config import TrainingSection
from stance.corpus.parts import LoadedPart
from stance.files import cache_folder, whole_file
from stance.parts import Sentence
from stance.pipeline.train.data import RunData
from stance.pipeline.train.starting import require_labels
from stance.prediction.predictor import Predictor
from stance.training.fitting.processes import require_one_process


def distill(
    data: RunData, section: TrainingSection, *, report: Callable[[str, int, int], None]
) -> RunData:
    """Mix the labels to learn with the probabilities of a trained model, the teacher.

    A sentence is then learnt as the distribution ``(1 - w) · its own + w · the teacher's``, where
    its own is all on its label, or its probabilities if it has some (Hinton et al., 2015,
    "Distilling the knowledge in a neural network", with the teacher's calibrated temperature).
    Where the teacher's most probable label is another than the sentence's, the label
    alone is learnt: new articles are there for what the teacher gets wrong.
    Its probabilities are kept in the cache folder: a teacher reads the same part once.
    """
    if section.distill_from is None:
        return data
    require_one_process("training.distill_from")
    teacher = Predictor.load(section.distill_from)
    require_labels(teacher.manifest, data.scheme, setting="training.distill_from")
    mixed = []
    for part in data.train:
        probabilities = _probabilities(teacher, part, report=partial(report, part.name))
        mixed.append(_mix(part, probabilities, weight=section.distill_weight))
    return replace(data, train=tuple(mixed))


def _probabilities(
    teacher: Predictor, part: LoadedPart, *, report: Callable[[int, int], None]
) -> npt.NDArray[np.float32]:
    """Give probabilities ``(sentences, labels)``, from the cache if they are there."""
    shape = (sum(len(article.sentences) for article in part.articles), len(teacher.manifest.labels))
    path = _cached(teacher, part)
    if path.is_file():
        found: npt.NDArray[np.float32] = np.load(path, allow_pickle=False)
        if found.shape == shape and found.dtype == np.float32:
            return found
    rows: list[tuple[float, ...]] = []
    for n_done, article in enumerate(part.articles, start=1):
        rows += [one.log_probabilities for one in teacher.score(article)]
        report(n_done, len(part.articles))
    probabilities: npt.NDArray[np.float32] = np.exp(np.array(rows, dtype=np.float32).reshape(shape))
    with whole_file(path) as beside:
        np.save(beside, probabilities, allow_pickle=False)
    return probabilities


def _cached(teacher: Predictor, part: LoadedPart) -> Path:
    """Name the file after the teacher and all it is asked, in order: rows have no other key."""
    asked = [(article.text, [one.span for one in article.sentences]) for article in part.articles]
    who, what = (
        sha256(one.encode()).hexdigest()[:16]
        for one in (teacher.manifest.model_dump_json(), json.dumps(asked))
    )
    return cache_folder() / "opinions" / f"{who}-{what}.npy"


def _mix(part: LoadedPart, probabilities: npt.NDArray[np.float32], *, weight: float) -> LoadedPart:
    rows = iter(probabilities)
    articles = tuple(
        replace(
            article,
            sentences=tuple(
                _mixed(
                    sentence,
                    told=dict(zip(article.scheme.names, next(rows).tolist(), strict=True)),
                    weight=weight,
                )
                for sentence in article.sentences
            ),
        )
        for article in part.articles
    )
    return replace(part, articles=articles)


def _mixed(sentence: Sentence, *, told: Mapping[str, float], weight: float) -> Sentence:
    if max(told, key=told.__getitem__) != sentence.label:
        return sentence
    own = sentence.distribution
    mixed = {
        label: (1 - weight) * own.get(label, 0.0) + weight * other for label, other in told.items()
    }
    total = sum(mixed.values())  # 1, but for rounding
    return replace(sentence, probabilities={label: one / total for label, one in mixed.items()})
