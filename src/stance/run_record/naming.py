"""What a run's metrics are called: grouped by what is before the slash, as MLflow groups charts."""

import re
from collections.abc import Mapping

#: Group of the scores that decide, the same in every run, whatever its sets are called.
DEV = "dev"
#: The scores that decide, and what model folders call them.
_DECIDING = {"macro_f1": "macro_f1", "right_speaker": "speaker_accuracy", "ece": "ece"}
#: What a series or a sweep puts before the name of a score of its runs.
_OF_SERIES = ("mean", "deviation", "low", "high", "lowest", "highest", "best")
#: Groups that hold something else than the scores of a set, so no set can be called so.
RESERVED = ("train", "epoch", "model", "system", "importance", *_OF_SERIES)
#: Macro-F1 on dev after each epoch; stands in for a model that is not exported yet.
EPOCH_SCORE = "train/dev_macro_f1"

_ON_THE_WAY = re.compile(r"(fit-\d+/)?(train|epoch|system)/")
_EARLIER_EPOCH = re.compile(r"((?:fit-\d+/)?)epoch/(dev_\w+)")
_EARLIER_FIT = re.compile(r"^member-(\d+)/")
_EARLIER_SCORE = re.compile(rf"((?:(?:{'|'.join(_OF_SERIES)})/)?[A-Za-z0-9][A-Za-z0-9_-]*)\.(\w.*)")


def deciding(figures: Mapping[str, float], *, dev: str) -> dict[str, float]:
    """Give the handful of scores that decide over a model.

    ``figures`` are named ``set.score``; ``dev`` is the first part of dev. What gold has nothing of
    is left out.
    """
    named = {f"{DEV}/{name}": f"{dev}.{score}" for name, score in _DECIDING.items()}
    return {name: figures[figure] for name, figure in named.items() if figure in figures}


def todays_name(name: str) -> str:
    """Give a metric's name of today; runs of earlier versions wrote others.

    >>> todays_name("originals-dev.f1.expert_analysis")
    'originals-dev/f1.expert_analysis'
    >>> todays_name("member-2/epoch/dev_loss"), todays_name("train/loss")
    ('fit-2/train/dev_loss', 'train/loss')
    """
    name = _EARLIER_FIT.sub(r"fit-\1/", name)
    if found := _EARLIER_EPOCH.fullmatch(name):
        return f"{found[1]}train/{found[2]}"
    found = _EARLIER_SCORE.fullmatch(name)
    return f"{found[1]}/{found[2]}" if found else name


def is_on_the_way(name: str) -> bool:
    """Tell whether a metric is of the way to a model, or of the machine, and no result."""
    return _ON_THE_WAY.match(name) is not None
