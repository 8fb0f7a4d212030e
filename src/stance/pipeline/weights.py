"""How the weights of a model that has been trained are stored."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from pydantic import JsonValue
from tokenizers import Tokenizer

from stance.config import ExportSection, RunConfig, WeightFormat
from stance.errors import ArtifactError
from stance.network import StanceNetwork
from stance.pipeline.drawing import Reading, coding_windows, gradients_on_dev
from stance.pipeline.fitted import make_network
from stance.pipeline.model_folder import with_network
from stance.pipeline.run_data import RunData
from stance.pipeline.starting import start_from
from stance.prediction.manifest import Manifest, NetworkSettings
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.training.codebooks import Remainders, compress_into_codebooks, is_in_codebooks
from stance.training.compressing import compress_weights, restore_weights
from stance.training.examples import Example, make_examples
from stance.training.exporting import (
    Parity,
    export_onnx,
    measure_parity,
    require_parity,
)

#: Told what is read, how much of it is done, and how much there is.
Report: TypeAlias = Callable[[str, int, int], None]


def export(
    network: StanceNetwork,
    model: Path,
    *,
    section: ExportSection,
    reading: Reading,
    dev: Sequence[Example],
    report: Report,
) -> Parity:
    """Write a trained network as an ONNX file that agrees with it, or none.

    Args:
        network: Left in evaluation mode.
        model: The file.
        section: How weights are stored, and how near the answers must be.
        reading: What it reads if they are put in codebooks.
        dev: Windows to compare answers on, each sentence asked once.
        report: Told what is read, how much of it is done, and how much there is.

    Returns:
        How near the answers are.

    Raises:
        ExportError: If they are not near enough, or the encoder cannot be exported.
    """
    export_onnx(network, model)
    if section.weights is WeightFormat.INT8:
        compress_weights(model)
    elif section.weights is WeightFormat.CODEBOOKS:
        _code(model, network, section=section, reading=reading, report=report)
    return _checked(measure_parity(network, model, examples=dev), section)


def store_anew(
    folder: Path, manifest: Manifest, *, config: RunConfig, data: RunData, report: Report
) -> Manifest:
    """Put the weights of a model in codebooks, if its config asks for them and they are not yet.

    Args:
        folder: The model's own; its file is replaced, its ``model.json`` is not.
        manifest: Of the model.
        config: How weights are stored, and how near the answers must be.
        data: What the model learnt from, and dev.
        report: As for ``export``.

    Returns:
        The manifest of what is there now.

    Raises:
        ArtifactError: If the model is no network.
        ExportError: If the answers are not near enough; the file is not the model's then.
    """
    model = folder / MODEL_FILE
    section = config.export
    if section.weights is not WeightFormat.CODEBOOKS:
        return manifest
    if not isinstance(manifest.settings, NetworkSettings):
        raise ArtifactError(folder, "only the weights of a network can be stored in codebooks")
    if is_in_codebooks(model):
        return manifest
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    settings = manifest.settings
    network = make_network(config, n_labels=len(data.scheme.names), seed=config.seed)
    start_from(network, str(folder), setting="--model")
    dev = make_examples(
        data.dev_articles, tokenizer=tokenizer, settings=settings, decided_only=True
    )
    before = model.with_name(f"before-{MODEL_FILE}")
    shutil.copyfile(model, before)
    try:
        restore_weights(model)
        reading = Reading(data=data, tokenizer=tokenizer, settings=settings, seed=config.seed)
        _code(model, network, section=section, reading=reading, report=report)
        parity = _checked(measure_parity(before, model, examples=dev), section)
    finally:
        before.unlink()
    return with_network(
        manifest,
        model,
        settings={
            "export.weights": str(section.weights),
            "export.remainder_megabytes": section.remainder_megabytes,
        },
        facts=parity_facts(parity),
    )


def parity_facts(parity: Parity) -> dict[str, JsonValue]:
    """Give what a manifest's provenance says of how near a model is to what was trained."""
    return {
        "export_label_agreement": parity.label_agreement,
        "export_largest_difference": parity.largest_difference,
    }


def _code(
    model: Path,
    network: StanceNetwork,
    *,
    section: ExportSection,
    reading: Reading,
    report: Report,
) -> None:
    """Put the weights of an exported network in codebooks."""
    n_bytes = round(section.remainder_megabytes * 1e6)
    gradients = {}
    if n_bytes:
        report_batches = partial(report, "batches that tell which answers matter")
        gradients = gradients_on_dev(network, reading, report=report_batches)
    compress_into_codebooks(
        model,
        windows=coding_windows(reading),
        remainders=Remainders(gradients=gradients, n_bytes=n_bytes),
        unwritten=_unwritten(reading.tokenizer),
        report=partial(report, "weights that are put in codebooks"),
    )


def _unwritten(tokenizer: Tokenizer) -> list[int]:
    """Number the words that no English text writes: without a character of ASCII, or reserved."""
    return [
        number
        for word, number in tokenizer.get_vocab().items()
        if word.startswith("[unused") or not any(map(str.isascii, word.removeprefix("##")))
    ]


def _checked(parity: Parity, section: ExportSection) -> Parity:
    require_parity(
        parity,
        probability_tolerance=section.probability_tolerance,
        label_agreement=section.label_agreement,
    )
    return parity
