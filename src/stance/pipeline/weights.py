"""How the weights of a model that has been trained are stored."""

import math
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import JsonValue
from tokenizers import Tokenizer

from stance.config import ExportSection, RunConfig, WeightFormat
from stance.errors import ArtifactError
from stance.network import StanceNetwork
from stance.pipeline.run_data import RunData
from stance.prediction.manifest import Manifest, NetworkSettings, describe_file
from stance.prediction.network_scorer import TOKENIZER_FILE
from stance.prediction.onnx_model import MODEL_FILE
from stance.training.codebooks import compress_into_codebooks, is_in_codebooks
from stance.training.compressing import compress_weights, restore_weights
from stance.training.examples import Example, make_examples
from stance.training.exporting import (
    Inputs,
    Parity,
    export_onnx,
    measure_parity,
    model_inputs,
    require_parity,
)

#: Windows of training articles that tell which weights matter, for codebooks.
_N_CODING_WINDOWS = 160


def export(
    network: StanceNetwork,
    model: Path,
    *,
    section: ExportSection,
    windows: Callable[[], Sequence[Inputs]],
    dev: Sequence[Example],
) -> Parity:
    """Write a trained network as an ONNX file that agrees with it, or none.

    Args:
        network: Left in evaluation mode.
        model: The file.
        section: How weights are stored, and how near the answers must be.
        windows: Gives those that tell which weights matter, for codebooks.
        dev: Windows to compare answers on, each sentence asked once.

    Returns:
        How near the answers are.

    Raises:
        ExportError: If they are not near enough, or the encoder cannot be exported.
    """
    export_onnx(network, model)
    if section.weights is WeightFormat.INT8:
        compress_weights(model)
    elif section.weights is WeightFormat.CODEBOOKS:
        compress_into_codebooks(model, windows=windows())
    return _checked(measure_parity(network, model, examples=dev), section)


def store_anew(folder: Path, manifest: Manifest, *, config: RunConfig, data: RunData) -> Manifest:
    """Put the weights of a model in codebooks, if its config asks for them and they are not yet.

    Args:
        folder: The model's own; its file is replaced, its ``model.json`` is not.
        manifest: Of the model.
        config: How weights are stored, and how near the answers must be.
        data: What the model learnt from, and dev.

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
    windows = coding_windows(data, tokenizer=tokenizer, settings=settings, seed=config.seed)
    dev = make_examples(
        data.dev_articles, tokenizer=tokenizer, settings=settings, decided_only=True
    )
    before = model.with_name(f"before-{MODEL_FILE}")
    shutil.copyfile(model, before)
    try:
        restore_weights(model)
        compress_into_codebooks(model, windows=windows)
        parity = _checked(measure_parity(before, model, examples=dev), section)
    finally:
        before.unlink()
    before_config = manifest.provenance.get("config")
    known = before_config if isinstance(before_config, dict) else {}
    provenance = {
        **manifest.provenance,
        "config": {**known, "export.weights": str(section.weights)},
        **parity_facts(parity),
    }
    files = {**manifest.files, MODEL_FILE: describe_file(model)}
    return manifest.model_copy(update={"files": files, "provenance": provenance})


def parity_facts(parity: Parity) -> dict[str, JsonValue]:
    """Give what a manifest's provenance says of how near a model is to what was trained."""
    return {
        "export_label_agreement": parity.label_agreement,
        "export_largest_difference": parity.largest_difference,
    }


def coding_windows(
    data: RunData, *, tokenizer: Tokenizer, settings: NetworkSettings, seed: int
) -> list[Inputs]:
    """Draw the windows that tell which weights matter: as many from each corpus.

    Most of what is learnt from is of one corpus. Were it most of the windows too, answers on the
    others would change more.

    Args:
        data: What a model learnt from.
        tokenizer: Cuts articles as the model does.
        settings: How it is fed.
        seed: Of what is drawn.

    Returns:
        What the model takes to read each.
    """
    draw = random.Random(seed)
    chosen: list[Example] = []
    for part in data.train:
        windows = make_examples(
            part.articles, tokenizer=tokenizer, settings=settings, decided_only=False
        )
        share = math.ceil(_N_CODING_WINDOWS / len(data.train))
        chosen += draw.sample(windows, min(share, len(windows)))
    return [model_inputs(one) for one in chosen]


def _checked(parity: Parity, section: ExportSection) -> Parity:
    require_parity(
        parity,
        probability_tolerance=section.probability_tolerance,
        label_agreement=section.label_agreement,
    )
    return parity
