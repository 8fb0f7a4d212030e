import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from stance.config import ModelKind, Precision, flatten, load_config
from stance.errors import ConfigError

ROOT = Path(__file__).parents[1]
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
PART = {"name": "news", "files": "news.jsonl"}
PLAIN = {"name": "plain", "data": {"train": [PART], "dev": [PART]}}


@pytest.fixture
def write(tmp_path):
    def write_config(tree):
        path = tmp_path / "plain.yaml"
        path.write_text(tree if isinstance(tree, str) else yaml.safe_dump(tree), encoding="utf-8")
        return path

    return write_config


def test_there_are_configs_to_check():
    assert CONFIGS


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_shipped_config_loads(path):
    assert load_config(path).name == path.stem


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_the_first_comment_of_a_config_says_how_to_launch_it(path):
    lines = path.read_text("utf-8").splitlines()
    comment = lines[: lines.index(f"name: {path.stem}")]

    assert all(line.startswith("#") for line in comment)
    assert any("make train" in line for line in comment)


def test_the_config_for_trying_things_takes_three_batches():
    config = load_config(ROOT / "configs" / "quick.yaml")
    parts = (*config.data.train, *config.data.dev, *config.data.evaluation)

    batches = [sorted(path.stem for path in ROOT.glob(part.files)) for part in parts]

    assert batches == [["agency", "analysis", "analysis2"]] * 3


def test_what_a_config_leaves_out_has_its_default(write):
    config = load_config(write(PLAIN))

    assert config.model.kind is ModelKind.NETWORK
    assert config.training.precision is Precision.AUTO
    assert config.data.evaluation == ()


def test_ones_own_articles_are_a_part_of_train_and_of_dev(write):
    tree = {"name": "own", "data": {"articles": "other.jsonl", "train": [PART]}}

    data = load_config(write(tree), overrides=["data.articles=my.jsonl"]).data

    told = [(one.name, one.files, one.part, str(one.split)) for one in (*data.train, *data.dev)]
    assert told == [
        ("own-train", "my.jsonl", "train", "by-article"),
        ("news", "news.jsonl", None, "None"),
        ("own-dev", "my.jsonl", "dev", "by-article"),
    ]


def test_ones_own_articles_are_files(write):
    with pytest.raises(ConfigError, match="give the path of your JSONL file"):
        load_config(write({"name": "own", "data": {"articles": [1, 2]}}))


def test_a_config_cannot_change(write):
    config = load_config(write(PLAIN))

    with pytest.raises(ValidationError, match="frozen"):
        config.seed = 2


def test_all_faults_are_told_at_once(write):
    tree = PLAIN | {"name": "Not Good", "seed": -1, "training": {"epochs": 0, "patience": "x"}}

    with pytest.raises(ConfigError) as caught:
        load_config(write(tree), overrides=["seed", "model.kind=tree"])

    places = [re.sub(r"^line \d+: ", "", one).partition(":")[0] for one in caught.value.faults]
    assert places == [
        *("'seed'", "name", "seed", "model.kind", "training.epochs", "training.patience"),
    ]


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ({"modle": {}}, "modle: no such key; did you mean 'model'?"),
        ({"training": {"epoch": 3}}, "training.epoch: no such key; did you mean 'epochs'?"),
        ({"model": {"window": {"max_token": 3}}}, "did you mean 'max_tokens'?"),
        ({"tracking": {"xyz": 3}}, "known: enabled, uri, experiment, registered_model"),
        (
            {"data": PLAIN["data"] | {"dev": [PART | {"file": "a"}]}},
            "data.dev.0.file: no such key; did you mean 'files'?",
        ),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(write, tree, fault):
    with pytest.raises(ConfigError) as caught:
        load_config(write(PLAIN | tree))

    assert len(caught.value.faults) == 1
    assert fault in caught.value.faults[0]


