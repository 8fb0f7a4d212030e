"""A run's configuration: one YAML file, typed, checked whole, then frozen."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from stance.errors import ConfigError


class _Section(BaseModel):
    """A part of a config: immutable, and refusing keys that it does not know."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class ModelKind(StrEnum):
    """What is trained."""

    #: An encoder over windows of whole sentences, with a label and a tag head.
    NETWORK = "network"
    #: TF-IDF of the sentence and its neighbours, and logistic regression.
    BASELINE = "baseline"


class Precision(StrEnum):
    """Number format of the forward and backward pass."""

    #: bfloat16 where the processor computes in it, else float32.
    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


class WeightFormat(StrEnum):
    """How an exported model stores its weights."""

    FLOAT32 = "float32"
    INT8 = "int8"


class CorpusPart(_Section):
    """One part of one corpus."""

    name: str = Field(min_length=1, description="as reports and MLflow call it")
    files: str = Field(description="path or glob of JSONL files, from the working folder")
    part: str | None = Field(default=None, description="train, dev or test of the split file")
    split: Path | None = Field(default=None, description="split file; needed with `part`")
    optional: bool = Field(default=False, description="leave out, and say so, if it is not there")


class DataSection(_Section):
    """What is learnt from, and what is measured on."""

    train: tuple[CorpusPart, ...] = Field(min_length=1)
    dev: tuple[CorpusPart, ...] = Field(min_length=1, description="stops training, sets temperature")
    evaluation: tuple[CorpusPart, ...] = Field(default=(), description="measured at the end")


class WindowSection(_Section):
    """How an article is cut for the encoder."""

    max_tokens: int = Field(default=384, ge=16, le=8192, description="with [CLS] and [SEP]")
    max_sentences: int | None = Field(default=None, ge=1, description="1: no context at all")
    overlap_tokens: int = Field(default=128, ge=0, description="context kept on both sides")


class ModelSection(_Section):
    """The network, or the baseline."""

    kind: ModelKind = ModelKind.NETWORK
    encoder: str = Field(default="all-MiniLM-L6-v2", description="name or folder")
    window: WindowSection = WindowSection()
    dropout: float = Field(default=0.1, ge=0, lt=1, description="after the encoder")
    attention_dropout: float = Field(default=0.0, ge=0, lt=1, description="slow on a CPU if > 0")
    freeze_word_embeddings: bool = True


class BaselineSection(_Section):
    """The TF-IDF baseline."""

    neighbours: int = Field(default=1, ge=0, description="sentences before and after")
    max_ngram: int = Field(default=2, ge=1, le=3)
    min_count: int = Field(default=2, ge=1, description="sentences that a term must occur in")
    inverse_regularisation: float = Field(default=10.0, gt=0, description="C of scikit-learn")


class TrainingSection(_Section):
    """How the network is fitted."""

    epochs: int = Field(default=4, ge=1)
    batch_windows: int = Field(default=8, ge=1, description="windows in one step")
    learning_rate: float = Field(default=1e-4, gt=0)
    head_learning_rate: float = Field(default=1e-3, gt=0)
    warmup_fraction: float = Field(default=0.1, ge=0, le=1)
    weight_decay: float = Field(default=0.01, ge=0)
    label_smoothing: float = Field(default=0.0, ge=0, lt=1)
    tag_loss_weight: float = Field(default=0.5, ge=0)
    patience: int = Field(default=2, ge=0, description="epochs without gain before stopping")
    precision: Precision = Precision.AUTO


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


def load_config(path: Path, *, overrides: Sequence[str] = ()) -> RunConfig:
    """Read a run's config from a YAML file.

    Args:
        path: The file.
        overrides: Changes to single values, each as ``section.key=value`` with a YAML value.

    Returns:
        The config, with every default filled in.

    Raises:
        ConfigError: With every fault in the file and the overrides, not the first alone.
    """
    import yaml  # noqa: PLC0415  # only those who train need a YAML reader

    try:
        tree = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(path, [f"cannot be read: {error.strerror}"]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(path, [f"not YAML: {error}"]) from error
    if not isinstance(tree, dict):
        raise ConfigError(path, ["a config is a mapping of sections, see configs/news.yaml"])
    faults = []
    for override in overrides:
        key, equals, value = override.partition("=")
        if not equals or not key.strip():
            faults.append(f"{override!r}: an override is section.key=value")
            continue
        try:
            _set(tree, key.strip().split("."), yaml.safe_load(value))
        except (yaml.YAMLError, ValueError) as error:
            faults.append(f"{override!r}: {error}")
    try:
        config = RunConfig.model_validate(tree)
    except ValidationError as error:
        raise ConfigError(path, [*faults, *(_fault(one) for one in error.errors())]) from error
    if faults:
        raise ConfigError(path, faults)
    return config


def flatten(config: RunConfig) -> dict[str, str | int | float | bool | None]:
    """Give a config as readable ``section.key`` pairs.

    Args:
        config: The config.

    Returns:
        One entry for each value, in the order of the file.
    """
    return dict(_leaves("", config.model_dump(mode="json")))


def _leaves(prefix: str, value: object) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        pairs = [(f"{prefix}.{key}" if prefix else str(key), one) for key, one in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{prefix}.{_name(one, index)}", one) for index, one in enumerate(value)]
    else:
        return [(prefix, value)]
    return [leaf for key, one in pairs for leaf in _leaves(key, one)]


def _name(value: object, index: int) -> str:
    return str(value["name"]) if isinstance(value, Mapping) and "name" in value else str(index)


def _set(tree: dict[str, Any], keys: Sequence[str], value: object) -> None:
    for key in keys[:-1]:
        inner = tree.setdefault(key, {})
        if not isinstance(inner, dict):
            raise ValueError(f"{key!r} is not a section")
        tree = inner
    tree[keys[-1]] = value


def _fault(error: ErrorDetails) -> str:
    """Say one fault in a line, with the nearest known key for an unknown one."""
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] != "extra_forbidden":
        return f"{place}: {error['msg']} (found {error['input']!r})"
    *parents, key = error["loc"]
    known = _known_keys(parents)
    nearest = get_close_matches(str(key), known, n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"known: {', '.join(known)}"
    return f"{place}: no such key; {hint}"


def _known_keys(parents: Sequence[object]) -> list[str]:
    section: Any = RunConfig
    for name in parents:
        if isinstance(name, str):
            section = section.model_fields[name].annotation
            section = CorpusPart if "CorpusPart" in str(section) else section
    return list(section.model_fields)
