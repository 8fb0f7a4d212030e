"""From a trained network to an ONNX file that gives the same answers, or none."""

import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
import torch
from torch.export import Dim

from stance.errors import ExportError
from stance.files import whole_file
from stance.network import StanceNetwork
from stance.training.compression.eight_bits import forget_origins
from stance.training.fitting.examples import IGNORED, Example
from stance.training.fitting.objective import pad_windows

_INPUTS = ["input_ids", "attention_mask", "pooling"]
_OUTPUTS = ["label_logits", "tag_logits"]

#: What a model takes to read a batch of windows, by input.
Inputs: TypeAlias = Mapping[str, npt.NDArray[np.generic]]
#: From a batch of one window to its label logits, shape ``(segments, labels)``.
_Answer: TypeAlias = Callable[[Inputs], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How far an exported model is from the one that was trained, on the same windows.

    Attributes:
        label_agreement: Fraction of sentences with the same label, in [0, 1].
        largest_difference: Of any label's probability on any sentence, in [0, 1].
        n_sentences: Sentences compared.
    """

    label_agreement: float
    largest_difference: float
    n_sentences: int


def export_onnx(network: StanceNetwork, path: Path) -> None:
    """Write a network as one ONNX file with float32 weights."""
    windows, tokens, segments = Dim("windows"), Dim("tokens"), Dim("segments")
    exporter_log = logging.getLogger("torch.onnx")
    level = exporter_log.level
    exporter_log.setLevel(logging.ERROR)  # it names every optional package that it lacks
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on the exporter's own workings
            program = torch.onnx.export(
                network.eval().cpu(),
                _sample(),
                input_names=_INPUTS,
                output_names=_OUTPUTS,
                dynamic_shapes=(
                    {0: windows, 1: tokens},
                    {0: windows, 1: tokens},
                    {0: windows, 1: segments, 2: tokens},
                ),
                dynamo=True,
                verbose=False,
            )
    except torch.onnx.OnnxExporterError as error:
        reason = str(error.__cause__ or error).strip().partition("\n")[0]
        raise ExportError(f"PyTorch cannot export this encoder: {reason}") from error
    finally:
        exporter_log.setLevel(level)
    if program is None:
        raise ExportError("PyTorch gave no ONNX program for this encoder")
    with whole_file(path) as beside:
        proto = program.model_proto
        forget_origins(proto)
        onnx.save(proto, str(beside))


def model_inputs(example: Example) -> Inputs:
    """Give what an exported model takes to read one window."""
    batch = pad_windows([example], padding_id=0)
    return {name: batch[name].numpy() for name in _INPUTS}


def measure_parity(
    trained: StanceNetwork | Path, model: Path, *, examples: Sequence[Example]
) -> Parity:
    """Compare an exported model with the float32 answers of what was trained.

    ``examples`` decide each of their sentences once. ``trained`` may be the ONNX file from which
    the model was made.
    """
    wanted = _onnx_labels(trained) if isinstance(trained, Path) else _torch_labels(trained)
    found = _onnx_labels(model)
    same_labels, differences = [], []
    for example in examples:
        inputs = model_inputs(example)
        asked = example.labels != IGNORED
        ours, theirs = wanted(inputs)[asked], found(inputs)[asked]
        same_labels.append(ours.argmax(-1) == theirs.argmax(-1))
        differences.append(np.abs(_softmax(ours) - _softmax(theirs)).max(-1))
    labels = np.concatenate(same_labels)
    return Parity(
        label_agreement=float(labels.mean()),
        largest_difference=float(np.concatenate(differences).max()),
        n_sentences=len(labels),
    )


def require_parity(parity: Parity, *, probability_tolerance: float, label_agreement: float) -> None:
    """Refuse a model that is too far from the trained one."""
    faults = []
    if parity.label_agreement < label_agreement:
        faults.append(
            f"{parity.label_agreement:.2%} of {parity.n_sentences} sentences keep their label, "
            f"export.label_agreement asks for {label_agreement:.2%}"
        )
    if not parity.largest_difference <= probability_tolerance:  # a NaN is no agreement
        faults.append(
            f"a probability differs by {parity.largest_difference:.4f}, "
            f"export.probability_tolerance allows {probability_tolerance}"
        )
    if faults:
        raise ExportError(
            "the exported model does not agree with the trained one, so it was not written: "
            + "; ".join(faults)
        )


def _sample() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Give inputs for tracing: 2 windows of 16 tokens with 3 segments."""
    return (
        torch.arange(2, 34).reshape(2, 16),
        torch.ones(2, 16, dtype=torch.int64),
        torch.full((2, 3, 16), 1 / 16),
    )


def _torch_labels(network: StanceNetwork) -> _Answer:
    network = network.eval().cpu().float()

    def answer(inputs: Inputs) -> npt.NDArray[np.float32]:
        tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
        with torch.inference_mode():
            logits: npt.NDArray[np.float32] = network(**tensors)[0][0].numpy()
        return logits

    return answer


def _onnx_labels(model: Path) -> _Answer:
    session = ort.InferenceSession(str(model), providers=["CPUExecutionProvider"])

    def answer(inputs: Inputs) -> npt.NDArray[np.float32]:
        logits: npt.NDArray[np.float32] = session.run(_OUTPUTS, dict(inputs))[0][0]
        return logits

    return answer


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    shifted = logits.astype(np.float64)
    powers = np.exp(shifted - shifted.max(axis=-1, keepdims=True))
    probabilities: npt.NDArray[np.float64] = powers / powers.sum(axis=-1, keepdims=True)
    return probabilities
