import json
import shutil

import pytest

import making
from making import change_manifest, replace_file
from stance.errors import ArtifactError
from stance.prediction.manifest import Manifest, read_file, read_manifest
from stance.prediction.predictor import Predictor


def refuse(folder, fault):
    """Loading must fail, name the folder, and say what is wrong with which file."""
    with pytest.raises(ArtifactError, match=fault) as caught:
        Predictor.load(folder)

    assert str(caught.value).startswith(f"{folder}: ")


def rename(files, name):
    files[name] = files.pop("terms.json")


def test_a_manifest_reads_back_as_written(baseline_folder):
    manifest = read_manifest(baseline_folder)

    assert Manifest.model_validate_json(manifest.to_json()) == manifest


def test_provenance_may_be_any_json(tmp_path):
    provenance = {"config": {"seed": 1, "names": ["a", None, 0.5]}, "digest": "é"}
    folder = making.write_baseline(tmp_path / "m", provenance=provenance)

    assert read_manifest(folder).provenance == provenance


def test_a_model_made_before_there_were_thresholds_loads(baseline_folder):
    change_manifest(baseline_folder, lambda fields: fields.pop("uncertain_below"))

    assert read_manifest(baseline_folder).uncertain_below is None


def test_a_folder_that_is_not_there_is_named(tmp_path):
    refuse(tmp_path / "nowhere", "there is no such model folder")


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "model").write_text("x")

    refuse(tmp_path / "model", "there is no such model folder")


@pytest.mark.parametrize("name", ["model.json", "weights.npy", "terms.json"])
def test_a_missing_file_is_named(baseline_folder, name):
    (baseline_folder / name).unlink()

    refuse(baseline_folder, f"{name} is missing")


@pytest.mark.parametrize("name", ["weights.npy", "terms.json"])
def test_a_truncated_file_is_named(baseline_folder, name):
    content = (baseline_folder / name).read_bytes()
    (baseline_folder / name).write_bytes(content[:-1])

    refuse(baseline_folder, rf"{name} is truncated: {len(content) - 1} bytes, not {len(content)}")


@pytest.mark.parametrize("name", ["weights.npy", "terms.json"])
def test_an_oversized_file_is_named(baseline_folder, name):
    with (baseline_folder / name).open("ab") as file:
        file.write(b"\0" * 1000)

    refuse(baseline_folder, f"{name} is oversized")


@pytest.mark.parametrize("name", ["weights.npy", "terms.json"])
def test_a_file_of_another_model_is_named(baseline_folder, name):
    content = (baseline_folder / name).read_bytes()
    (baseline_folder / name).write_bytes(b"x" + content[1:])

    refuse(baseline_folder, rf"{name} is not the file that was exported \(sha256 differs\)")


def test_a_file_that_does_not_belong_is_named(baseline_folder):
    (baseline_folder / "weights.pkl").write_bytes(b"x")

    refuse(baseline_folder, r"weights\.pkl is not part of this model; move it elsewhere")


def test_a_folder_inside_the_folder_is_named(baseline_folder):
    (baseline_folder / "code").mkdir()

    refuse(baseline_folder, "code is not part of this model")


@pytest.mark.parametrize("name", ["README.md", ".DS_Store", ".partial-model.json"])
def test_the_card_and_hidden_files_do_no_harm(baseline_folder, name):
    (baseline_folder / name).write_text("x")

    assert Predictor.load(baseline_folder)


def test_a_file_that_the_manifest_does_not_list_is_named(baseline_folder):
    change_manifest(baseline_folder, lambda fields: fields["files"].pop("terms.json"))

    refuse(baseline_folder, r"terms\.json is not part of this model")


