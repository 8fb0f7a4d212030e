from dataclasses import replace
from pathlib import Path

import onnx
import pytest
from stance.pipeline.release.release_gate import Gate, read_card, reasons_against

from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import ArtifactError, ExportError, ReleaseError
from stance.pipeline.release.release import release
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.training.compression import compress as codebooks

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
GATE = Gate(max_megabytes=30)


def make_release(*overrides, gate=GATE):
    config = load_config(Path("floor.yaml"), overrides=overrides)
    return release(config, Path("shipped"), gate=gate, listener=SILENT)


def content_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_first_release_ships(tiny_project):
    make_release()

    article = Predictor.load(tiny_project / "shipped").predict("the minister said so.")
    assert len(article.sentences) == 1


def test_a_release_that_is_as_good_takes_the_place(tiny_project):
    make_release()
    before = content_of(tiny_project / "shipped")

    make_release("name=other")

    assert content_of(tiny_project / "shipped") != before


def test_a_release_below_the_card_leaves_the_old_one_and_names_each_reason(tiny_project):
    make_release()
    before = content_of(tiny_project / "shipped")

    with pytest.raises(ReleaseError) as raised:
        make_release("baseline.inverse_regularisation=1e-9", gate=Gate(max_megabytes=1e-6))

    assert content_of(tiny_project / "shipped") == before
    assert raised.value.model.is_dir()
    size, *losses, mean = raised.value.reasons
    assert "MB, at most 1e-06 are allowed" in size
    assert [one.partition(" is ")[0] for one in losses] == [
        "macro-F1 on tiny-dev",
        "macro-F1 on tiny-test",
    ]
    assert mean.startswith("mean macro-F1 of all sets is")


@pytest.fixture
def outcome(tiny_project):
    return train(load_config(Path("floor.yaml")), listener=SILENT)


def test_a_model_may_fall_short_by_no_more_than_retraining_moves_it(outcome):
    now = outcome.scores["tiny-test"].macro_f1

    for loss, n_reasons in ((0.009, 0), (0.011, 1)):
        card = {"tiny-test.macro_f1": now + loss}
        found = reasons_against(outcome.model_folder, outcome.scores, card=card, gate=GATE)
        assert len(found) == n_reasons


def test_a_set_of_few_articles_may_fall_short_by_a_standard_error(outcome):
    now = outcome.scores["tiny-test"].macro_f1

    for loss, n_reasons in ((0.019, 0), (0.021, 1)):
        before = now + loss
        ends = {"low": before - 0.0392, "high": before + 0.0392}
        card = {"tiny-test.macro_f1": before}
        card |= {f"tiny-test.macro_f1_{end}": figure for end, figure in ends.items()}
        found = reasons_against(outcome.model_folder, outcome.scores, card=card, gate=GATE)
        assert len(found) == n_reasons


def test_the_mean_of_all_sets_may_fall_short_by_no_more_than_retraining_moves_it(outcome):
    now = outcome.scores["tiny-test"]
    scores = {"one": now, "other": now}

    for loss, n_reasons in ((0.009, 0), (0.011, 1)):
        card = {f"{name}.macro_f1": now.macro_f1 + loss for name in scores}
        card |= {f"{name}.macro_f1_low": now.macro_f1 - 0.2 for name in scores}
        found = reasons_against(outcome.model_folder, scores, card=card, gate=GATE)
        assert len(found) == n_reasons


def test_a_model_must_be_as_well_calibrated_as_the_card_or_well(outcome):
    now = outcome.scores["tiny-test"]
    scores = {"tiny-test": replace(now, ece=0.05)}
    for ece, n_reasons in ((0.05, 0), (0.03, 1)):
        card = {"tiny-test.macro_f1": now.macro_f1, "tiny-test.ece": ece}
        found = reasons_against(outcome.model_folder, scores, card=card, gate=GATE)
        assert len(found) == n_reasons


def test_what_the_card_has_must_be_measured_or_skipped(outcome):
    card = {"elsewhere.macro_f1": 0.5, "elsewhere.ece": 0.1}

    (reason,) = reasons_against(outcome.model_folder, outcome.scores, card=card, gate=GATE)
    gate = replace(GATE, skip=["elsewhere"])
    none = reasons_against(outcome.model_folder, outcome.scores, card=card, gate=gate)

    assert reason.startswith("elsewhere is on the card and was not measured")
    assert none == []


def test_there_is_no_card_before_the_first_release(tmp_path):
    assert read_card(tmp_path / "nothing") == {}


def test_a_model_trained_before_can_ship(tiny_project, outcome):
    config = load_config(Path("floor.yaml"))

    scores = release(
        config, Path("shipped"), gate=GATE, listener=SILENT, model=outcome.model_folder
    )

    manifest = Predictor.load("shipped").manifest
    assert scores["tiny-test"].macro_f1 == outcome.scores["tiny-test"].macro_f1
    assert manifest.temperature == pytest.approx(
        Predictor.load(outcome.model_folder).manifest.temperature
    )
    assert outcome.model_folder.is_dir()


