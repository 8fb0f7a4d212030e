"""The last steps of a model: its probes, its calibration, its figures, its card."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stance.article import Article
from stance.config import RunConfig
from stance.evaluation.abstention import FEWEST_SENTENCES, find_threshold
from stance.evaluation.calibration import fit_gain, fit_temperature
from stance.evaluation.pairing import pair_articles
from stance.evaluation.reports import SetReport, report_set
from stance.evaluation.scores import Scores
from stance.parts import Sentence
from stance.pipeline.evaluate.sets import Evaluated, evaluate_sets, predict_gold
from stance.pipeline.model.folder import write_manifest
from stance.pipeline.model.probes import add_probes, keep_probes
from stance.pipeline.model.weights import Report
from stance.pipeline.train.data import RunData
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, read_manifest
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import outlet_likelier, softened
from stance.prediction.unseen import less_sure
from stance.schemes import NEWS, LabelScheme

#: Of fewer sentences than this a temperature and a gain would say little.
_FEWEST_TO_CALIBRATE = 500
#: Values of a manifest that say how sure a model is.
_CERTAINTY = ("temperature", "outlet_gain", "unseen_temperature")


class Model(Protocol):
    """What answers in two halves, as ``Predictor`` does."""

    def score(self, article: Article) -> Sequence[ScoredSentence]:
        """Score an article's own sentences."""
        ...

    def resolve(self, text: str, scored: Sequence[ScoredSentence]) -> Article:
        """Make the article of them that users see."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What is done to a model's answers to single sentences.

    Attributes:
        temperature: Divides the label logits; above 1 it softens.
        outlet_gain: Added to the log-probability that the outlet speaks, in nats.
    """

    temperature: float
    outlet_gain: float


def calibration_of(predictor: Model, articles: Sequence[Article]) -> Calibration:
    """Fit what makes the labels that users see most likely.

    That is after speakers have spoken: the sentences of a speaker make one another surer, so
    the temperature that fits the network's labels leaves those of articles too sure.
    """
    scored = [(article, predictor.score(article)) for article in articles]

    def answer(temperature: float, gain: float) -> NDArray[np.float64]:
        found = Calibration(temperature=temperature, outlet_gain=gain)
        return _probabilities(
            predictor.resolve(
                article.text, [calibrated(one, found, scheme=article.scheme) for one in sentences]
            )
            for article, sentences in scored
        )

    labels = _labels(articles)
    first = fit_temperature(lambda temperature: answer(temperature, 0.0), labels)
    gain = fit_gain(lambda gain: answer(first, gain), labels)
    temperature = fit_temperature(lambda temperature: answer(temperature, gain), labels)
    return Calibration(temperature=temperature, outlet_gain=gain)


def _probabilities(articles: Iterable[Article]) -> NDArray[np.float64]:
    """Give those of all sentences, ``(sentences, labels)``."""
    return np.array(
        [
            [sentence.probabilities[label] for label in article.scheme.names]
            for article in articles
            for sentence in article.sentences
        ]
    )


def _labels(articles: Iterable[Article]) -> NDArray[np.int64]:
    """Give the columns of the labels of all sentences."""
    return np.array(
        [
            article.scheme.names.index(sentence.label)
            for article in articles
            for sentence in article.sentences
        ]
    )


def unseen_temperature_of(predictor: Predictor, articles: Sequence[Article]) -> float:
    """Fit by how much less sure answers are to be on outlets from which nothing was learnt.

    Args:
        predictor: Calibrated, and not made less sure yet.
        articles: Of such outlets.

    Returns:
        What divides the logarithms of the probabilities; at least 1, for on outlets never seen
        nobody knows more than on others.
    """
    predicted = predict_gold(predictor, articles)

    def answer(temperature: float) -> NDArray[np.float64]:
        return _probabilities(less_sure(one, temperature) for one in predicted)

    return max(1.0, fit_temperature(answer, _labels(articles)))


