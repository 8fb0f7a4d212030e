"""Which runs a series is made of: here those that differ in seed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from stance.config import RunConfig
from stance.corpus.soundness import check_data
from stance.errors import CorpusError, Fault
from stance.pipeline.runs.recording import Named
from stance.pipeline.train.data import RunData

#: What is wrong with a set of the config that is called as one that a series makes.
_TAKEN = "two sets of this run are called so; rename the one of the config"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One run of a series.

    Attributes:
        name: Within the series.
        config: Its config.
        data: Its data.
    """

    name: str
    config: RunConfig
    data: RunData


class Series(Named, Protocol):
    """What the runs of a series differ in."""

    def variants(self, config: RunConfig, data: RunData) -> list[Variant]:
        """Give the runs that the series is made of."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """Runs on the same data, with seeds that follow on each other.

    Attributes:
        n: How many.
    """

    n: int

    def __post_init__(self) -> None:
        if self.n < 2:  # noqa: PLR2004
            raise ValueError(f"--seeds {self.n}: there is no spread; take 2 or more")

    @property
    def name(self) -> str:
        """What the folder of the series is called after."""
        return f"seeds-{self.n}"

    @property
    def setting(self) -> str:
        """All that makes the series."""
        return f"seeds={self.n}"

    def variants(self, config: RunConfig, data: RunData) -> list[Variant]:
        """Give the runs."""
        seeds = range(config.seed, config.seed + self.n)
        configs = [config.model_copy(update={"seed": seed}) for seed in seeds]
        return [Variant(name=f"seed-{one.seed}", config=one, data=data) for one in configs]


def require_sound(variants: Sequence[Variant]) -> None:
    """Refuse a series of which some run could not be trained or measured, before any is."""
    faults: list[Fault] = []
    for one in variants:
        data = one.data
        parts = (*data.dev, *data.evaluation)
        counts = Counter(part.name for part in parts)
        faults += [
            Fault(path=Path(part.files), line=None, what=f"{one.name}: ({part.name}) {_TAKEN}")
            for part in parts
            if counts[part.name] > 1
        ]
        try:
            check_data(train=data.train, dev=data.dev, evaluation=data.evaluation)
        except CorpusError as error:
            faults += [
                Fault(path=fault.path, line=fault.line, what=f"{one.name}: {fault.what}")
                for fault in error.faults
            ]
    if faults:
        raise CorpusError(faults)
