"""A tiny network whose weights are all different, its export, and windows that it reads."""

import copy

import pytest

import making
from spread_networks import make_network
from stance.training.export.exporting import export_onnx


@pytest.fixture(scope="package")
def network(tiny_encoder):
    return make_network(tiny_encoder, seed=5)


@pytest.fixture(scope="package")
def examples():
    return making.make_windows(making.make_news(8, seed=3))


@pytest.fixture(scope="package")
def exported(network, tmp_path_factory):
    path = tmp_path_factory.mktemp("exported") / "model.onnx"
    export_onnx(copy.deepcopy(network), path)
    return path
