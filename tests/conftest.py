"""A tiny encoder and its export, made once for all tests that only read them."""

import shutil

import pytest
from hypothesis import settings

import making

settings.register_profile("untimed", settings.default, deadline=None)  # machines can be busy
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory):
    return making.make_encoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def exported_folder(tiny_encoder, tmp_path_factory):
    """A network's model folder; its answers are random, but well apart from each other."""
    import torch

    from stance.training.export.exporting import export_onnx

    folder = tmp_path_factory.mktemp("exported")
    network = making.make_network(tiny_encoder)
    with torch.no_grad():
        network.label_head.weight.mul_(20.0)
        network.tag_head.weight.mul_(20.0)
    export_onnx(network, folder / "model.onnx")
    (folder / "tokenizer.json").write_text(making.make_tokenizer().to_str(), encoding="utf-8")
    making.write_manifest(folder, making.make_settings())
    return folder


@pytest.fixture
def network_folder(exported_folder, tmp_path):
    """A copy of the network's folder that a test may damage."""
    return shutil.copytree(exported_folder, tmp_path / "network")


@pytest.fixture
def baseline_folder(tmp_path):
    """A baseline's folder that a test may damage."""
    return making.write_baseline(tmp_path / "baseline")
