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
    return making.write_model(tmp_path_factory.mktemp("exported"), tiny_encoder)


@pytest.fixture
def network_folder(exported_folder, tmp_path):
    """A copy of the network's folder that a test may damage."""
    return shutil.copytree(exported_folder, tmp_path / "network")


@pytest.fixture
def baseline_folder(tmp_path):
    """A baseline's folder that a test may damage."""
    return making.write_baseline(tmp_path / "baseline")
