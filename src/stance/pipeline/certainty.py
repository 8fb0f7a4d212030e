"""How a model's confidence is set on dev: the temperature, and the threshold of the uncertain."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stance.article import Article
from stance.evaluation.abstention import find_threshold
from stance.evaluation.calibration import fit_temperature
from stance.evaluation.pairing import pair_articles
from stance.pipeline.evaluating import Evaluated
from stance.pipeline.model_folder import write_manifest
from stance.pipeline.run_data import RunData
from stance.prediction.manifest import Manifest
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.chances import softened


class Model(Protocol):
    """What answers in two halves, as ``Predictor`` does."""

    def score(self, article: Article) -> Sequence[ScoredSentence]:
        """Score an article's own sentences."""
        ...

    def resolve(self, text: str, scored: Sequence[ScoredSentence]) -> Article:
        """Make the article of them that users see."""
        ...


def temperature_of(predictor: Model, articles: Sequence[Article]) -> float:
    """Fit the temperature that makes the labels that users see most likely.

    That is after speakers have spoken: the sentences of a speaker make one another surer, so
    the temperature that fits the network's labels leaves those of articles too sure. Users see
    them less sure still, since their outlets are not those of dev (``stance.prediction.unseen``).

    Args:
        predictor: A model that is not calibrated yet.
        articles: Labelled, and not learnt from.

    Returns:
        The temperature; above 1 it softens.
    """
    scored = [(article, predictor.score(article)) for article in articles]

    def answer(temperature: float) -> NDArray[np.float64]:
        return np.array(
            [
                [sentence.probabilities[label] for label in article.scheme.names]
                for article, sentences in scored
                for sentence in predictor.resolve(
                    article.text, [softened(one, temperature) for one in sentences]
                ).sentences
            ]
        )

    labels = [
        article.scheme.names.index(sentence.label)
        for article in articles
        for sentence in article.sentences
    ]
    return fit_temperature(answer, np.array(labels))


def calibrate(folder: Path, manifest: Manifest, *, articles: Sequence[Article]) -> Manifest:
    """Set the temperature of a model.

    Args:
        folder: Holds the model's files.
        manifest: What they are.
        articles: Labelled, and not learnt from.

    Returns:
        The manifest with the temperature; it is in the folder too.
    """
    write_manifest(folder, manifest.model_copy(update={"temperature": 1.0}))
    temperature = temperature_of(Predictor.load(folder), articles)
    manifest = manifest.model_copy(update={"temperature": temperature})
    write_manifest(folder, manifest)
    return manifest


def threshold_of(
    evaluated: Mapping[str, Evaluated], *, data: RunData, calibrate_on: Sequence[str]
) -> float | None:
    """Find the confidence below which labels of a calibrated model are uncertain.

    Args:
        evaluated: Its answers by evaluation set, those of dev among them.
        data: The run's data.
        calibrate_on: Names of dev parts; all of dev if none of them is there.

    Returns:
        As ``find_threshold`` says.
    """
    names = [part.name for part in data.dev if part.name in calibrate_on]
    names = names or [part.name for part in data.dev]
    pairs = [
        sentences
        for name in names
        for pair in pair_articles(evaluated[name].gold, evaluated[name].predicted)
        for sentences in pair.sentences
    ]
    return find_threshold(pairs)
