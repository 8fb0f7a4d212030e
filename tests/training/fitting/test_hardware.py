from collections.abc import Mapping

import pytest
import torch

from stance.config import Device, Precision
from stance.errors import StanceError
from stance.training.fitting import hardware
from stance.training.fitting.hardware import Hardware, choose_hardware


@pytest.fixture
def processor_alone(monkeypatch):
    """A machine without a GPU."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.fixture
def old_gpu(monkeypatch):
    """A machine with a GPU that has no bfloat16."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: False)


@pytest.fixture
def timed(processor_alone, monkeypatch):
    """Sets how many seconds a processor takes in each format."""
    hardware._is_faster_in_bfloat16.cache_clear()

    def take(seconds: Mapping[torch.dtype, float]) -> None:
        monkeypatch.setattr(hardware, "_seconds", seconds.__getitem__)

    yield take
    hardware._is_faster_in_bfloat16.cache_clear()


def test_without_a_gpu_the_processor_is_taken(processor_alone):
    hardware = choose_hardware(Device.AUTO, Precision.FLOAT32)

    assert hardware == Hardware(use_cuda=False, precision=Precision.FLOAT32)


def test_a_gpu_is_taken_where_there_is_one(old_gpu):
    assert choose_hardware(Device.AUTO, Precision.FLOAT32).use_cuda


def test_the_processor_can_be_asked_for_beside_a_gpu(old_gpu):
    assert not choose_hardware(Device.CPU, Precision.FLOAT32).use_cuda


def test_a_gpu_that_is_not_there_is_refused(processor_alone):
    with pytest.raises(StanceError, match=r"device is cuda, but .* finds no GPU .*auto or cpu"):
        choose_hardware(Device.CUDA, Precision.AUTO)


def test_float16_on_the_processor_is_refused(processor_alone):
    with pytest.raises(StanceError, match=r"float16, .* GPUs alone, .*auto, bfloat16 or float32"):
        choose_hardware(Device.AUTO, Precision.FLOAT16)


def test_float16_is_taken_on_a_gpu(old_gpu):
    assert choose_hardware(Device.CUDA, Precision.FLOAT16).precision is Precision.FLOAT16


def test_bfloat16_that_the_gpu_lacks_is_refused(old_gpu):
    with pytest.raises(StanceError, match=r"bfloat16, which this GPU does not have"):
        choose_hardware(Device.CUDA, Precision.BFLOAT16)


def test_auto_falls_back_to_float32(old_gpu):
    assert choose_hardware(Device.AUTO, Precision.AUTO).precision is Precision.FLOAT32


@pytest.mark.parametrize(
    ("bfloat16", "chosen"),
    [(0.5, Precision.BFLOAT16), (0.95, Precision.FLOAT32), (2.0, Precision.FLOAT32)],
)
def test_auto_takes_bfloat16_where_the_processor_is_faster_in_it(bfloat16, chosen, timed):
    timed({torch.float32: 1.0, torch.bfloat16: bfloat16})

    assert choose_hardware(Device.CPU, Precision.AUTO).precision is chosen


@pytest.mark.parametrize("number_format", [torch.float32, torch.bfloat16])
def test_a_layer_is_timed_in_each_format(number_format):
    assert hardware._seconds(number_format) > 0


def test_bfloat16_on_any_processor_is_what_was_asked_for(processor_alone):
    assert choose_hardware(Device.CPU, Precision.BFLOAT16).precision is Precision.BFLOAT16
