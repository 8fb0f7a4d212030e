from pathlib import Path

import pytest

from stance.config import load_config, load_scheme
from stance.errors import ConfigError
from stance.schemes import NEWS

ROOT = Path(__file__).parents[1]
SCHEMES = sorted((ROOT / "configs" / "schemes").glob("*.yaml"))
PART = "[{name: p, files: p.jsonl}]"


def write(folder, text, *, name="scheme.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(path, *, read=load_scheme):
    with pytest.raises(ConfigError) as caught:
        read(path)
    return caught.value.faults


def test_the_schemes_that_ship_can_be_read():
    assert {len(load_scheme(path).names) for path in SCHEMES} == {2, 8}


def test_no_file_is_the_scheme_of_news():
    assert load_scheme(None) is NEWS


def test_a_scheme_file_tells_which_labels_are_attributed(tmp_path):
    text = "{name: s, outlet: b, labels: [{name: a, attributed: true, description: A.}, {name: b}]}"

    scheme = load_scheme(write(tmp_path, text))

    assert scheme.names == ("a", "b")
    assert scheme.attributed == {"a"}
    assert scheme.labels[0].description == "A."


def test_every_fault_of_a_scheme_file_is_named(tmp_path):
    text = "{name: 1, outlt: b, labels: [{name: a, atributed: true}, {name: b, kind: expret}]}"

    faults = faults_of(write(tmp_path, text))

    assert sorted(fault.removeprefix("line 1: ").split(":")[0] for fault in faults) == [
        *("labels.0.atributed", "labels.1.kind", "name", "outlet", "outlt")
    ]
    assert "line 1: labels.0.atributed: no such key; did you mean 'attributed'?" in faults
    assert "line 1: outlt: no such key; did you mean 'outlet'?" in faults
    assert "outlet: is missing" in faults


def test_what_does_not_hold_together_is_named(tmp_path):
    path = write(tmp_path, "name: s\noutlet: c; d\nlabels:\n  - name: a\n  - kind:\n    name: a\n")

    assert faults_of(path) == [
        "line 6: 2 labels are called 'a'",
        "line 2: outlet is 'c; d', which is none of its labels (a, a)",
    ]


def test_a_config_names_a_scheme_file_or_has_the_scheme_itself(tmp_path):
    scheme = "{name: s, outlet: b, labels: [{name: a}, {name: b}]}"
    file = write(tmp_path, scheme)
    text = "{{name: r, data: {{train: {0}, dev: {0}, scheme: {1}}}}}"

    named = load_config(write(tmp_path, text.format(PART, file), name="named.yaml"))
    inline = load_config(write(tmp_path, text.format(PART, scheme), name="inline.yaml"))

    assert named == inline
    assert named.data.scheme == load_scheme(file)


def test_the_faults_of_a_scheme_file_are_faults_of_the_config(tmp_path):
    file = write(tmp_path, "{name: s, outlet: b, labels: [{name: a}, {name: b, knd: expert}]}")
    text = f"{{name: r, sed: 1, data: {{train: {PART}, dev: {PART}, scheme: {file}}}}}"

    faults = faults_of(write(tmp_path, text, name="run.yaml"), read=load_config)

    assert faults == [
        f"line 1: data.scheme: {file}: line 1: labels.1.knd: no such key; did you mean 'kind'?",
        "line 1: sed: no such key; did you mean 'seed'?",
    ]


def test_a_key_of_a_scheme_inside_a_config_is_answered_with_the_nearest(tmp_path):
    scheme = "{name: s, outlet: b, labels: [{name: a, descripton: A.}, {name: b}]}"
    text = f"{{name: r, data: {{train: {PART}, dev: {PART}, scheme: {scheme}}}}}"

    faults = faults_of(write(tmp_path, text, name="run.yaml"), read=load_config)

    assert faults == [
        "line 1: data.scheme.labels.0.descripton: no such key; did you mean 'description'?"
    ]


def test_a_scheme_inside_a_config_tells_every_fault_with_its_line(tmp_path):
    scheme = (
        "  scheme:\n    name: s\n    outlet: c\n    labels:\n      - name: a/b\n      - name: b\n"
    )
    text = f"name: r\ndata:\n  train: {PART}\n  dev: {PART}\n{scheme}"

    faults = faults_of(write(tmp_path, text, name="run.yaml"), read=load_config)

    assert faults == [
        "line 9: data.scheme: label 'a/b' is not made of letters, digits, spaces, _ and -",
        "line 7: data.scheme: outlet is 'c', which is none of its labels (a/b, b)",
    ]


def test_an_empty_scheme_file_is_told(tmp_path):
    assert faults_of(write(tmp_path, "")) == [
        "holds no mapping of keys to values, such as `name: …`"
    ]


def test_a_date_that_is_none_is_told_with_the_file(tmp_path):
    assert faults_of(write(tmp_path, "name: 2024-13-45")) == ["not YAML: month must be in 1..12"]
