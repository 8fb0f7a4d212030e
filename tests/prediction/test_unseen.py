"""Users see answers that are less sure than those on outlets learnt from."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.article import Article
from stance.labels import Label
from stance.parts import Sentence
from stance.pipeline.model.folder import write_manifest
from stance.prediction.manifest import read_manifest
from stance.prediction.predictor import Predictor
from stance.prediction.unseen import less_sure

TEXT = "The minister said taxes would rise. Rain fell."


def answered(*chances):
    label = max(zip(chances, Label, strict=True))[1]
    known = dict(zip(Label, chances, strict=True))
    return Article(
        text="No.", sentences=(Sentence(start=0, end=3, label=label, probabilities=known),)
    )


def test_who_is_sure_is_less_sure():
    [sentence] = less_sure(answered(0.9, 0.04, 0.06), 1.2).sentences

    assert 0.8 < sentence.confidence < 0.9


def test_who_knows_nothing_knows_no_less():
    [sentence] = less_sure(answered(1 / 3, 1 / 3, 1 / 3), 1.2).sentences

    assert list(sentence.probabilities.values()) == pytest.approx([1 / 3] * 3)


@given(st.tuples(*[st.floats(1e-6, 1)] * 3))
def test_label_and_order_stay_and_all_sum_to_one(weights):
    before = answered(*(weight / sum(weights) for weight in weights))

    [sentence] = less_sure(before, 1.2).sentences

    assert sentence.label == before.sentences[0].label
    assert sum(sentence.probabilities.values()) == pytest.approx(1)
    chances = [*before.sentences[0].probabilities.values()]
    after = [*sentence.probabilities.values()]
    assert sorted(after) == [own for _, own in sorted(zip(chances, after, strict=True))]


def test_an_own_model_is_as_sure_as_it_is_calibrated(exported_folder):
    predictor = Predictor.load(exported_folder, n_threads=1)
    predicted = predictor.predict(TEXT)

    assert predicted.sentences == predictor.resolve(TEXT, predictor.score(predicted)).sentences


def test_a_prediction_is_less_sure_by_what_the_manifest_says(exported_folder, tmp_path):
    folder = shutil.copytree(exported_folder, tmp_path / "model")
    manifest = read_manifest(folder).model_copy(update={"unseen_temperature": 1.2})
    write_manifest(folder, manifest)
    predictor = Predictor.load(folder, n_threads=1)
    predicted = predictor.predict(TEXT)

    resolved = predictor.resolve(TEXT, predictor.score(predicted))

    assert predicted.sentences == less_sure(resolved, 1.2).sentences
    assert predicted.sentences != resolved.sentences


def test_an_article_that_a_person_labelled_stays():
    sentence = Sentence(start=0, end=3, label=Label.REPORTED_FACT)

    assert less_sure(Article(text="No.", sentences=(sentence,)), 1.2).sentences == (sentence,)
