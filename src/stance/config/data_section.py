"""Which corpora a run learns from and is measured on, as its config says it."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from stance.config.yamlfiles import SchemeOrFile
from stance.run_record.naming import DEV, RESERVED

#: In place of a split file: a fifth of the articles is dealt to dev, the rest to train.
BY_ARTICLE = Path("by-article")


class Section(BaseModel):
    """A part of a config: immutable, and refusing keys that it does not know."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class CorpusPart(Section):
    """One part of one corpus."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", description="as reports, files and MLflow call it"
    )
    files: str = Field(description="path or glob of JSONL files, from the working folder")
    part: str | None = Field(default=None, description="train, dev or test of the split file")
    split: Path | None = Field(
        default=None,
        description="split file, needed with `part`; or `by-article`: a fifth is dev, the rest "
        "train",
    )
    optional: bool = Field(default=False, description="leave out, and say so, if it is not there")
    repeat: int = Field(default=1, ge=1, description="times that an epoch shows it, in training")
    perturb: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="chance of each label-keeping change, in training; anew in each epoch",
    )


class DataSection(Section):
    """What is learnt from, and what is measured on.

    A config may say ``articles: my-articles.jsonl`` in place of ``train`` and ``dev``, or besides:
    that is a part of each, dealt by article.
    """

    train: tuple[CorpusPart, ...]
    dev: tuple[CorpusPart, ...] = Field(description="stops training, calibrates")
    calibrate_on: tuple[str, ...] = Field(
        default=(), description="parts of dev that calibrate; all of dev if empty"
    )
    evaluation: tuple[CorpusPart, ...] = Field(default=(), description="measured at the end")
    unseen_outlets: tuple[str, ...] = Field(
        default=(),
        description="sets of evaluation by which answers are made less sure on outlets like theirs",
    )
    scheme: SchemeOrFile | None = Field(default=None, description="of the labels; None for news")

    @model_validator(mode="before")
    @classmethod
    def _deals_articles(cls, values: object) -> object:
        if not isinstance(values, Mapping) or "articles" not in values:
            return values
        rest = {name: value for name, value in values.items() if name != "articles"}
        if not isinstance(values["articles"], str):
            raise ValueError("articles: give the path of your JSONL file, or a glob of several")
        for side in ("train", "dev"):
            own = {
                "name": f"own-{side}",
                "files": values["articles"],
                "part": side,
                "split": BY_ARTICLE,
            }
            rest[side] = [own, *(rest.get(side) or ())]
        return rest

    @field_validator("train", "dev")
    @classmethod
    def _holds_a_part(cls, parts: tuple[CorpusPart, ...]) -> tuple[CorpusPart, ...]:
        if not parts:
            raise ValueError("needs at least one part of a corpus")
        return parts

    @field_validator("train", "dev", "evaluation")
    @classmethod
    def _names_differ(cls, parts: tuple[CorpusPart, ...]) -> tuple[CorpusPart, ...]:
        names = [part.name for part in parts]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two parts are called {', '.join(twice)}; rename one")
        return parts

    @model_validator(mode="after")
    def _sets_differ(self) -> Self:
        twice = {part.name for part in self.dev} & {part.name for part in self.evaluation}
        if twice:
            names = ", ".join(sorted(twice))
            raise ValueError(f"a part of dev and one of evaluation are called {names}; rename one")
        return self

    @model_validator(mode="after")
    def _sets_are_no_other_metrics(self) -> Self:
        taken = {part.name for part in (*self.dev, *self.evaluation)} & {*RESERVED}
        taken |= {part.name for part in (*self.dev[1:], *self.evaluation)} & {DEV}
        if taken:
            names = ", ".join(sorted(taken))
            raise ValueError(f"other metrics of a run are called {names}/…; rename that part")
        return self

    @model_validator(mode="after")
    def _calibrates_on_parts(self) -> Self:
        _check_names("calibrate_on", self.calibrate_on, "dev", self.dev)
        _check_names("unseen_outlets", self.unseen_outlets, "evaluation", self.evaluation)
        return self


def _check_names(
    field: str, names: tuple[str, ...], section: str, parts: tuple[CorpusPart, ...]
) -> None:
    known = [part.name for part in parts]
    foreign = [name for name in names if name not in known]
    if foreign:
        raise ValueError(
            f"{field} names {', '.join(foreign)}; the parts of {section} are {', '.join(known)}"
        )
