import pytest

import making
from stance.corpus.writing import write_corpus
from stance.errors import ArtifactError, CorpusError, ExportError
from stance.pipeline.model.export import export_small
from stance.prediction.predictor import Predictor


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "gold.jsonl"
    write_corpus(making.make_news(3), path)
    return path


def export(model, folder, *corpora, **limits):
    tolerances = {"probability_tolerance": 0.5, "label_agreement": 0.5} | limits
    return export_small(model, folder, corpora=corpora, **tolerances)


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


def test_a_folder_that_is_no_model_is_not_replaced(exported_folder, tmp_path, corpus):
    notes = tmp_path / "notes" / "mine.txt"
    notes.parent.mkdir()
    notes.write_text("x")

    with pytest.raises(ArtifactError, match="so this is no stance model"):
        export(exported_folder, notes.parent, corpus)

    assert notes.read_text() == "x"


def test_a_model_is_not_replaced_by_its_own_copy(exported_folder, tmp_path, corpus):
    before = {path.name: path.read_bytes() for path in exported_folder.iterdir()}

    with pytest.raises(ExportError, match="is the model itself"):
        export(exported_folder, exported_folder, corpus)

    assert {path.name: path.read_bytes() for path in exported_folder.iterdir()} == before


def test_a_model_and_an_empty_folder_are_replaced(exported_folder, tmp_path, corpus):
    (tmp_path / "small").mkdir()

    for _ in range(2):
        exported = export(exported_folder, tmp_path / "small", corpus)

    assert Predictor.load(exported.folder).manifest.provenance["weights"] == "int8"


def test_corpora_of_one_name_are_sets_of_their_own(exported_folder, tmp_path, corpus):
    (tmp_path / "other").mkdir()
    write_corpus(making.make_news(2, seed=5), tmp_path / "other" / "gold.jsonl")

    exported = export(exported_folder, tmp_path / "small", corpus, tmp_path / "other")

    assert sorted(exported.scores) == sorted([f"{tmp_path.name}-gold", "other-gold"])


def test_the_faults_of_all_corpora_are_told(exported_folder, tmp_path):
    broken = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path in broken:
        path.write_text("{\n")

    with pytest.raises(CorpusError) as caught:
        export(exported_folder, tmp_path / "small", *broken)

    assert [fault.path for fault in caught.value.faults] == broken
