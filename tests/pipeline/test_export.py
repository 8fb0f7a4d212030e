import pytest

import making
from stance.corpus.writing import write_corpus
from stance.errors import ExportError
from stance.pipeline.export import export_small
from stance.prediction.predictor import Predictor


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "gold.jsonl"
    write_corpus(making.make_news(3), path)
    return path


def export(model, folder, corpus, **limits):
    tolerances = {"probability_tolerance": 0.5, "label_agreement": 0.5} | limits
    return export_small(model, folder, corpora=[corpus], **tolerances)


def test_the_copy_predicts(exported_folder, tmp_path, corpus):
    exported = export(exported_folder, tmp_path / "small", corpus)

    assert Predictor.load(exported.folder).predict("rain fell.").sentences


def test_the_copy_says_what_it_is_worth(exported_folder, tmp_path, corpus):
    exported = export(exported_folder, tmp_path / "small", corpus)

    provenance = Predictor.load(exported.folder).manifest.provenance
    assert provenance["weights"] == "int8"
    assert provenance["metrics"]["gold.macro_f1"] == exported.scores["gold"].macro_f1


def test_a_copy_that_differs_too_much_is_not_written(exported_folder, tmp_path, corpus):
    with pytest.raises(ExportError, match="does not agree"):
        export(exported_folder, tmp_path / "small", corpus, probability_tolerance=1e-9)

    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]


def test_a_baseline_has_nothing_to_shrink(baseline_folder, tmp_path, corpus):
    with pytest.raises(ExportError, match="is a baseline"):
        export(baseline_folder, tmp_path / "small", corpus)
