"""How long a training will take on this machine, told once its first steps have been timed."""

from collections.abc import Callable, Iterable

import psutil
import torch

from stance.article import Article
from stance.config import ModelKind, RunConfig, fit_configs
from stance.pipeline.train.data import RunData
from stance.training.fitting.progress import Progress

#: Steps that are timed; the first of them is slower than the others.
_N_TIMED = 5
#: What it takes to read a text with a trained model and to resolve its speakers, against what a
#: step takes for it: forward is a third of a step.
_READING = 0.6
#: What it takes to score dev after an epoch, likewise.
_SCORING = 0.35
#: From the quickest to the slowest that is to be expected: other steps, other users of the cores.
_LOW, _HIGH = 0.6, 1.5


class Outlook:
    """Tells how long a training will take, as soon as that can be said.

    Args:
        config: Of the run.
        data: Of the run.
        say: Told it, once.
        then: Told each step too.
    """

    def __init__(
        self,
        config: RunConfig,
        data: RunData,
        *,
        say: Callable[[str], None],
        then: Callable[[Progress], None],
    ) -> None:
        self._say, self._then = say, then
        self._is_said = config.model.kind is ModelKind.BASELINE
        epochs = [one.training.epochs for one in fit_configs(config)]
        self._fits = sum(epochs) / epochs[0]
        shown = sum(part.repeat * _n_characters(part.articles) for part in data.train)
        dev = _n_characters(data.dev_articles)
        read = _n_characters(data.calibration_articles(config.data.calibrate_on))
        read += sum(map(_n_characters, data.evaluation_sets.values()))
        if config.mentions.epochs:
            read += _n_characters(data.train_articles)
        elif config.speech.articles:
            n_articles = len(data.train_articles)
            share = min(config.speech.articles, n_articles) / max(1, n_articles)
            read += share * _n_characters(data.train_articles)
        self._scored, self._read = dev / max(1, shown), read / max(1, shown)

    def hear(self, progress: Progress) -> None:
        """Take a step into account."""
        left = progress.n_steps - progress.step
        if not self._is_said and left and progress.step >= min(_N_TIMED, progress.n_steps - 1):
            self._is_said = True
            self._say(self._told(progress, left=left))
        self._then(progress)

    def _told(self, progress: Progress, *, left: int) -> str:
        epoch = progress.seconds_left / left * progress.n_steps / progress.n_epochs
        fitting = epoch * progress.n_epochs * (1 + _SCORING * self._scored) * self._fits
        measuring = epoch * _READING * self._read
        return (
            f"this will take {_range(fitting + measuring)} here: fitting {_range(fitting)}, then "
            f"calibrating and measuring {_range(measuring)} ({_machine()})"
        )


def _n_characters(articles: Iterable[Article]) -> float:
    return float(sum(len(article.text) for article in articles))


def _machine() -> str:
    """Say what there is to compute with, and whether others use it."""
    n_threads, load = torch.get_num_threads(), round(psutil.getloadavg()[0])
    cores = f"{n_threads} core{'' if n_threads == 1 else 's'}"
    return cores if load <= n_threads else f"{cores}, which {load} programs share now"


def _range(seconds: float) -> str:
    """Word a range of time.

    >>> _range(30), _range(600), _range(9000)
    ('less than 1 minute', '6 to 15 minutes', '1.5 to 3.8 hours')
    """
    low, high = _LOW * seconds, _HIGH * seconds
    if high < 60:  # noqa: PLR2004
        return "less than 1 minute"
    if high < 7200:  # noqa: PLR2004
        return f"{max(1, round(low / 60))} to {max(2, round(high / 60))} minutes"
    return f"{low / 3600:.1f} to {high / 3600:.1f} hours"
