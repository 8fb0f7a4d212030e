"""Distillation: what a trained model says of each sentence, mixed with the label to learn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stance.config import TrainingSection
from stance.corpus.parts import LoadedPart
from stance.files import write_whole
from stance.parts import Sentence
from stance.pipeline.run_data import RunData
from stance.prediction.predictor import Predictor
from stance.schemes import LabelScheme
from stance.training.encoders import cache_folder
from stance.training.processes import require_one_process


def teach(
    data: RunData, section: TrainingSection, *, report: Callable[[str, int, int], None]
) -> RunData:
    """Let the teacher of a config give its opinion of every sentence that is learnt from.

    A sentence is then learnt as the distribution ``(1 - w) · its own + w · the teacher's``, where
    its own is all on its label, or its probabilities if it has some (Hinton et al., 2015,
    "Distilling the knowledge in a neural network", with the teacher's calibrated temperature).
    Where the teacher's most probable label is another than the sentence's, it is not heard:
    new articles are there to teach what the teacher gets wrong.
    Opinions are kept in the cache folder: the same teacher is asked once about the same part.

    Args:
        data: Of the run.
        section: Names the teacher and its weight; without a teacher the data stays as it is.
        report: Told the part's name, articles done, and articles in all.

    Returns:
        The data with the probabilities to learn.

    Raises:
        ArtifactError: If there is no such teacher, or it is damaged.
        ValueError: If several processes train together, or the teacher has other labels.
    """
    if section.teacher is None:
        return data
    require_one_process("training.teacher")
    teacher = Predictor.load(section.teacher)
    if teacher.manifest.label_scheme != data.scheme:
        raise ValueError(
            f"training.teacher has the labels of the scheme {teacher.manifest.label_scheme}, the "
            f"data those of {data.scheme}; name a teacher that was trained on the same labels"
        )
    taught = []
    for part in data.train:
        opinions = _opinions(
            teacher, part, report=lambda *done, name=part.name: report(name, *done)
        )
        taught.append(_mixed(part, opinions, weight=section.teacher_weight, scheme=data.scheme))
    return replace(data, train=tuple(taught))


def _opinions(
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
        rows += teacher.score_labels(article)
        report(n_done, len(part.articles))
    opinions: npt.NDArray[np.float32] = np.exp(np.array(rows, dtype=np.float32).reshape(shape))
    content = BytesIO()
    np.save(content, opinions, allow_pickle=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(content.getvalue(), path)
    return opinions


def _cached(teacher: Predictor, part: LoadedPart) -> Path:
    who = sha256(teacher.manifest.model_dump_json().encode()).hexdigest()
    return cache_folder() / "opinions" / f"{who[:16]}-{part.digest[:16]}.npy"


def _mixed(
    part: LoadedPart, opinions: npt.NDArray[np.float32], *, weight: float, scheme: LabelScheme
) -> LoadedPart:
    rows = iter(opinions)
    articles = tuple(
        replace(
            article,
            sentences=tuple(
                _taught(sentence, opinion=next(rows), weight=weight, scheme=scheme)
                for sentence in article.sentences
            ),
        )
        for article in part.articles
    )
    return replace(part, articles=articles)


def _taught(
    sentence: Sentence,
    *,
    opinion: npt.NDArray[np.float32],
    weight: float,
    scheme: LabelScheme,
) -> Sentence:
    if scheme.names[int(opinion.argmax())] != sentence.label:
        return sentence
    own: Mapping[str, float] = sentence.probabilities or {sentence.label: 1.0}
    pairs = zip(scheme.names, opinion.tolist(), strict=True)
    mixed = {label: (1 - weight) * own.get(label, 0.0) + weight * other for label, other in pairs}
    total = sum(mixed.values())  # 1, but for rounding
    return replace(sentence, probabilities={label: one / total for label, one in mixed.items()})
