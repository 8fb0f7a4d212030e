from dataclasses import replace
from pathlib import Path

import onnx
import pytest

import making
from stance.config import PromotionSection, load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import ArtifactError, ExportError, ReleaseError
from stance.pipeline.release.gate import Figures, card_figures, reasons_against
from stance.pipeline.release.release import release
from stance.pipeline.train.train import Listener, train
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.training.compression import compress, integer_products
from stance.training.compression.integer_products import multiplies_in_integers

SILENT = Listener(say=lambda _: None, fitting=lambda _: None, evaluating=lambda *_: None)
CALIBRATED = "promotion.max_ece=1"  # what learns from a handful of articles is not
SECTION = PromotionSection(max_ece=1)


def make_release(*overrides, config="floor.yaml", max_megabytes=30, listener=SILENT, **more):
    config = load_config(Path(config), overrides=[CALIBRATED, *overrides])
    where = Path("shipped")
    return release(config, where, max_megabytes=max_megabytes, listener=listener, **more)


def trained(config, *overrides):
    loaded = load_config(Path(config), overrides=overrides)
    return train(loaded, listener=SILENT).model_folder


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
        make_release("baseline.inverse_regularisation=1e-9", max_megabytes=1e-6)

    assert content_of(tiny_project / "shipped") == before
    assert raised.value.model.is_dir()
    size, *losses, mean = raised.value.reasons
    assert "MB, at most 1e-06 are allowed" in size
    assert [one.partition(" from ")[0] for one in losses] == [
        "tiny-dev: macro-F1 falls",
        "tiny-test: macro-F1 falls",
    ]
    assert mean.startswith("mean of all sets: macro-F1 falls from")


@pytest.fixture
def outcome(tiny_project):
    return train(load_config(Path("floor.yaml")), listener=SILENT)


def card(**metrics):
    """What a card with these figures of the set ``tiny-test`` says."""
    return card_figures({f"tiny-test.{name}": figure for name, figure in metrics.items()})


def test_a_model_may_fall_short_by_no_more_than_retraining_moves_it(outcome):
    now = outcome.scores["tiny-test"]

    for loss, n_reasons in ((0.009, 0), (0.011, 1)):
        before = card(macro_f1=now.macro_f1 + loss)
        assert len(reasons_against({"tiny-test": now}, before=before, section=SECTION)) == n_reasons


def test_a_set_of_few_articles_may_fall_short_by_a_standard_error(outcome):
    now = outcome.scores["tiny-test"]

    for loss, n_reasons in ((0.019, 0), (0.021, 1)):
        then = now.macro_f1 + loss
        ends = {"macro_f1_low": then - 0.0392, "macro_f1_high": then + 0.0392}
        before = card(macro_f1=then, **ends)
        assert len(reasons_against({"tiny-test": now}, before=before, section=SECTION)) == n_reasons


def test_the_mean_of_all_sets_may_fall_short_by_no_more_than_retraining_moves_it(outcome):
    now = outcome.scores["tiny-test"]

    for loss, n_reasons in ((0.009, 0), (0.011, 1)):
        then = Figures(macro_f1=now.macro_f1 + loss, ece=1.0, loss_allowed=0.2)
        before = dict.fromkeys(("one", "other"), then)
        found = reasons_against(dict.fromkeys(before, now), before=before, section=SECTION)
        assert len(found) == n_reasons


def test_a_model_must_be_as_well_calibrated_as_the_one_before_or_well(outcome):
    now = {"tiny-test": making.scores_with(outcome.scores["tiny-test"], ece=0.05)}
    macro_f1 = now["tiny-test"].macro_f1

    for ece, limit, n_reasons in ((0.05, 0.03, 0), (0.03, 0.03, 1), (0.03, 0.05, 0)):
        before = {"tiny-test": Figures(macro_f1=macro_f1, ece=ece)}
        section = PromotionSection(max_ece=limit)
        assert len(reasons_against(now, before=before, section=section)) == n_reasons


def test_what_the_card_has_must_be_measured_or_skipped(outcome):
    before = {"elsewhere": Figures(macro_f1=0.5, ece=0.1)}

    (reason,) = reasons_against(outcome.scores, before=before, section=SECTION)
    none = reasons_against(outcome.scores, before=before, section=SECTION, skip=["elsewhere"])

    assert reason.startswith("elsewhere: it is on the card and was not measured")
    assert none == []


