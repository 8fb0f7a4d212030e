import json
import math
import pickle
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import making
from making import EXPERT, FACT, OFFICIAL, replace_file
from stance.errors import ArtifactError
from stance.labels import LABELS
from stance.parts import Span
from stance.prediction.baseline_scorer import BaselineScorer, sentence_terms, sentence_words
from stance.prediction.manifest import BaselineSettings, read_manifest
from stance.prediction.predictor import Predictor

SHAPE = (4, 4)


def load(folder):
    manifest = read_manifest(folder)
    return BaselineScorer.load(folder, manifest=manifest, settings=manifest.settings)


def saved(array):
    file = BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def header(shape, *, kind="<f8"):
    """A file that promises an array, and has 8 bytes of it."""
    file = BytesIO()
    fields = {"descr": kind, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, fields)
    return file.getvalue() + b"\0" * 8


def terms_of(sentences, index, **settings):
    fields = {"neighbours": 0, "max_ngram": 1, "n_terms": 1} | settings
    words = [sentence.split() for sentence in sentences]
    return sentence_terms(words, index, BaselineSettings(**fields))


def test_words_and_marks_are_terms_in_lower_case():
    assert sentence_words("He said: “No.”", Span(0, 14)) == ["he", "said", ":", "“", "no", ".", "”"]


def test_longer_ngrams_join_neighbouring_words():
    assert terms_of(["a b c"], 0, max_ngram=2) == ["a", "b", "c", "a b", "b c"]


def test_terms_of_neighbours_carry_their_distance():
    assert terms_of(["a", "b", "c"], 1, neighbours=1) == ["-1:a", "b", "+1:c"]


def test_the_first_sentence_has_no_neighbour_before_it():
    assert terms_of(["a", "b"], 0, neighbours=2) == ["a", "+1:b"]


@pytest.mark.parametrize(
    ("text", "label"),
    [("The minister said so.", OFFICIAL), ("The professor said so.", EXPERT), ("Rain fell.", FACT)],
)
def test_a_sentence_gets_the_label_of_its_terms(baseline_folder, text, label):
    (scored,) = load(baseline_folder).score(text, [Span(0, len(text))])

    assert LABELS[int(np.argmax(scored.log_probabilities))] is label


def test_the_temperature_divides_the_logits(tmp_path):
    text = "The minister said so."
    warm = making.write_baseline(tmp_path / "warm", temperature=2.0)
    cold = making.write_baseline(tmp_path / "cold", temperature=1.0)

    (one,), (two,) = (load(folder).score(text, [Span(0, 21)]) for folder in (warm, cold))

    gap_warm = one.log_probabilities[0] - one.log_probabilities[2]
    gap_cold = two.log_probabilities[0] - two.log_probabilities[2]
    assert gap_cold == pytest.approx(2 * gap_warm)


@given(st.text(min_size=1))
def test_probabilities_of_any_text_sum_to_one(tmp_path_factory, text):
    folder = making.write_baseline(tmp_path_factory.mktemp("any"))

    (scored,) = load(folder).score(text, [Span(0, len(text))])

    assert math.fsum(map(math.exp, scored.log_probabilities)) == pytest.approx(1.0)


def test_the_baseline_knows_no_sources_and_no_cues(baseline_folder):
    (scored,) = load(baseline_folder).score("Rain fell.", [Span(0, 10)])

    assert (scored.span, scored.source, scored.cue) == (Span(0, 10), None, None)


def test_no_sentences_have_no_scores(baseline_folder):
    assert load(baseline_folder).score("", []) == []


class Trap:
    """Leaves a file behind if anyone unpickles it."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return open, (self.path, "w")


def test_a_pickle_in_place_of_weights_is_never_opened(baseline_folder, tmp_path):
    for content in (
        pickle.dumps(Trap(tmp_path / "sprung")),
        saved(np.array([Trap(tmp_path / "sprung")], dtype=object)),
    ):
        replace_file(baseline_folder, "weights.npy", content)
        with pytest.raises(ArtifactError, match=r"weights\.npy is damaged"):
            Predictor.load(baseline_folder)

    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        b"PK\x03\x04" + b"\0" * 100,
        header(SHAPE)[:40],
        header(SHAPE),
        header((10**15,)),
        header((10**9, 10**9)),
        header((-4, -4)),
        header(SHAPE, kind="<f4"),
        saved(np.zeros((4, 3))),
        saved(np.zeros(SHAPE, dtype=np.float32)),
        saved(np.zeros(SHAPE, order="F")),
        saved(np.zeros(SHAPE)) + b"\0" * 8,
        saved(np.full(SHAPE, np.nan)),
        saved(np.full(SHAPE, np.inf)),
    ],
    ids=range(15),
)
def test_weights_that_are_none_are_refused(baseline_folder, content):
    replace_file(baseline_folder, "weights.npy", content)

    with pytest.raises(ArtifactError, match=r"baseline: weights\.npy is damaged"):
        Predictor.load(baseline_folder)


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        (b"[", "is damaged"),
        (b"[" * 200_000, "is damaged"),
        (b"\xff", "is damaged"),
        (b"{}", "does not hold 3 terms"),
        (json.dumps(["a", "b"]).encode(), "does not hold 3 terms"),
        (json.dumps(["a", "b", 3]).encode(), "does not hold 3 terms"),
        (json.dumps(["a", "b", "b"]).encode(), "does not hold 3 terms"),
        (json.dumps(["a", "b", ["c"]]).encode(), "does not hold 3 terms"),
    ],
    ids=range(8),
)
def test_terms_that_are_none_are_refused(baseline_folder, terms, fault):
    replace_file(baseline_folder, "terms.json", terms)

    with pytest.raises(ArtifactError, match=rf"terms\.json {fault}"):
        Predictor.load(baseline_folder)