def test_the_card_of_a_release_tells_outlet_styles_apart(tiny_project):
    articles = [
        replace(article, metadata={"style": "wire"})
        for article in read_corpus([Path("test.jsonl")])
    ]
    write_corpus(articles, Path("test.jsonl"))

    make_release()

    card = Path("shipped/README.md").read_text("utf-8")
    assert "### tiny-test: by style of the outlet" in card
    assert "| · wire |" in card


def test_a_model_trained_before_is_stored_in_codebooks_and_says_how_near_it_is(
    tiny_project, monkeypatch
):
    monkeypatch.setattr(codebooks, "_SMALLEST", 1024)  # the tiny encoder has no large matrix
    near = ["export.probability_tolerance=0.5", "export.label_agreement=0.5"]
    whole = train(
        load_config(Path("tiny.yaml"), overrides=["export.weights=int8", *near]), listener=SILENT
    ).model_folder
    config = load_config(
        Path("tiny.yaml"), overrides=["export.weights=product-quantization", *near]
    )
    before = content_of(whole)

    release(config, Path("shipped"), gate=GATE, listener=SILENT, model=whole)

    assert content_of(whole) == before
    assert codebooks.is_product_quantized(Path("shipped/model.onnx"))
    assert {path.name for path in Path("shipped").iterdir()} == set(before)
    was, now = (read_manifest(folder).provenance for folder in (whole, Path("shipped")))
    assert now["export_largest_difference"] > was["export_largest_difference"]
    assert now["config"] == {**was["config"], "export.weights": "codebooks"}
    assert "Weights are stored as codebooks" in Path("shipped/README.md").read_text("utf-8")


def test_what_was_stored_anew_and_is_refused_is_kept_beside_the_model(tiny_project, monkeypatch):
    monkeypatch.setattr(codebooks, "_SMALLEST", 1024)
    near = ["export.probability_tolerance=0.5", "export.label_agreement=0.5"]
    whole = train(load_config(Path("tiny.yaml"), overrides=near), listener=SILENT).model_folder
    coded = load_config(Path("tiny.yaml"), overrides=[*near, "export.weights=product-quantization"])
    before = content_of(whole)
    small = Gate(max_megabytes=1e-6)

    for _ in range(2):  # a second refusal takes the place of the first
        with pytest.raises(ReleaseError, match="model-refused") as raised:
            release(coded, Path("shipped"), gate=small, listener=SILENT, model=whole)

    assert raised.value.kept == whole.with_name("model-refused")
    assert codebooks.is_product_quantized(raised.value.kept / "model.onnx")
    assert content_of(whole) == before
    with pytest.raises(ReleaseError) as again:  # nothing is stored anew
        release(coded, Path("shipped"), gate=small, listener=SILENT, model=raised.value.kept)
    assert again.value.kept is None


def test_what_codes_leave_is_stored_where_the_config_asks_for_it(tiny_project, monkeypatch):
    monkeypatch.setattr(codebooks, "_SMALLEST", 1024)
    near = ["export.probability_tolerance=0.5", "export.label_agreement=0.5"]
    whole = train(load_config(Path("tiny.yaml"), overrides=near), listener=SILENT).model_folder
    coded = [*near, "export.weights=product-quantization", "export.residual_megabytes=0.002"]
    read = []
    listener = replace(SILENT, evaluating=lambda what, _done, _total: read.append(what))

    release(
        load_config(Path("tiny.yaml"), overrides=coded),
        Path("shipped"),
        gate=GATE,
        listener=listener,
        model=whole,
    )

    stored = {one.name for one in onnx.load("shipped/model.onnx").graph.initializer}
    assert any(name.endswith(".remainder.codes") for name in stored)
    assert "batches that tell which answers matter" in read
    provenance = read_manifest(Path("shipped")).provenance
    assert provenance["config"]["export.residual_megabytes"] == 0.002


def test_a_coded_model_that_answers_otherwise_does_not_ship(tiny_project, monkeypatch):
    monkeypatch.setattr(codebooks, "_SMALLEST", 1024)
    whole = train(load_config(Path("tiny.yaml")), listener=SILENT).model_folder
    config = load_config(
        Path("tiny.yaml"),
        overrides=["export.weights=product-quantization", "export.probability_tolerance=1e-9"],
    )

    with pytest.raises(ExportError, match="does not agree with the trained one"):
        release(config, Path("shipped"), gate=GATE, listener=SILENT, model=whole)

    assert not Path("shipped").exists()


def test_only_a_network_has_weights_for_codebooks(tiny_project):
    whole = train(load_config(Path("floor.yaml")), listener=SILENT).model_folder
    config = load_config(Path("floor.yaml"), overrides=["export.weights=product-quantization"])

    with pytest.raises(ArtifactError, match="only the weights of a network"):
        release(config, Path("shipped"), gate=GATE, listener=SILENT, model=whole)