@pytest.mark.parametrize(
    ("tree", "fault"),
    [
        ({}, "name: is missing"),
        ({"data": {"train": [], "dev": [PART]}}, "data.train: needs at least one part"),
        ({"model": {"window": {"max_tokens": 64}}}, "overlap_tokens is 128, more than half of max"),
        ({"data": {"train": [PART, PART], "dev": [PART]}}, "data.train: two parts are called news"),
        ({"data": PLAIN["data"] | {"evaluation": [PART]}}, "are called news; rename one"),
        ({"data": PLAIN["data"] | {"dev": [PART | {"name": "a.b"}]}}, "data.dev.0.name: String"),
        ({"data": PLAIN["data"] | {"dev": [PART | {"name": "a/b"}]}}, "data.dev.0.name: String"),
        (
            {"data": PLAIN["data"] | {"evaluation": [PART | {"name": "train"}]}},
            "other metrics of a run are called train/…; rename that part",
        ),
        (
            {"data": PLAIN["data"] | {"evaluation": [PART | {"name": "dev"}]}},
            "other metrics of a run are called dev/…; rename that part",
        ),
        (
            {"model": {"kind": "baseline"}, "mentions": {"epochs": 1}},
            "mentions, speech: a baseline has no states to learn them from",
        ),
        (
            {"model": {"kind": "baseline"}, "speech": {"articles": 1}},
            "mentions, speech: a baseline has no states to learn them from",
        ),
        (
            {"model": {"kind": "baseline"}, "training": {"distill_from": "accurate"}},
            "training.distill_from: a baseline learns from labels alone",
        ),
        (
            {"model": {"kind": "baseline"}, "training": {"start": "bundled"}},
            "training.start: a baseline learns from labels alone",
        ),
        ({"training": {"learning_rate": "fast"}}, r"training.learning_rate: .* \(found 'fast'\)"),
        (
            {"training": {"average_fits": [{"model.layers": 2}]}},
            "training.average_fits.0: model.layers cannot differ",
        ),
        (
            {"training": {"average_fits": [{"training.recast": 0.5}]}},
            "training.recast cannot differ .* it is called training.role_swap now",
        ),
        (
            {"training": {"teacher": "bundled"}},
            "training.teacher: no such key; it is called training.distill_from now",
        ),
        ({"export": {"weights": "codebooks"}}, "'product-quantization' .*found 'codebooks'"),
        ({"training": 3}, "training: Input should be a valid dictionary"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_its_place(write, tree, fault):
    base = {} if not tree else PLAIN
    with pytest.raises(ConfigError, match=fault):
        load_config(write(base | tree))


def test_a_password_is_not_taken_into_a_config(write):
    uri = "https://ann:s@cret@mlflow.example"

    with pytest.raises(ConfigError, match=r"tracking.uri: .* into MLFLOW_TRACKING_URI") as caught:
        load_config(write(PLAIN | {"tracking": {"uri": uri}}))

    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("uri", ["https://ann@mlflow.example:5000", "http://[::1]:5000/a@b"])
def test_a_uri_without_a_password_is_taken(write, uri):
    config = load_config(write(PLAIN), overrides=[f"tracking.uri={uri}"])

    assert config.tracking.uri == uri


@pytest.mark.parametrize(
    ("override", "key", "value"),
    [
        ("training.epochs=2", "training.epochs", 2),
        ("model.window.max_sentences=3", "model.window.max_sentences", 3),
        ("model.window={max_tokens: 512}", "model.window.max_tokens", 512),
        ("training.learning_rate=1e-4", "training.learning_rate", 0.0001),
        ("tracking.enabled=false", "tracking.enabled", False),
        ("tracking.uri=http://localhost:5000/?a=b", "tracking.uri", "http://localhost:5000/?a=b"),
        ("model.window.max_sentences=null", "model.window.max_sentences", None),
        ("data.train.0.files=other.jsonl", "data.train.news.files", "other.jsonl"),
        ("data.dev=[{name: late, files: b.jsonl}]", "data.dev.late.files", "b.jsonl"),
        (" seed =7", "seed", 7),
    ],
)
def test_any_value_can_be_overridden(write, override, key, value):
    config = load_config(write(PLAIN), overrides=[override])

    assert flatten(config)[key] == value


def test_the_last_override_of_a_key_wins(write):
    config = load_config(write(PLAIN), overrides=["seed=2", "seed=3"])

    assert config.seed == 3


@pytest.mark.parametrize(
    ("override", "fault"),
    [
        ("training.epochs", "'training.epochs': an override is section.key=value"),
        ("=3", "'=3': an override is section.key=value"),
        ("seed=[", r"'seed=\[': '\[' is not YAML"),
        ("seed.x=3", "'seed.x=3': seed is not a section"),
        ("data.train.1.files=a", "data.train is a list of 1; name one by 0, 1, …"),
        ("data.train.news.files=a", "data.train is a list of 1; name one by 0, 1, …"),
        ("training.epoch=3", "training.epoch: no such key; did you mean 'epochs'?"),
    ],
)
def test_an_override_that_cannot_be_used_is_told(write, override, fault):
    with pytest.raises(ConfigError, match=fault):
        load_config(write(PLAIN | {"seed": 1}), overrides=[override])


def test_exponents_that_yaml_reads_as_words_are_numbers(write):
    text = yaml.safe_dump(PLAIN) + "training: {learning_rate: 1e-4, head_learning_rate: 1E-3}\n"

    config = load_config(write(text))

    assert (config.training.learning_rate, config.training.head_learning_rate) == (1e-4, 1e-3)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "holds no mapping of keys to values"),
        ("- a\n- b\n", "holds no mapping of keys to values"),
        ("name: [", "not YAML"),
        ("name: !!python/object:os.system {}", "not YAML"),
        ("[" * 1200, "not YAML"),
        ("seed: 2024-13-45", "not YAML: month must be in"),
        ("a: &a [*a]", "name: is missing"),
    ],
)
def test_a_file_that_is_no_config_is_refused(write, text, fault):
    with pytest.raises(ConfigError, match=fault):
        load_config(write(text))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"name: \xff\xfe")

    with pytest.raises(ConfigError, match="not YAML"):
        load_config(path)


