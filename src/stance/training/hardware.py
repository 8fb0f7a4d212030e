"""What a network is fitted on, and in which number format."""

from dataclasses import dataclass

import torch

from stance.config import Device, Precision
from stance.errors import StanceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """Where and how numbers are multiplied.

    Attributes:
        use_cuda: On a GPU, not on the processor.
        precision: Of forward and backward pass; never ``AUTO``.
    """

    use_cuda: bool
    precision: Precision


def choose_hardware(device: Device, precision: Precision) -> Hardware:
    """Find what this machine has of what a config asks for.

    Args:
        device: ``AUTO`` takes a GPU if there is one.
        precision: ``AUTO`` takes bfloat16 where the device multiplies it in hardware.

    Returns:
        What to use.

    Raises:
        StanceError: If the machine cannot do it.
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
        has_bfloat16 = _multiplies_bfloat16(use_cuda=use_cuda)
        precision = Precision.BFLOAT16 if has_bfloat16 else Precision.FLOAT32
    elif precision is Precision.BFLOAT16 and use_cuda and not torch.cuda.is_bf16_supported():
        raise StanceError(
            "training.precision is bfloat16, which this GPU does not have; "
            "set training.precision to auto, float16 or float32"
        )
    return Hardware(use_cuda=use_cuda, precision=precision)


def _multiplies_bfloat16(*, use_cuda: bool) -> bool:
    if use_cuda:
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
