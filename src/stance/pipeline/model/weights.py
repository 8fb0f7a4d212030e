"""How the weights of a trained model are stored."""

import math
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from pydantic import JsonValue
from tokenizers import Tokenizer
from torch import Tensor

from stance.config import Arithmetic, ExportSection, RunConfig, WeightFormat
from stance.corpus.parts import LoadedPart
from stance.errors import ArtifactError
from stance.network import StanceNetwork
from stance.pipeline.model.folder import with_network
from stance.pipeline.train.data import RunData
from stance.pipeline.train.network import make_network
from stance.pipeline.train.starting import start_from
from stance.prediction.manifest import Manifest, NetworkSettings
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.training.compression.compress import (
    Residuals,
    is_product_quantized,
    product_quantize,
)
from stance.training.compression.eight_bits import compress_weights, restore_weights
from stance.training.compression.integer_products import (
    multiplies_in_integers,
    multiply_in_integers,
)
from stance.training.compression.sensitivity import answer_gradients
from stance.training.export.exporting import (
    Inputs,
    Parity,
    export_onnx,
    measure_parity,
    model_inputs,
    require_parity,
)
from stance.training.fitting.examples import Example, group_by_length, make_examples
from stance.training.fitting.objective import pad_windows

#: Windows of articles that were learnt from: they tell which weights matter, for codebooks.
_N_CALIBRATION_WINDOWS = 160
#: Windows of dev: they tell which answers of which linear maps matter, and of how many at once.
_N_SENSITIVE_WINDOWS, _N_AT_ONCE = 160, 8


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a model reads when its weights are quantized."""

    data: RunData
    tokenizer: Tokenizer
    settings: NetworkSettings
    seed: int

    @cached_property
    def calibration_windows(self) -> list[Inputs]:
        """Windows that tell which weights matter, and how large inputs become."""
        return [model_inputs(one) for one in self.draw(self.data.train, _N_CALIBRATION_WINDOWS)]

    def draw(self, parts: Sequence[LoadedPart], n_windows: int) -> list[Example]:
        """Draw windows: as many from each corpus, as far as it has them.

        Most of what is learnt from is of one corpus. Were it most of the windows too, answers on
        the others would change more when weights are quantized.
        """
        draw = random.Random(self.seed)
        share = math.ceil(n_windows / len(parts))
        cut = [self._cut(part) for part in parts]
        return [one for windows in cut for one in draw.sample(windows, min(share, len(windows)))]

    def _cut(self, part: LoadedPart) -> list[Example]:
        return make_examples(
            part.articles,
            tokenizer=self.tokenizer,
            settings=self.settings,
            decided_only=False,
        )


def gradients_on_dev(
    network: StanceNetwork, reading: Reading, *, report: Callable[[int, int], None]
) -> dict[str, Tensor]:
    """Measure, on dev, which answers of which linear maps matter."""
    drawn = reading.draw(reading.data.dev, _N_SENSITIVE_WINDOWS)
    batches = group_by_length(drawn, size=_N_AT_ONCE, seed=reading.seed)
    padded = [pad_windows(one, padding_id=0) for one in batches]
    return answer_gradients(network, batches=padded, report=report)


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

    The answers on ``dev``, windows that ask each sentence once, must be as near as ``section``
    says.
    """
    export_onnx(network, model)
    if section.weights is WeightFormat.INT8:
        compress_weights(model)
    elif section.weights is WeightFormat.PRODUCT_QUANTIZATION:
        _code(model, network, section=section, reading=reading, report=report)
    if section.arithmetic is Arithmetic.INT8:
        multiply_in_integers(model, windows=reading.calibration_windows)
    return _checked(measure_parity(network, model, examples=dev), section)


def store_anew(
    folder: Path, manifest: Manifest, *, config: RunConfig, data: RunData, report: Report
) -> Manifest:
    """Quantize a model's weights, or let it multiply in integers, if its config asks for it.

    What is so already stays. The network is replaced, ``model.json`` is not.
    """
    model = folder / MODEL_FILE
    section = config.export
    wants_codes = section.weights is WeightFormat.PRODUCT_QUANTIZATION
    wants_integers = section.arithmetic is Arithmetic.INT8
    if not (wants_codes or wants_integers):
        return manifest
    if not isinstance(manifest.settings, NetworkSettings):
        raise ArtifactError(folder, "only the weights of a network can be quantized")
    wants_codes = wants_codes and not is_product_quantized(model)
    wants_integers = wants_integers and not multiplies_in_integers(model)
    if not (wants_codes or wants_integers):
        return manifest
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    settings = manifest.settings
    dev = make_examples(
        data.dev_articles, tokenizer=tokenizer, settings=settings, decided_only=True
    )
    reading = Reading(data=data, tokenizer=tokenizer, settings=settings, seed=config.seed)
    with TemporaryDirectory() as elsewhere:
        before = Path(shutil.copy(model, elsewhere))
        if wants_codes:
            network = make_network(config, n_labels=len(data.scheme.names), seed=config.seed)
            start_from(network, str(folder), setting="--model")
            restore_weights(model)
            _code(model, network, section=section, reading=reading, report=report)
        if wants_integers:
            multiply_in_integers(model, windows=reading.calibration_windows)
        parity = _checked(measure_parity(before, model, examples=dev), section)
    changed: dict[str, JsonValue] = {"export.arithmetic": str(section.arithmetic)}
    if wants_codes:
        changed["export.weights"] = str(section.weights)
        changed["export.residual_megabytes"] = section.residual_megabytes
    return with_network(
        manifest,
        model,
        settings=changed,
        facts=parity_facts(parity, "export" if wants_codes else "arithmetic"),
    )


def parity_facts(parity: Parity, step: str = "export") -> dict[str, JsonValue]:
    """Give what a manifest's provenance says of how near a model is to what it was before a step.

    The export leads from what was trained to a file, the arithmetic from one file to another.
    """
    return {
        f"{step}_label_agreement": parity.label_agreement,
        f"{step}_largest_difference": parity.largest_difference,
    }


def _code(
    model: Path,
    network: StanceNetwork,
    *,
    section: ExportSection,
    reading: Reading,
    report: Report,
) -> None:
    """Put the weights of an exported network by product quantization."""
    n_bytes = round(section.residual_megabytes * 1e6)
    gradients = {}
    if n_bytes:
        report_batches = partial(report, "batches that tell which answers matter")
        gradients = gradients_on_dev(network, reading, report=report_batches)
    product_quantize(
        model,
        windows=reading.calibration_windows,
        residuals=Residuals(gradients=gradients, n_bytes=n_bytes),
        unwritten=_unwritten(reading.tokenizer),
        report=partial(report, "weights that are quantized"),
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
