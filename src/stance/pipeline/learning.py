"""From a config and articles to the files of a model, by network or baseline."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from stance.config import ModelKind, RunConfig
from stance.pipeline.drawing import Reading
from stance.pipeline.encoding import encoder_facts
from stance.pipeline.members import fit_members
from stance.pipeline.run_data import RunData
from stance.pipeline.weights import Report, export
from stance.prediction.manifest import BaselineSettings, NetworkSettings
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.training.baseline import fit_baseline
from stance.training.exporting import Parity
from stance.training.fitting import FitResult
from stance.training.processes import require_one_process
from stance.training.progress import Progress
from stance.training.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What learning came to, besides the files.

    Attributes:
        settings: How the model is fed.
        fit: Of a network; None for the baseline.
        parity: Of a network; None for the baseline, whose numbers are stored as they are.
        encoder: What the provenance says of a network's encoder; empty for the baseline.
    """

    settings: NetworkSettings | BaselineSettings
    fit: FitResult | None = None
    parity: Parity | None = None
    encoder: Mapping[str, JsonValue] = field(default_factory=dict)


def learn(
    config: RunConfig,
    data: RunData,
    *,
    target: Path,
    checkpoints: Path,
    tracker: Tracker,
    report: Callable[[Progress], None],
    reading: Report,
) -> Learnt:
    """Train what a config asks for.

    Args:
        config: The run's config.
        data: The run's data.
        target: An empty folder for the model's files.
        checkpoints: Where a network keeps its epochs; it goes on from the last one there.
        tracker: Gets losses and dev scores as they come.
        report: Told of progress.
        reading: Told what the network reads after that, how much is done, and how much there is.

    Returns:
        What it came to.

    Raises:
        ExportError: If the exported network does not agree with the trained one.
    """
    if config.model.kind is ModelKind.BASELINE:
        return _learn_baseline(config, data, target=target)
    fitted = fit_members(config, data, checkpoints=checkpoints, tracker=tracker, report=report)
    parity = export(
        fitted.network,
        target / MODEL_FILE,
        section=config.export,
        reading=Reading(
            data=data,
            tokenizer=fitted.tokenizer.tokenizer,
            settings=fitted.settings,
            seed=config.seed,
        ),
        dev=fitted.dev,
        report=reading,
    )
    text = fitted.tokenizer.tokenizer.to_str()
    (target / TOKENIZER_FILE).write_text(text, encoding="utf-8")
    return Learnt(
        settings=fitted.settings,
        fit=fitted.result,
        parity=parity,
        encoder=encoder_facts(fitted.network.encoder.config),
    )


def forget_checkpoints(checkpoints: Path) -> None:
    """Remove what only an unfinished run needs."""
    shutil.rmtree(checkpoints, ignore_errors=True)


def _learn_baseline(config: RunConfig, data: RunData, *, target: Path) -> Learnt:
    require_one_process("the baseline")
    section = config.baseline
    baseline = fit_baseline(
        data.train_articles,
        neighbours=section.neighbours,
        max_ngram=section.max_ngram,
        min_count=section.min_count,
        inverse_regularisation=section.inverse_regularisation,
        seed=config.seed,
    )
    baseline.save(target)
    return Learnt(settings=baseline.settings)
