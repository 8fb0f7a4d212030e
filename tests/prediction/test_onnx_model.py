"""What ONNX Runtime is told of the processor."""

import platform
from functools import partial

import pytest

from stance.prediction import onnx_model
from stance.processor import read_processor


@pytest.mark.parametrize(
    ("machine", "told", "saturates"),
    [
        ("x86_64", "flags : fpu avx2 avx512_vnni", False),
        ("x86_64", "flags : fpu avx2", True),
        ("AMD64", None, True),
        ("aarch64", "Features : fp asimd", False),
    ],
)
def test_sums_are_exact_where_a_processor_would_cut_them_off(
    tmp_path, monkeypatch, machine, told, saturates
):
    (tmp_path / "proc").mkdir()
    if told is not None:
        (tmp_path / "proc" / "cpuinfo").write_text(told)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(onnx_model, "read_processor", partial(read_processor, tmp_path))

    assert onnx_model._may_saturate.__wrapped__() is saturates
