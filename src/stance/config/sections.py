"""A run's configuration: what can be set, typed and frozen."""

from pathlib import Path
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from stance.config.choices import Device, ModelKind, Precision, WeightFormat
from stance.config.schemefiles import SchemeOrFile


class _Section(BaseModel):
    """A part of a config: immutable, and refusing keys that it does not know."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class CorpusPart(_Section):
    """One part of one corpus."""

    name: str = Field(min_length=1, description="as reports and MLflow call it")
    files: str = Field(description="path or glob of JSONL files, from the working folder")
    part: str | None = Field(default=None, description="train, dev or test of the split file")
    split: Path | None = Field(default=None, description="split file; needed with `part`")
    optional: bool = Field(default=False, description="leave out, and say so, if it is not there")
    repeat: int = Field(default=1, ge=1, description="times that an epoch shows it, in training")
    perturb: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="chance of each label-keeping change, in training; anew in each epoch",
    )


class DataSection(_Section):
    """What is learnt from, and what is measured on."""

    train: tuple[CorpusPart, ...]
    dev: tuple[CorpusPart, ...] = Field(description="stops training, sets temperature")
    calibrate_on: tuple[str, ...] = Field(
        default=(), description="parts of dev that set the temperature; all of dev if empty"
    )
    evaluation: tuple[CorpusPart, ...] = Field(default=(), description="measured at the end")
    scheme: SchemeOrFile | None = Field(default=None, description="of the labels; None for news")

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
    def _calibrates_on_dev(self) -> Self:
        known = [part.name for part in self.dev]
        foreign = [name for name in self.calibrate_on if name not in known]
        if foreign:
            raise ValueError(
                f"calibrate_on names {', '.join(foreign)}; the parts of dev are {', '.join(known)}"
            )
        return self


class WindowSection(_Section):
    """How an article is cut for the encoder."""

    max_tokens: int = Field(default=384, ge=16, le=8192, description="with [CLS] and [SEP]")
    max_sentences: int | None = Field(default=None, ge=1, description="1: no context at all")
    overlap_tokens: int = Field(default=128, ge=0, description="context kept on both sides")

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if 2 * self.overlap_tokens > self.max_tokens:
            raise ValueError(
                f"overlap_tokens is {self.overlap_tokens}, more than half of max_tokens, "
                f"{self.max_tokens}; most windows would decide nothing"
            )
        return self


class ModelSection(_Section):
    """The network, or the baseline."""

    kind: ModelKind = ModelKind.NETWORK
    encoder: str = Field(default="all-MiniLM-L6-v2", description="name or folder")
    window: WindowSection = WindowSection()
    dropout: float = Field(default=0.1, ge=0, lt=1, description="after the encoder")
    attention_dropout: float = Field(default=0.0, ge=0, lt=1, description="slow on a CPU if > 0")
    freeze_word_embeddings: bool = True
    layers: int | None = Field(default=None, ge=1, description="keep the first; None for all")
    sentence_layers: int = Field(
        default=0, ge=0, le=4, description="transformer layers over the sentences of a window"
    )


class BaselineSection(_Section):
    """The TF-IDF baseline."""

    neighbours: int = Field(default=1, ge=0, description="sentences before and after")
    max_ngram: int = Field(default=2, ge=1, le=3)
    min_count: int = Field(default=2, ge=1, description="sentences that a term must occur in")
    inverse_regularisation: float = Field(default=10.0, gt=0, description="C of scikit-learn")


class TrainingSection(_Section):
    """How the network is fitted."""

    epochs: int = Field(default=4, ge=1)
    batch_windows: int = Field(default=8, ge=1, description="windows taken at once by a process")
    accumulation_steps: int = Field(
        default=1, ge=1, description="batches whose gradients make one step"
    )
    learning_rate: float = Field(default=1e-4, gt=0)
    head_learning_rate: float = Field(default=1e-3, gt=0)
    warmup_fraction: float = Field(default=0.1, ge=0, le=1)
    layer_decay: float = Field(
        default=1.0, gt=0, le=1, description="learning rate of a layer over that of the next one"
    )
    short_windows: tuple[int, ...] = Field(
        default=(), description="also learn from articles cut into windows of so many tokens"
    )
    weight_decay: float = Field(default=0.01, ge=0)
    average: float = Field(
        default=0.0, ge=0, lt=1, description="decay of averaged weights at each step; 0: none"
    )
    members: tuple[dict[str, bool | int | float | str | None], ...] = Field(
        default=(), description="further fits, by what differs in them; all are averaged into one"
    )
    label_smoothing: float = Field(default=0.0, ge=0, lt=1)
    tag_loss_weight: float = Field(default=0.5, ge=0)
    teacher: str | None = Field(
        default=None, description="folder or name of a model whose opinion is learnt too"
    )
    teacher_weight: float = Field(
        default=0.5, ge=0, le=1, description="of the teacher's opinion against the label"
    )
    patience: int = Field(
        default=2, ge=0, description="epochs in a row without gain before stopping; 0 is as 1"
    )
    precision: Precision = Precision.AUTO
    device: Device = Device.AUTO


class ExportSection(_Section):
    """What the exported model must satisfy."""

    weights: WeightFormat = WeightFormat.FLOAT32
    probability_tolerance: float = Field(
        default=0.01, gt=0, le=1, description="largest difference to PyTorch on dev"
    )
    label_agreement: float = Field(
        default=1.0, ge=0, le=1, description="fraction of dev sentences with PyTorch's label"
    )


class TrackingSection(_Section):
    """Where the run is recorded."""

    enabled: bool = True
    uri: str | None = Field(default=None, description="else MLFLOW_TRACKING_URI, else mlflow.db")
    experiment: str = "stance"
    registered_model: str = "stance-news"


class PromotionSection(_Section):
    """What a model must satisfy to become champion, besides being no worse on any set."""

    max_ece: float = Field(default=0.05, ge=0, le=1, description="calibration error on any set")
    label_agreement: float = Field(
        default=0.99, ge=0, le=1, description="fraction of dev sentences with PyTorch's label"
    )
    probability_tolerance: float = Field(
        default=0.1, gt=0, le=1, description="largest difference to PyTorch on dev"
    )
    drift: float = Field(
        default=0.005, ge=0, le=1, description="largest change of macro-F1 when measured again"
    )


class RunConfig(_Section):
    """All that decides the outcome of a run."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="lower case, with hyphens")
    seed: int = Field(default=1, ge=0)
    data: DataSection
    model: ModelSection = ModelSection()
    baseline: BaselineSection = BaselineSection()
    training: TrainingSection = TrainingSection()
    export: ExportSection = ExportSection()
    tracking: TrackingSection = TrackingSection()
    promotion: PromotionSection = PromotionSection()
