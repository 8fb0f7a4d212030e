"""What codes leave free, fitted so that a model in codebooks answers as the network before it."""

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import GraphProto, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from stance.files import whole_file
from stance.network import StanceNetwork
from stance.training.coded_nodes import CODES
from stance.training.examples import IGNORED
from stance.training.restoring import linear_matrices, restore

#: Learning rates of books and scales, whose weights have a size of 1, and of biases and norms.
_RATE_OF_CODED, _RATE_OF_OTHERS = 3e-4, 5e-5
#: Share of the steps in which the rates rise; then they fall to 0.
_WARMUP = 0.1
_LARGEST_GRADIENT = 1.0
#: So far does every number go from where it was to where it has been fitted (Wortsman et al. 2022,
#: *Robust fine-tuning of zero-shot models*; docs/decisions/0100-codes-that-settle.md).
_SHARE = 0.5
#: Answers are compared when they are made less certain, by this temperature.
_TEMPERATURE = 2.0


class _CodedLinear(nn.Module):
    """A linear map whose matrix is made from its book, as the graph does it.

    Args:
        codes: Shape ``(inputs, outputs / length)``, uint8.
        book: Shape ``(256, length)``, float32.
        scales: Shape ``(outputs,)``, float32.
        bias: Shape ``(outputs,)``.
    """

    codes: Tensor
    scales: Tensor

    def __init__(self, codes: Tensor, book: Tensor, scales: Tensor, bias: nn.Parameter) -> None:
        super().__init__()
        self.register_buffer("codes", codes.long())
        self.register_buffer("scales", scales)
        self.book = nn.Parameter(book)
        self.growth = nn.Parameter(torch.zeros_like(scales))
        self.bias = bias

    def forward(self, states: Tensor) -> Tensor:
        vectors = self.book.index_select(0, self.codes.flatten())
        matrix = vectors.reshape(len(self.codes), -1) * self.grown_scales()
        return functional.linear(states, matrix.T, self.bias)

    def grown_scales(self) -> Tensor:
        """Give what outputs are multiplied by, shape ``(outputs,)``."""
        return self.scales * (1 + self.growth)


def settle(
    model: Path,
    network: StanceNetwork,
    *,
    batches: Sequence[Mapping[str, Tensor]],
    report: Callable[[int, int], None],
) -> None:
    """Fit all that codes leave free to the answers of the network that was put in codebooks.

    Books, scales, biases and norms learn, and go half of the way; codes, tables and matrices in 8
    bits stay, so size and speed do. The answers on each batch are compared once, as AQLM and QuIP#
    do it (Egiazarian et al. 2024, Tseng et al. 2024).

    Args:
        model: The ONNX file, in codebooks; replaced whole or not at all.
        network: What it was made of, with its float32 weights; left in evaluation mode.
        batches: Of windows, as ``pad_windows`` lays them; a step each.
        report: Told batches done, and batches in all.
    """
    proto = onnx.load(str(model))
    student = copy.deepcopy(network).eval()
    restore(student, proto.graph)
    coded = _decode_within(student, proto.graph)
    others = _others(student, proto.graph)
    _fit(
        student,
        network.eval(),
        coded=list(coded.values()),
        others=others,
        batches=batches,
        report=report,
    )
    _write(proto.graph, coded=coded, others=others)
    onnx.checker.check_model(proto)
    with whole_file(model) as beside:
        onnx.save(proto, str(beside))


def _decode_within(network: StanceNetwork, graph: GraphProto) -> dict[str, _CodedLinear]:
    """Replace the maps that are stored in codes; give them by the name of their matrix there."""
    stored = {one.name: one for one in graph.initializer}
    found = {}
    for name, matrix in linear_matrices(graph).items():
        if f"{matrix}{CODES}" in stored:
            codes, book, scales = (
                torch.from_numpy(numpy_helper.to_array(stored[f"{matrix}{part}"]).copy())
                for part in (CODES, ".half_book", ".half_scales")
            )
            bias = network.get_parameter(f"{name}.bias")
            found[matrix] = _CodedLinear(codes, book.float(), scales.float(), bias)
            around, _, last = name.rpartition(".")
            setattr(network.get_submodule(around), last, found[matrix])
    return found


def _others(network: StanceNetwork, graph: GraphProto) -> dict[str, nn.Parameter]:
    """Give what is stored as it is: biases, norms and what else is small."""
    stored = {one.name for one in graph.initializer}
    return {name: one for name, one in network.named_parameters() if name in stored}


def _fit(
    student: StanceNetwork,
    teacher: StanceNetwork,
    *,
    coded: Sequence[_CodedLinear],
    others: Mapping[str, nn.Parameter],
    batches: Sequence[Mapping[str, Tensor]],
    report: Callable[[int, int], None],
) -> None:
    books = [one for linear in coded for one in (linear.book, linear.growth)]
    learning = [*books, *others.values()]
    student.requires_grad_(requires_grad=False)
    for one in learning:
        one.requires_grad = True
    groups = [
        {"params": books, "lr": _RATE_OF_CODED},
        {"params": list(others.values()), "lr": _RATE_OF_OTHERS},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0, fused=True)
    n_rising = max(1, math.ceil(_WARMUP * len(batches)))
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / n_rising, (len(batches) - step) / len(batches)),
    )
    for step, batch in enumerate(batches, start=1):
        with torch.no_grad():
            wanted = _answers(teacher, batch)
        found = _answers(student, batch)
        loss = torch.stack(list(map(_divergence, found, wanted))).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learning, _LARGEST_GRADIENT)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad(set_to_none=True)
        report(step, len(batches))


def _answers(network: StanceNetwork, batch: Mapping[str, Tensor]) -> list[Tensor]:
    """Give logits of all sentences, and of all tokens, of a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = network(batch["input_ids"], batch["attention_mask"], batch["pooling"])
    asked = (batch["labels"] != IGNORED, batch["tags"] != IGNORED)
    return [logits.float()[one] for logits, one in zip(found, asked, strict=True)]


def _divergence(found: Tensor, wanted: Tensor) -> Tensor:
    """Give the mean Kullback–Leibler divergence, at a temperature and scaled as without it."""
    ours, theirs = (functional.log_softmax(one / _TEMPERATURE, dim=-1) for one in (found, wanted))
    divergence = functional.kl_div(ours, theirs, log_target=True, reduction="batchmean")
    return divergence * _TEMPERATURE**2


def _write(
    graph: GraphProto, *, coded: Mapping[str, _CodedLinear], others: Mapping[str, nn.Parameter]
) -> None:
    stored = {one.name: one for one in graph.initializer}

    def move(name: str, fitted: Tensor) -> None:
        before = numpy_helper.to_array(stored[name])
        after = before + _SHARE * (fitted.detach().numpy() - before.astype(np.float32))
        stored[name].CopyFrom(numpy_helper.from_array(after.astype(before.dtype), name))

    for matrix, linear in coded.items():
        move(f"{matrix}.half_book", linear.book)
        move(f"{matrix}.half_scales", linear.grown_scales())
    for name, one in others.items():
        move(name, one)