def calibrated(
    sentence: ScoredSentence, found: Calibration, *, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Give a sentence as a calibrated model would have scored it."""
    softer = softened(sentence, found.temperature)
    return outlet_likelier(softer, found.outlet_gain, scheme=scheme)


def calibrate(folder: Path, manifest: Manifest, *, articles: Sequence[Article]) -> Manifest:
    """Set the temperature of a model, and its gain, on articles that it has not learnt from."""
    plain = Calibration(temperature=1.0, outlet_gain=0.0)
    manifest = manifest.model_copy(update={"unseen_temperature": 1.0})
    write_manifest(folder, manifest.model_copy(update=asdict(plain)))
    fitted = calibration_of(Predictor.load(folder), articles)
    return write_manifest(folder, manifest.model_copy(update=asdict(fitted)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A model that has been calibrated and measured."""

    manifest: Manifest
    evaluated: Mapping[str, Evaluated]
    reports: Mapping[str, SetReport]

    @property
    def scores(self) -> dict[str, Scores]:
        """By evaluation set, dev first."""
        return {name: one.scores for name, one in self.evaluated.items()}


def finish(
    folder: Path,
    manifest: Manifest,
    *,
    config: RunConfig,
    data: RunData,
    say: Callable[[str], None],
    report: Report,
) -> Finished:
    """Give a model its probes, calibrate it, measure it, and write manifest and card.

    Training and release end alike, and each step is taken once.

    Args:
        folder: Holds the model's files.
        manifest: What they are.
        config: Of the run.
        data: Of the run.
        say: Told what is done.
        report: Told what is read, how much of it is done, and how much there is.

    Returns:
        What the model came to.
    """
    manifest = add_probes(
        folder,
        keep_probes(folder, manifest, config=config),
        config=config,
        articles=data.train_articles,
        say=say,
        report=report,
    )
    manifest = _calibrated(folder, manifest, config=config, data=data, say=say)
    evaluated = evaluate_sets(Predictor.load(folder), data.evaluation_sets, report=report)
    reports = {
        name: report_set(one.gold, one.predicted, scores=one.scores)
        for name, one in evaluated.items()
    }
    threshold = threshold_of(evaluated, data=data)
    manifest = manifest.model_copy(update={"uncertain_below": threshold})
    manifest = write_manifest(folder, manifest, reports=reports)
    return Finished(manifest=manifest, evaluated=evaluated, reports=reports)


def _calibrated(
    folder: Path,
    manifest: Manifest,
    *,
    config: RunConfig,
    data: RunData,
    say: Callable[[str], None],
) -> Manifest:
    """Set temperature and gain on dev, or keep those of the model that training went on from.

    They are kept if dev is small: a few articles would set both by chance, and the network has
    moved little.
    """
    start, articles = config.training.start, data.calibration_articles(config.data.calibrate_on)
    if start is not None and _n_sentences(articles) < _FEWEST_TO_CALIBRATE:
        say(f"as sure of its answers as {start}: dev is too small to set that anew")
        before = read_manifest(locate_model(start))
        kept = {name: getattr(before, name) for name in _CERTAINTY}
        return write_manifest(folder, manifest.model_copy(update=kept))
    say("calibrating on dev")
    manifest = calibrate(folder, manifest, articles=articles)
    names = config.data.unseen_outlets
    unseen = [article for name in names for article in data.evaluation_sets.get(name, ())]
    if not unseen:
        return manifest
    say("calibrating for outlets from which nothing is learnt")
    temperature = unseen_temperature_of(Predictor.load(folder), unseen)
    return write_manifest(folder, manifest.model_copy(update={"unseen_temperature": temperature}))


def _n_sentences(articles: Iterable[Article]) -> int:
    return sum(len(one.sentences) for one in articles)


def threshold_of(evaluated: Mapping[str, Evaluated], *, data: RunData) -> float | None:
    """Find the confidence below which labels of a calibrated model are uncertain.

    Parts of dev differ in how hard they are, and the news that a model will read may be like the
    hardest. So the threshold is one that holds on each.
    The greatest that ``find_threshold`` gives for a part of dev with enough sentences; for all
    parts together if none has them. None if one of these has none.
    """
    parts = [_pairs(evaluated[part.name]) for part in data.dev]
    large = [part for part in parts if len(part) >= FEWEST_SENTENCES]
    found = [find_threshold(part) for part in large or [list(chain.from_iterable(parts))]]
    reached = [one for one in found if one is not None]
    return max(reached) if len(reached) == len(found) else None


def _pairs(one: Evaluated) -> list[tuple[Sentence, Sentence]]:
    """Give gold and predicted sentences."""
    pairs = pair_articles(one.gold, one.predicted)
    return [sentences for pair in pairs for sentences in pair.sentences]
