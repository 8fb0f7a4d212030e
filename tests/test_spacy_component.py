"""In a pipeline of spaCy, texts have an article, and spans a speaker."""

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from pydantic import TypeAdapter

spacy = pytest.importorskip("spacy")

from spacy.tokens import Doc, DocBin, Span  # noqa: E402

from making import FACT, OFFICIAL, make_article  # noqa: E402
from stance.prediction.predictor import Predictor  # noqa: E402
from stance.schemes import NEWS, LabelScheme  # noqa: E402
from stance.spacy_component import make_component  # noqa: E402

TEXT = "The minister said taxes would rise. Rain fell on Tuesday.\n\nAnn Lee argued it was late."
SCHEME_JSON = TypeAdapter(LabelScheme).dump_json(NEWS)


@pytest.fixture
def nlp(network_folder):
    pipeline = spacy.blank("en")
    pipeline.add_pipe("stance", config={"model": str(network_folder), "n_threads": 1})
    return pipeline


def test_spacy_finds_the_factory_by_an_entry_point():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    (name, value), *others = project["project"]["entry-points"]["spacy_factories"].items()

    point = EntryPoint(name=name, value=value, group="spacy_factories")

    assert (name, others) == ("stance", [])
    assert point.load() is make_component


def test_a_text_has_the_article_that_the_model_makes_of_it(nlp, network_folder):
    doc = nlp(TEXT)

    assert doc._.stance == Predictor.load(network_folder).predict(TEXT)
    assert [(one.start_char, one.end_char, one.label_) for one in doc.spans["stance"]] == [
        (one.start, one.end, one.label) for one in doc._.stance.sentences
    ]


def test_a_text_without_sentences_gets_them(nlp):
    doc = nlp(TEXT)

    assert [one.text.strip() for one in doc.sents] == [
        doc._.stance.text_of(one) for one in doc._.stance.sentences
    ]


def test_sentences_that_are_there_are_kept(network_folder):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": ["fell"]})
    nlp.add_pipe("stance", config={"model": str(network_folder), "n_threads": 1})

    doc = nlp(f"  {TEXT}  ")

    assert [doc._.stance.text_of(one) for one in doc._.stance.sentences] == [
        "The minister said taxes would rise. Rain fell",
        "on Tuesday.\n\nAnn Lee argued it was late.",
    ]
    assert [one.text.strip() for one in doc.sents] == [
        doc._.stance.text_of(one) for one in doc._.stance.sentences
    ]


def with_article(nlp, article):
    """A text read as an article that somebody else labelled."""
    doc = nlp.make_doc(article.text)
    doc.user_data["stance"] = [article.to_json(), SCHEME_JSON]
    return doc


def test_a_span_has_the_sentence_and_the_speaker_of_most_of_it(nlp):
    article = make_article(("Ann said so.", OFFICIAL, "Ann", "said"), ("Rain fell in Riga.", FACT))
    doc = with_article(nlp, article)
    (ann,) = doc._.stance.speakers

    assert doc[1:2]._.speaker == ann
    assert doc[1:2]._.stance == article.sentences[0]
    assert doc[3:7]._.stance == article.sentences[1]
    assert doc[3:7]._.speaker is None
    assert doc[1:5]._.speaker == ann


def test_what_no_component_has_read_has_no_article(nlp):
    doc = nlp.make_doc(TEXT)

    assert doc._.stance is None
    assert doc[0:2]._.stance is None
    assert doc[0:2]._.speaker is None


def test_a_part_made_a_text_of_its_own_has_no_offsets_of_the_whole(nlp):
    part = nlp(TEXT)[3:6].as_doc(copy_user_data=True)

    assert part._.stance is None


@pytest.mark.parametrize("text", ["", " \n ", "Rain", "a\x00b.", "\ud800 fell."])
def test_any_text_can_be_read(nlp, text):
    text = text.encode("utf-8", "replace").decode()

    doc = nlp(text)

    assert doc._.stance.text == doc.text == text


def test_all_of_it_survives_being_stored(nlp):
    doc = nlp(TEXT)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()

    (loaded,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)

    assert loaded._.stance == doc._.stance
    assert [one.label_ for one in loaded.spans["stance"]] == [
        one.label_ for one in doc.spans["stance"]
    ]


@pytest.mark.parametrize("n_processes", [1, 2])
def test_many_texts_come_in_their_order(network_folder, n_processes):
    nlp = spacy.blank("en")
    nlp.add_pipe("stance", config={"model": str(network_folder), "n_threads": 2})
    texts = [f"Rain fell on day {n}." for n in range(5)]
    nlp(texts[0])  # a model that has been used has threads, which a fork does not

    docs = list(nlp.pipe(texts, n_process=n_processes, batch_size=2))

    assert [doc._.stance.text for doc in docs] == texts
    assert [len(doc.spans["stance"]) for doc in docs] == [1] * 5


def test_a_text_that_fails_takes_no_other_with_it(nlp, monkeypatch):
    predicted = Predictor.predict

    def predict(self, text, **options):
        if "bad" in text:
            raise IndexError("list index out of range")
        return predicted(self, text, **options)

    monkeypatch.setattr(Predictor, "predict", predict)
    failed = []
    nlp.set_error_handler(lambda name, _, docs, __: failed.append((name, docs[0].text)))

    docs = list(nlp.pipe(["Rain.", "A bad one.", "Snow."]))

    assert [doc.text for doc in docs] == ["Rain.", "Snow."]
    assert failed == [("stance", "A bad one.")]


def test_a_pipeline_can_be_stored_and_loaded(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")

    loaded = spacy.load(tmp_path / "pipeline")

    assert loaded(TEXT)._.stance == nlp(TEXT)._.stance


def test_an_extension_of_somebody_else_is_not_replaced(nlp, network_folder):
    ours = Span.remove_extension("speaker")
    Span.set_extension("speaker", default="theirs")
    try:
        with pytest.raises(ValueError, match="Span already has an extension 'speaker'"):
            spacy.blank("en").add_pipe("stance", config={"model": str(network_folder)})
    finally:
        Span.remove_extension("speaker")
        Span.set_extension("speaker", getter=ours[2])
    assert Doc.has_extension("stance")
