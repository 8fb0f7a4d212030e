"""A run's configuration: what can be set, typed and frozen."""

import re
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from stance.config.data_section import DataSection, Section


class ModelKind(StrEnum):
    """What is trained."""

    #: An encoder over windows of whole sentences, with a label and a tag head.
    NETWORK = "network"
    #: TF-IDF of the sentence and its neighbours, and logistic regression.
    BASELINE = "baseline"


class Precision(StrEnum):
    """Number format of the forward and backward pass."""

    #: bfloat16 where the machine computes faster in it, else float32.
    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    #: On a GPU alone, with a loss that is scaled so that small gradients do not vanish.
    FLOAT16 = "float16"


class Device(StrEnum):
    """What a network is fitted on."""

    #: A GPU if there is one, else the processor.
    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class WeightFormat(StrEnum):
    """How an exported model stores its weights."""

    FLOAT32 = "float32"
    INT8 = "int8"
    #: Vectors of weights as numbers of a codebook's, less than 3 bits a weight.
    PRODUCT_QUANTIZATION = "product-quantization"


class Arithmetic(StrEnum):
    """What an exported model multiplies in."""

    FLOAT32 = "float32"
    #: Linear maps take inputs and weights in 8-bit integers.
    INT8 = "int8"


class WindowSection(Section):
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


class ModelSection(Section):
    """The network, or the baseline."""

    kind: ModelKind = ModelKind.NETWORK
    encoder: str = Field(default="all-MiniLM-L6-v2", description="name or folder")
    window: WindowSection = WindowSection()
    dropout: float = Field(default=0.1, ge=0, lt=1, description="after the encoder")
    freeze_word_embeddings: bool = True
    layers: int | None = Field(default=None, ge=1, description="keep the first; None for all")
    sentence_layers: int = Field(
        default=0, ge=0, le=4, description="transformer layers over the sentences of a window"
    )


class BaselineSection(Section):
    """The TF-IDF baseline."""

    neighbours: int = Field(default=1, ge=0, description="sentences before and after")
    max_ngram: int = Field(default=2, ge=1, le=3)
    min_count: int = Field(default=2, ge=1, description="sentences that a term must occur in")
    inverse_regularisation: float = Field(default=10.0, gt=0, description="C of scikit-learn")


class TrainingSection(Section):
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
    weight_decay: float = Field(default=0.01, ge=0)
    ema_decay: float = Field(
        default=0.0, ge=0, lt=1, description="of the moving average of the weights; 0: none"
    )
    average_fits: tuple[dict[str, bool | int | float | str | tuple[str, ...] | None], ...] = Field(
        default=(), description="further fits, by what differs in them; all are averaged into one"
    )
    role_swap: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="chance of a speaker to get another role, and the label of it; each epoch anew",
    )
    tag_loss_weight: float = Field(default=0.5, ge=0)
    start: str | None = Field(
        default=None, description="folder or name of a model whose training goes on"
    )
    start_weight: float = Field(
        default=0.0, ge=0, lt=1, description="of that model in the mean with what is fitted"
    )
    distill_from: str | None = Field(
        default=None, description="folder or name of a model whose probabilities are learnt too"
    )
    distill_weight: float = Field(
        default=0.5, ge=0, le=1, description="of these probabilities against the label"
    )
    patience: int = Field(
        default=2, ge=0, description="epochs in a row without gain before stopping; 0 is as 1"
    )
    precision: Precision = Precision.AUTO
    device: Device = Device.AUTO


class ExportSection(Section):
    """What the exported model must satisfy."""

    weights: WeightFormat = WeightFormat.FLOAT32
    arithmetic: Arithmetic = Field(
        default=Arithmetic.FLOAT32, description="int8 is some three times as fast"
    )
    probability_tolerance: float = Field(
        default=0.01, gt=0, le=1, description="largest difference to PyTorch on dev"
    )
    label_agreement: float = Field(
        default=1.0, ge=0, le=1, description="fraction of dev sentences with PyTorch's label"
    )
    residual_megabytes: float = Field(
        default=0.0, ge=0, description="of low-rank residuals beside product quantization"
    )


class MentionSection(Section):
    """How the network learns which words name one speaker, once it has learnt all else."""

    epochs: int = Field(default=0, ge=0, description="0: it does not learn that")
    places: int = Field(default=64, ge=1, le=512, description="coordinates of a mention")
    depth: float = Field(
        default=0.7, ge=0, le=1, description="of the layer whose states it learns from; 1: last"
    )


class SpeechSection(Section):
    """How the network learns whether anybody speaks in a sentence, once it has learnt all else."""

    articles: int = Field(
        default=0, ge=0, description="so many of those learnt from are read; 0: not learnt"
    )


class TrackingSection(Section):
    """Where the run is recorded."""

    enabled: bool = True
    uri: str | None = Field(default=None, description="else MLFLOW_TRACKING_URI, else mlflow.db")
    experiment: str = "stance"
    registered_model: str = "stance-news"

    @field_validator("uri")
    @classmethod
    def _keeps_no_password(cls, uri: str | None) -> str | None:
        if uri is not None and re.search(r"://[^/@\s]*:[^/\s]*@", uri):
            raise ValueError(
                "a config is written into the run and its model; put the URI with its password "
                "into MLFLOW_TRACKING_URI"
            )
        return uri


class PromotionSection(Section):
    """What a model must satisfy to be promoted or released, besides being no worse on any set."""

    max_ece: float = Field(default=0.05, ge=0, le=1, description="calibration error on any set")
    drift: float = Field(
        default=0.005, ge=0, le=1, description="largest change of macro-F1 when measured again"
    )


class RunConfig(Section):
    """All that decides the outcome of a run."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="lower case, with hyphens")
    seed: int = Field(default=1, ge=0)
    data: DataSection
    model: ModelSection = ModelSection()
    baseline: BaselineSection = BaselineSection()
    training: TrainingSection = TrainingSection()
    export: ExportSection = ExportSection()
    mentions: MentionSection = MentionSection()
    speech: SpeechSection = SpeechSection()
    tracking: TrackingSection = TrackingSection()
    promotion: PromotionSection = PromotionSection()

    @model_validator(mode="after")
    def _only_a_network_goes_on(self) -> Self:
        if self.model.kind is ModelKind.BASELINE:
            for name in ("distill_from", "start"):
                if getattr(self.training, name) is not None:
                    raise ValueError(
                        f"training.{name}: a baseline learns from labels alone; leave it out"
                    )
            if self.mentions.epochs or self.speech.articles:
                raise ValueError(
                    "mentions, speech: a baseline has no states to learn them from; leave them out"
                )
        if self.training.start_weight and self.training.start is None:
            raise ValueError("training.start_weight: name the model in training.start, or leave it")
        return self
