"""What a network is fitted on, and in which number format."""

from dataclasses import dataclass
from functools import cache, partial
from timeit import repeat

import torch
from torch.nn import functional

from stance.config import Device, Precision
from stance.errors import StanceError

#: bfloat16 must be so many times as fast as float32 to be worth its digits.
_GAIN = 1.2
#: Tokens, inputs and outputs of the layer that is timed, one of a small encoder.
_TIMED_SHAPE = (512, 384, 1536)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """Where and how numbers are multiplied; ``precision`` is never ``AUTO``."""

    use_cuda: bool
    precision: Precision


def choose_hardware(device: Device, precision: Precision) -> Hardware:
    """Find what this machine has of what a config asks for, or raise a ``StanceError``.

    ``Device.AUTO`` takes a GPU if there is one. ``Precision.AUTO`` takes bfloat16 on a GPU that has
    it, and on a processor that is faster in it than in float32, which is measured: some have it and
    take twice as long.
    """
    use_cuda = device is Device.CUDA or (device is Device.AUTO and torch.cuda.is_available())
    if use_cuda and not torch.cuda.is_available():
        raise StanceError(
            "training.device is cuda, but PyTorch finds no GPU that it can use; "
            "set training.device to auto or cpu, or install a PyTorch with CUDA"
        )
    if precision is Precision.FLOAT16 and not use_cuda:
        raise StanceError(
            "training.precision is float16, which is for GPUs alone, and this run is on the "
            "processor; set training.precision to auto, bfloat16 or float32"
        )
    if precision is Precision.AUTO:
        gains = torch.cuda.is_bf16_supported() if use_cuda else _is_faster_in_bfloat16()
        precision = Precision.BFLOAT16 if gains else Precision.FLOAT32
    elif precision is Precision.BFLOAT16 and use_cuda and not torch.cuda.is_bf16_supported():
        raise StanceError(
            "training.precision is bfloat16, which this GPU does not have; "
            "set training.precision to auto, float16 or float32"
        )
    return Hardware(use_cuda=use_cuda, precision=precision)


@cache
def _is_faster_in_bfloat16() -> bool:
    """Tell whether it is on this processor; the answer stays for all fits of a process."""
    return _seconds(torch.bfloat16) * _GAIN < _seconds(torch.float32)


def _seconds(number_format: torch.dtype) -> float:
    """Time one layer of an encoder, the best of some."""
    n_tokens, n_inputs, n_outputs = _TIMED_SHAPE
    states = torch.ones(n_tokens, n_inputs, dtype=number_format)
    weights = torch.ones(n_outputs, n_inputs, dtype=number_format)
    return min(repeat(partial(functional.linear, states, weights), number=1, repeat=7))