def test_a_model_trained_before_can_ship(tiny_project, outcome):
    scores = make_release(model=outcome.model_folder)

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


QUANTIZED = (*making.NEAR, "export.weights=product-quantization")


@pytest.fixture
def small_matrices(monkeypatch):
    for module in (compress, integer_products):
        monkeypatch.setattr(module, "_SMALLEST", 1024)  # the tiny encoder has no large matrix


@pytest.mark.usefixtures("tiny_project", "small_matrices")
def test_a_model_trained_before_is_quantized_and_says_how_near_it_is():
    whole = trained("tiny.yaml", "export.weights=int8", *making.NEAR)
    before = content_of(whole)

    make_release(*QUANTIZED, config="tiny.yaml", model=whole)

    assert content_of(whole) == before
    assert compress.is_product_quantized(Path("shipped/model.onnx"))
    assert {path.name for path in Path("shipped").iterdir()} == set(before)
    was, now = (read_manifest(folder).provenance for folder in (whole, Path("shipped")))
    assert now["export_largest_difference"] > was["export_largest_difference"]
    assert now["config"] == {**was["config"], "export.weights": "product-quantization"}
    card = Path("shipped/README.md").read_text("utf-8")
    assert "Weights are stored as product-quantization" in card


@pytest.mark.usefixtures("tiny_project", "small_matrices")
def test_a_model_that_is_quantized_multiplies_in_integers_and_says_how_near_it_is():
    whole = trained("tiny.yaml", *making.NEAR)
    make_release(*QUANTIZED, config="tiny.yaml", model=whole)
    coded = Path("shipped").rename("coded")
    agreement = read_manifest(coded).provenance["export_label_agreement"]

    make_release(*QUANTIZED, "export.arithmetic=int8", config="tiny.yaml", model=coded)

    assert multiplies_in_integers(Path("shipped/model.onnx"))
    now = read_manifest(Path("shipped")).provenance
    assert now["export_label_agreement"] == agreement
    assert 0 < now["arithmetic_largest_difference"] < 0.5
    card = Path("shipped/README.md").read_text("utf-8")
    assert "Linear maps multiply in 8-bit integers: on dev" in card


@pytest.mark.usefixtures("tiny_project", "small_matrices")
def test_what_was_stored_anew_and_is_refused_is_kept_beside_the_model():
    whole = trained("tiny.yaml", *making.NEAR)
    before = content_of(whole)
    refused = {"config": "tiny.yaml", "max_megabytes": 1e-6}

    for _ in range(2):  # a second refusal takes the place of the first
        with pytest.raises(ReleaseError, match="model-refused") as raised:
            make_release(*QUANTIZED, **refused, model=whole)

    assert raised.value.kept == whole.with_name("model-refused")
    assert compress.is_product_quantized(raised.value.kept / "model.onnx")
    assert content_of(whole) == before
    with pytest.raises(ReleaseError) as again:  # nothing is stored anew
        make_release(*QUANTIZED, **refused, model=raised.value.kept)
    assert again.value.kept is None


@pytest.mark.usefixtures("tiny_project", "small_matrices")
def test_residuals_are_stored_where_the_config_asks_for_them():
    whole, read = trained("tiny.yaml", *making.NEAR), []
    listener = replace(SILENT, evaluating=lambda what, _done, _total: read.append(what))
    residuals = "export.residual_megabytes=0.002"

    make_release(*QUANTIZED, residuals, config="tiny.yaml", listener=listener, model=whole)

    stored = {one.name for one in onnx.load("shipped/model.onnx").graph.initializer}
    assert any(name.endswith(".remainder.codes") for name in stored)
    assert "batches that tell which answers matter" in read
    provenance = read_manifest(Path("shipped")).provenance
    assert provenance["config"]["export.residual_megabytes"] == 0.002


@pytest.mark.usefixtures("tiny_project", "small_matrices")
def test_a_quantized_model_that_answers_otherwise_does_not_ship():
    whole = trained("tiny.yaml")
    strict = ("export.weights=product-quantization", "export.probability_tolerance=1e-9")

    with pytest.raises(ExportError, match="does not agree with the trained one"):
        make_release(*strict, config="tiny.yaml", model=whole)

    assert not Path("shipped").exists()


@pytest.mark.usefixtures("tiny_project")
def test_only_a_network_has_weights_to_quantize():
    whole = trained("floor.yaml")

    with pytest.raises(ArtifactError, match="only the weights of a network"):
        make_release("export.weights=product-quantization", model=whole)
