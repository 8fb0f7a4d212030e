"""An exported network in ONNX Runtime, checked before it is trusted."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors

from stance.errors import ArtifactError
from stance.prediction.batches import WindowInputs
from stance.prediction.folding import fold
from stance.prediction.manifest import Manifest, NetworkSettings, read_file
from stance.prediction.onnx_graph import check_graph
from stance.prediction.tags import Tag
from stance.processor import read_processor

MODEL_FILE = "model.onnx"
POOLING = "pooling"
_INPUTS = {"input_ids": 2, "attention_mask": 2, POOLING: 3}
_LABELS, _TAGS = "label_logits", "tag_logits"
#: What a network gives besides if it has learnt whom words may name: at most so much for a token.
MENTIONS = "mentions"
_WIDEST = 8192
#: And if it has learnt whether anybody speaks in a sentence: one number for a segment.
SPEECH = "speech"
#: Memory that networks may take for weights and answers together, in bytes: a limit for hostile
#: ones.
_MAX_MEMORY = 8 << 30
_OF_TOKENS = frozenset({_TAGS, MENTIONS})

#: What ONNX Runtime raises for a file that is not a model, or not a sound one; there is no
#: common base. The ``ValueError`` is of names in the file that are not UTF-8.
_ORT_ERRORS = (
    ort_errors.Fail,
    ort_errors.InvalidArgument,
    ort_errors.InvalidGraph,
    ort_errors.InvalidProtobuf,
    ort_errors.NoModel,
    ort_errors.NotImplemented,
    ort_errors.RuntimeException,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAnswers:
    """What a network says of one window.

    Attributes:
        labels: Label logits, shape ``(segments, labels)``.
        tags: Tag logits, shape ``(tokens, tags)``.
        mentions: What each token is as part of a mention, shape ``(tokens, width)``; of width 0
            if the network has not learnt whom words may name.
        speech: Log-odds that somebody speaks, shape ``(segments, 1)``; of width 0 if it has not
            learnt that.
    """

    labels: npt.NDArray[np.float32]
    tags: npt.NDArray[np.float32]
    mentions: npt.NDArray[np.float32]
    speech: npt.NDArray[np.float32]


class OnnxModel:
    """A network that takes windows and gives logits.

    Args:
        session: Of a graph with our inputs and outputs.
        widths: Of its outputs, by name: of label logits, of tag logits, and of what else it gives.
        folder: The model folder, for errors.
    """

    def __init__(
        self, session: ort.InferenceSession, *, widths: Mapping[str, int], folder: Path
    ) -> None:
        self._session = session
        self._widths = widths
        self._folder = folder

    @classmethod
    def load(
        cls, folder: Path, *, manifest: Manifest, settings: NetworkSettings, n_threads: int
    ) -> "OnnxModel":
        """Read a network, and try it on the largest token id that it is said to take.

        Args:
            folder: The model folder.
            manifest: Its manifest.
            settings: The manifest's settings.
            n_threads: Processor threads to use; 0 for all cores.

        Returns:
            The network.

        Raises:
            ArtifactError: If the file is missing, damaged, or no such network.
        """
        content = read_file(folder, MODEL_FILE, manifest=manifest)
        try:
            check_graph(content)
            folded = fold(content)
        except ValueError as error:
            raise ArtifactError(folder, f"{MODEL_FILE} is no ONNX model: {error}") from error
        _bound_memory()
        options = ort.SessionOptions()
        options.log_severity_level = 4  # errors come as exceptions; below 4 they are printed too
        options.intra_op_num_threads = n_threads
        options.add_session_config_entry("session.use_env_allocators", "1")
        if _may_saturate():
            options.add_session_config_entry("session.x64quantprecision", "1")
        # A graph may name other files to read weights from; no folder, no files.
        weights = [ort.OrtValue.ortvalue_from_numpy(one) for one in folded.weights.values()]
        options.add_external_initializers(list(folded.weights), weights)
        try:
            session = ort.InferenceSession(
                folded.content, options, providers=["CPUExecutionProvider"], enable_fallback=0
            )
        except _ORT_ERRORS as error:
            raise ArtifactError(folder, f"{MODEL_FILE} is no ONNX model: {error}") from error
        widths = _checked_widths(session, n_labels=len(manifest.labels), folder=folder)
        model = cls(session, widths=widths, folder=folder)
        ids = np.array([settings.start_id, settings.vocabulary_size - 1, settings.end_id])
        pooling = np.array([[0.0, 1.0, 0.0]], dtype=np.float32)
        model.run(WindowInputs(input_ids=ids, pooling=pooling))
        return model

    def run(self, inputs: WindowInputs) -> WindowAnswers:
        """Score one window.

        Args:
            inputs: The window.

        Returns:
            What the network says of it.

        Raises:
            ArtifactError: If the network cannot take it, or gives no number.
        """
        arguments = {
            "input_ids": inputs.input_ids[None],
            "attention_mask": np.ones_like(inputs.input_ids)[None],
            POOLING: inputs.pooling[None],
        }
        n_tokens, n_segments = len(inputs.input_ids), len(inputs.pooling)
        try:
            arrays = self._session.run(list(self._widths), arguments)
        except _ORT_ERRORS as error:
            what = f"{MODEL_FILE} fails on a window of {n_tokens} tokens: {error}"
            raise ArtifactError(self._folder, what) from error
        found = [one.shape for one in arrays]
        expected = [
            (1, n_tokens if name in _OF_TOKENS else n_segments, width)
            for name, width in self._widths.items()
        ]
        if found != expected:
            what = f"{MODEL_FILE} gives arrays of {found}, not {expected}"
            raise ArtifactError(self._folder, what)
        if not all(np.isfinite(one).all() for one in arrays):
            raise ArtifactError(self._folder, f"{MODEL_FILE} gives scores that are no numbers")
        given = {name: one[0] for name, one in zip(self._widths, arrays, strict=True)}
        return WindowAnswers(
            labels=given[_LABELS],
            tags=given[_TAGS],
            mentions=given.get(MENTIONS, np.zeros((n_tokens, 0), dtype=np.float32)),
            speech=given.get(SPEECH, np.zeros((n_segments, 0), dtype=np.float32)),
        )


@cache
def _may_saturate() -> bool:
    """Tell whether this processor may cut off sums of 8-bit products, unless it is told not to.

    Processors for x86 without VNNI add pairs of products in 16 bits. Being exact costs them time,
    and would cost the others two thirds of their speed.
    """
    is_x86 = platform.machine().lower() in ("x86_64", "amd64")
    return is_x86 and not read_processor().multiplies_bytes


@cache
def _bound_memory() -> None:
    """Let the networks of this process have so much memory, and fail where they want more."""
    memory = ort.OrtMemoryInfo(
        "Cpu", ort.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, ort.OrtMemType.DEFAULT
    )
    ort.create_and_register_allocator(memory, ort.OrtArenaCfg({"max_mem": _MAX_MEMORY}))


def _checked_widths(
    session: ort.InferenceSession, *, n_labels: int, folder: Path
) -> dict[str, int]:
    """Give how wide each output is; refuse a graph that takes or gives other arrays than ours."""
    inputs = {one.name: len(one.shape) for one in session.get_inputs()}
    outputs = {one.name: (len(one.shape), one.shape[-1:]) for one in session.get_outputs()}
    widths = {_LABELS: n_labels, _TAGS: len(Tag)}
    width = outputs.get(MENTIONS, (0, [None]))[1][0]
    if isinstance(width, int) and 1 < width <= _WIDEST:
        widths[MENTIONS] = width
    if SPEECH in outputs:
        widths[SPEECH] = 1
    wanted = {name: (3, [width]) for name, width in widths.items()}
    if inputs != _INPUTS or outputs != wanted:
        raise ArtifactError(
            folder,
            f"{MODEL_FILE} is a foreign model: it takes {inputs} and gives {outputs}, "
            f"not {_INPUTS} and {wanted}",
        )
    return widths