def test_no_file_is_read_that_the_manifest_does_not_list(baseline_folder):
    manifest = read_manifest(baseline_folder)

    with pytest.raises(ArtifactError, match=r"model\.json does not list \.\./secret"):
        read_file(baseline_folder, "../secret", manifest=manifest)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe{}", "is not JSON"),
        (b"[" * 200_000, "is not JSON"),
        (b'{"format": ' + b"9" * 10_000 + b"}", "is not JSON"),
        (b"[]", "has format None, this version of stance reads 1"),
        (b"{}", "has format None, this version of stance reads 1"),
        (b'{"format": 2}', "has format 2, this version of stance reads 1"),
        (b'{"format": "1"}', "has format '1', this version of stance reads 1"),
        (b'{"format": 1}', "is damaged: name: Field required; created: Field required"),
        (b'{"format": 1, "name": "\\ud800"}', "is damaged"),
        (b" " * 4_000_001, "is larger than any that stance writes"),
    ],
    ids=range(12),
)
def test_a_manifest_that_is_none_is_told(baseline_folder, content, fault):
    (baseline_folder / "model.json").write_bytes(content)

    refuse(baseline_folder, rf"model\.json {fault}")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda f: f.update(extra=1), "extra: Extra inputs are not permitted"),
        (lambda f: f.update(temperature=0), "temperature: Input should be greater than 0"),
        (lambda f: f.update(temperature=float("nan")), "temperature: Input should be a finite"),
        (lambda f: f.update(temperature="1"), "temperature: Input should be a valid number"),
        (lambda f: f.update(outlet_gain=11), "outlet_gain: Input should be less than or equal"),
        (lambda f: f.update(outlet_gain=float("nan")), "outlet_gain: Input should be"),
        (lambda f: f.update(settings={"kind": "forest"}), "settings: Input tag 'forest'"),
        (lambda f: f.update(uncertain_below=1.5), "uncertain_below: Input should be less"),
        (lambda f: f["settings"].update(n_terms=0), "n_terms: Input should be greater"),
        (lambda f: f["files"]["terms.json"].update(sha256="0"), "sha256: String should match"),
        (lambda f: f["files"]["terms.json"].update(n_bytes=10**12), "n_bytes: Input should be"),
        (lambda f: rename(f["files"], "../terms.json"), r"\.\./terms\.json.*: String should match"),
        (lambda f: rename(f["files"], ".terms.json"), "String should match"),
        (lambda f: rename(f["files"], "a/terms.json"), "String should match"),
    ],
    ids=range(14),
)
def test_a_value_that_cannot_be_is_told_with_its_place(baseline_folder, change, fault):
    change_manifest(baseline_folder, change)

    refuse(baseline_folder, rf"model\.json is damaged: .*{fault}")


def test_a_special_token_outside_the_vocabulary_is_refused(network_folder):
    change_manifest(network_folder, lambda fields: fields["settings"].update(end_id=10_000))

    refuse(network_folder, r"model\.json is damaged: .* must be below vocabulary_size")


@pytest.mark.parametrize("labels", [["a", "b", "c"], ["reported_fact"], []])
def test_a_model_of_other_labels_is_refused(baseline_folder, labels):
    change_manifest(baseline_folder, lambda fields: fields.update(labels=labels))

    refuse(baseline_folder, "its labels are .*, not those of the scheme news")


def test_a_model_of_reordered_labels_is_refused(baseline_folder):
    change_manifest(baseline_folder, lambda fields: fields["labels"].reverse())

    refuse(baseline_folder, "its labels are reported_fact, expert_analysis, official_statement")


def test_a_linked_folder_is_a_model(baseline_folder, tmp_path):
    (tmp_path / "link").symlink_to(baseline_folder)

    assert Predictor.load(tmp_path / "link")


def test_a_copied_folder_is_a_model(baseline_folder, tmp_path):
    assert Predictor.load(shutil.copytree(baseline_folder, tmp_path / "copy"))


def test_a_vouched_file_is_read(baseline_folder):
    replace_file(baseline_folder, "terms.json", json.dumps(["a", "b", "c"]).encode())

    assert Predictor.load(baseline_folder)
