import json
import shutil
import subprocess
import sys

import pytest
from huggingface_hub import constants

import making
from stance.errors import ArtifactError, StanceError
from stance.training.encoders.locating import locate_encoder


@pytest.fixture
def folder(tiny_encoder, tmp_path):
    """A whole encoder that a test may damage."""
    folder = shutil.copytree(tiny_encoder, tmp_path / "encoder")
    making.make_tokenizer().save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def no_hub(monkeypatch, tmp_path):
    """The hub out of reach; gives the folder of its cache."""
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_the_default_encoder_is_in_a_package():
    folder = locate_encoder("all-MiniLM-L6-v2")

    assert (folder / "model.safetensors").is_file()


def test_a_folder_is_itself(folder):
    assert locate_encoder(str(folder)) == folder


def test_a_folder_with_faults_is_refused_with_all_of_them(folder):
    (folder / "config.json").unlink()
    (folder / "tokenizer.json").unlink()

    with pytest.raises(ArtifactError, match=r"config\.json is missing; tokenizer\.json is missing"):
        locate_encoder(str(folder))


def test_pickled_weights_are_refused_with_what_to_do(folder):
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")

    with pytest.raises(ArtifactError, match=r"model\.safetensors is missing .*pickle.*save"):
        locate_encoder(str(folder))


def test_truncated_weights_are_refused(folder):
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])

    with pytest.raises(ArtifactError, match=r"model\.safetensors is missing or damaged"):
        locate_encoder(str(folder))


def test_weights_in_several_files_are_accepted(folder):
    (folder / "model.safetensors").rename(folder / "model-1-of-1.safetensors")
    index = {"weight_map": {"embeddings": "model-1-of-1.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")

    assert locate_encoder(str(folder)) == folder


def test_a_missing_one_of_several_weight_files_is_named(folder):
    (folder / "model.safetensors").unlink()
    index = {"weight_map": {"embeddings": "model-1-of-2.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")

    with pytest.raises(ArtifactError, match=r"model-1-of-2\.safetensors is missing or damaged"):
        locate_encoder(str(folder))


@pytest.mark.parametrize("content", ["{", "[]", "{}", '"bert"'])
def test_a_damaged_configuration_is_refused(folder, content):
    (folder / "config.json").write_text(content, encoding="utf-8")

    with pytest.raises(ArtifactError, match=r"config\.json (is damaged|names no model_type)"):
        locate_encoder(str(folder))


def test_a_damaged_tokenizer_is_refused(folder):
    (folder / "tokenizer.json").write_text('{"version": "1.0"', encoding="utf-8")

    with pytest.raises(ArtifactError, match=r"tokenizer\.json is damaged"):
        locate_encoder(str(folder))


def test_a_file_is_not_a_folder(folder):
    with pytest.raises(ArtifactError, match="an encoder is a folder, this is a file"):
        locate_encoder(str(folder / "config.json"))


@pytest.mark.parametrize("name", ["nobody/nothing", "no-such-encoder", "a name with spaces"])
@pytest.mark.usefixtures("no_hub")
def test_an_unknown_name_is_told_in_two_lines(name):
    with pytest.raises(StanceError) as caught:
        locate_encoder(name)

    tried, advice = str(caught.value).splitlines()
    assert tried.startswith(f"no encoder {name!r}: there is no such folder, and the Hugging Face")
    assert "all-MiniLM-L6-v2" in advice
    assert "all-mpnet-base-v2" in advice


def test_what_the_hub_once_gave_is_found_without_it(folder, no_hub):
    repository, commit = no_hub / "models--somebody--tiny", "1" * 40
    shutil.copytree(folder, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit, encoding="utf-8")

    found = locate_encoder("somebody/tiny")

    assert found == repository / "snapshots" / commit


def test_locating_an_encoder_loads_no_network():
    code = (
        "import sys; from stance.training.encoders.locating import locate_encoder; "
        "locate_encoder('all-MiniLM-L6-v2'); print('torch' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