def test_a_missing_config_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.yaml has 1 fault:\n  cannot be read: No such"):
        load_config(tmp_path / "nowhere.yaml")


def test_a_folder_is_no_config(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load_config(tmp_path)


def test_a_flat_config_holds_only_plain_values(write):
    flat = flatten(load_config(write(PLAIN)))

    assert all(isinstance(value, str | int | float | bool | None) for value in flat.values())
    assert flat["data.train.news.files"] == "news.jsonl"
    assert flat["model.kind"] == "network"


def test_a_flat_config_loses_no_value():
    config = load_config(CONFIGS[0])

    def count(value):
        if isinstance(value, dict):
            return sum(count(one) for one in value.values())
        return sum(count(one) for one in value) if isinstance(value, list) else 1

    assert len(flatten(config)) == count(config.model_dump(mode="json"))


def test_only_sets_of_evaluation_can_stand_for_outlets_never_seen(write):
    tree = PLAIN | {"data": {"train": [PART], "dev": [PART], "unseen_outlets": ["elsewhere"]}}

    with pytest.raises(ConfigError, match="unseen_outlets names elsewhere; the parts of eval"):
        load_config(write(tree))


def test_only_parts_of_dev_can_set_the_temperature(write):
    tree = PLAIN | {"data": {"train": [PART], "dev": [PART], "calibrate_on": ["elsewhere"]}}

    with pytest.raises(
        ConfigError, match="calibrate_on names elsewhere; the parts of dev are news"
    ):
        load_config(write(tree))


LINES = """\
name: plain
data:
  train: [{name: a, files: a}]
  dev:
    - name: b
      files: b
      part: 3
training:
  epochs: 0
  epoch: 2
"""


def test_a_fault_tells_the_line(write):
    with pytest.raises(ConfigError) as caught:
        load_config(write(LINES))

    assert [fault.split(": ")[:2] for fault in caught.value.faults] == [
        ["line 7", "data.dev.0.part"],
        ["line 9", "training.epochs"],
        ["line 10", "training.epoch"],
    ]


def test_a_value_that_was_overridden_is_on_no_line(write):
    overrides = ["training.epochs=-1", "data.dev=[{name: b, files: b, part: 4}]"]

    with pytest.raises(ConfigError) as caught:
        load_config(write(LINES), overrides=overrides)

    assert [fault.split(": ")[0] for fault in caught.value.faults] == [
        *("data.dev.0.part", "training.epochs", "line 10")
    ]


def test_a_key_that_is_there_twice_is_refused(write):
    text = f"{LINES}name: again\nmodel: {{layers: 1, window: {{max_tokens: 8, max_tokens: 9}}}}\n"

    with pytest.raises(ConfigError) as caught:
        load_config(write(text))

    assert caught.value.faults == [
        "line 11: 'name' is in line 1 already; keep one",
        "line 12: 'max_tokens' is in line 12 already; keep one",
    ]


def test_a_key_may_stand_beside_one_that_is_merged(write):
    text = "name: plain\ndata:\n  train: [&a {name: a, files: a}]\n  dev: [{<<: *a, name: b}]\n"

    config = load_config(write(text))

    assert (config.data.dev[0].name, config.data.dev[0].files) == ("b", "a")
