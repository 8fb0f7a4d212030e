"""What enters the matrices of a network on articles, and how much its answers depend on theirs."""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper
from torch import Tensor, nn
from torch.nn import functional

from stance.config import Device, Precision
from stance.network import StanceNetwork
from stance.training.fitting.examples import IGNORED
from stance.training.fitting.hardware import choose_hardware


@dataclass(frozen=True, slots=True)
class Moments:
    """Of the vectors that a value of a graph takes.

    Attributes:
        mean: Shape ``(width,)``, float32.
        second: Mean outer product of the vectors divided by their length, shape
            ``(width, width)``, float32. A network has tokens whose states are a hundred times
            larger than all others, and otherwise they would be the only ones that count.
    """

    mean: Tensor
    second: Tensor


def input_moments(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> dict[str, Moments]:
    """Measure the vectors that some values of a graph take.

    Args:
        proto: The model; left as it is.
        names: Of values of its graph, of shape ``(…, width)`` each; perhaps none.
        windows: The inputs of one run of the model each; at least one.

    Returns:
        By name.
    """
    sums: dict[str, Tensor] = {}
    products: dict[str, Tensor] = {}
    n_vectors = dict.fromkeys(names, 0)
    for name, value in _values(proto, names, kind=TensorProto.FLOAT, windows=windows):
        vectors = torch.from_numpy(value).flatten(end_dim=-2)
        directions = torch.nn.functional.normalize(vectors, dim=-1)
        sums[name] = sums.get(name, 0) + vectors.sum(0)
        products[name] = products.get(name, 0) + directions.T @ directions
        n_vectors[name] += len(vectors)
    return {name: Moments(sums[name] / n, products[name] / n) for name, n in n_vectors.items()}


def largest_inputs(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> dict[str, npt.NDArray[np.float32]]:
    """Measure how large each coordinate of some values of a graph becomes.

    By name, shape ``(width,)`` each; the values have shape ``(…, width)``.
    """
    found: dict[str, npt.NDArray[np.float32]] = {}
    for name, value in _values(proto, names, kind=TensorProto.FLOAT, windows=windows):
        largest = np.abs(value.reshape(-1, value.shape[-1])).max(0).astype(np.float32)
        found[name] = np.maximum(found.get(name, largest), largest)
    return found


def rows_read(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> dict[str, Tensor]:
    """Tell which numbers some values of a graph hold.

    The numbers of each are unique and rising, int64.
    """
    found: dict[str, list[npt.NDArray[np.int64]]] = {name: [] for name in names}
    for name, value in _values(proto, names, kind=TensorProto.INT64, windows=windows):
        found[name].append(np.unique(value))
    return {name: torch.from_numpy(np.unique(np.concatenate(one))) for name, one in found.items()}


def _values(
    proto: onnx.ModelProto,
    names: Sequence[str],
    *,
    kind: int,
    windows: Sequence[Mapping[str, npt.NDArray[np.generic]]],
) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    """Run a model on each window and give values of its graph, which are of one kind of number."""
    if not names:
        return
    probe = onnx.ModelProto()
    probe.CopyFrom(proto)
    del probe.graph.output[:]
    for name in names:
        probe.graph.output.append(helper.make_tensor_value_info(name, kind, None))
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    for window in windows:
        yield from zip(names, session.run(list(names), dict(window)), strict=True)


#: Labels and tags are drawn from what the network answers, made less certain by this temperature:
#: where it is sure, nothing would depend on anything.
_TEMPERATURE = 1.5
#: Weight of a token's tag beside a sentence's label.
_TAG_WEIGHT = 0.2
_SEED = 1


def answer_gradients(
    network: StanceNetwork,
    *,
    batches: Sequence[Mapping[str, Tensor]],
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Tensor]:
    """Measure the gradients of the loss by what each linear map answers.

    Labels and tags are drawn from what the network itself answers, so that the second moments are
    those of its Fisher information, whatever the labels of the windows are (Martens and Grosse
    2015, *K-FAC*).

    Args:
        network: Left as it is.
        batches: Of windows, as ``pad_windows`` lays them; best of articles that it has not learnt.
        report: Told batches read, and batches in all.

    Returns:
        By name of the map within the network, the sum of the outer products of the gradients with
        themselves, shape ``(outputs, outputs)``, float32.
    """
    sums: dict[str, Tensor] = {}

    def add(name: str, gradient: Tensor) -> None:
        vectors = gradient.float().flatten(end_dim=-2)
        sums[name] = sums.get(name, 0) + vectors.T @ vectors

    def listen(name: str) -> Callable[[nn.Module, object, tuple[Tensor, ...]], None]:
        return lambda _module, _before, after: add(name, after[0])

    generator = torch.Generator().manual_seed(_SEED)
    is_short = choose_hardware(Device.CPU, Precision.AUTO).precision is Precision.BFLOAT16
    network = copy.deepcopy(network).eval()
    for weights in network.parameters():
        weights.requires_grad_(weights.ndim == 1)  # of biases alone: those of matrices take long
    for name, module in network.named_modules():
        if isinstance(module, nn.Linear):
            module.register_full_backward_hook(listen(name))
    for done, batch in enumerate(batches, start=1):
        loss = _loss(network, batch, generator=generator, is_short=is_short)
        loss.backward()  # type: ignore[no-untyped-call]
        report(done, len(batches))
    return sums


def _loss(
    network: StanceNetwork,
    batch: Mapping[str, Tensor],
    *,
    generator: torch.Generator,
    is_short: bool,
) -> Tensor:
    """Give the cross-entropy of labels and tags drawn from the answers, summed."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=is_short):
        labels, tags = network(batch["input_ids"], batch["attention_mask"], batch["pooling"])
    return _surprise(labels[batch["labels"] != IGNORED], generator) + _TAG_WEIGHT * _surprise(
        tags[batch["tags"] != IGNORED], generator
    )


def _surprise(logits: Tensor, generator: torch.Generator) -> Tensor:
    chances = (logits.detach().float() / _TEMPERATURE).softmax(-1)
    drawn = torch.multinomial(chances, 1, generator=generator)[:, 0]
    return functional.cross_entropy(logits.float(), drawn, reduction="sum")
