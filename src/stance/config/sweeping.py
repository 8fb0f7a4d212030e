"""What a sweep searches: the section ``sweep`` of a config."""

import math
from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stance.config.sections import RunConfig
from stance.config.values import Value, settings_of

#: Settings that say what a run is compared on, or where it is kept; they are not searched.
_FIXED = ("name", "data.", "tracking.", "promotion.")


class ParameterRange(BaseModel):
    """What one setting may be: numbers between two ends, or one of some choices."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    low: int | float | None = None
    high: int | float | None = None
    log: bool = Field(default=False, description="as many values below 1e-4 as between it and 1e-3")
    choices: tuple[Value, ...] = ()

    @model_validator(mode="after")
    def _is_one_of_two_kinds(self) -> Self:
        ends = (self.low, self.high)
        if bool(self.choices) == (ends != (None, None)):
            raise ValueError("give low and high, or choices")
        if self.choices:
            return self
        if self.low is None or self.high is None:
            raise ValueError("low and high need each other")
        if not self.low < self.high or not all(map(math.isfinite, (self.low, self.high))):
            raise ValueError(f"low is {self.low}, not below high, {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"log needs a low above 0, not {self.low}")
        return self

    @property
    def extremes(self) -> tuple[Value, ...]:
        """The values that must be allowed if all are to be."""
        if self.low is None or self.high is None:
            return self.choices
        if isinstance(self.low, int) and isinstance(self.high, int):
            return self.low, self.high
        return self.low, math.nextafter(self.low, self.high), self.high  # fractions, between ends


class SweepSection(BaseModel):
    """How a sweep searches."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    trials: int = Field(default=20, ge=1, description="in all, those of a killed sweep included")
    metric: str | None = Field(default=None, description="highest is best; else dev macro-F1")
    parameters: Mapping[str, ParameterRange] = Field(min_length=1)

    @property
    def setting(self) -> str:
        """All that makes the sweep, save the number of trials: one may go on to more of them."""
        return f"sweep={self.model_dump_json(exclude={'trials'}, exclude_defaults=True)}"


class SweepFile(RunConfig):
    """A config with a section more."""

    sweep: SweepSection

    def without_sweep(self) -> RunConfig:
        """Give the config of which the sweep changes values."""
        return RunConfig.model_validate(self.model_dump(exclude={"sweep"}))


def searchable(config: RunConfig) -> list[str]:
    """Give the settings that a sweep may search, as ``section.key``."""
    return [name for name in settings_of(config) if not name.startswith(_FIXED)]
