import json
import pickle
from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import EXPERT, FACT, OFFICIAL
from stance.article import Article
from stance.labels import Label, SpeakerKind, Stance
from stance.parts import Sentence, Span, Speaker

SURROGATE_HALVES = st.characters(categories=["Cs"], max_codepoint=0xDBFF)
ANY_TEXT = st.text(st.one_of(st.characters(), SURROGATE_HALVES), max_size=60)


def full_article():
    """An article in which no field has its default."""
    text = "“Taxes will rise,” the minister said. Rain fell."
    return Article(
        text=text,
        sentences=(
            Sentence(
                start=0,
                end=37,
                label=OFFICIAL,
                probabilities={OFFICIAL: 0.75, EXPERT: 0.125, FACT: 0.125},
                speaker="s1",
                source=Span(19, 31),
                cue=Span(32, 36),
                quotes=(Span(1, 17),),
            ),
            Sentence(start=38, end=48, label=FACT),
        ),
        speakers=(
            Speaker(
                id="s1",
                name="the minister",
                role="minister",
                kind=SpeakerKind.OFFICIAL,
                mentions=(Span(19, 31),),
                n_sentences=1,
                stance=Stance.FAVOR,
            ),
        ),
        id="full",
        metadata={"url": "https://example.org/1", "target": None, "tags": ["tax", {"a": 1}]},
    )


@st.composite
def articles(draw):
    """Articles of any text, cut into sentences anywhere."""
    text = draw(ANY_TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)))))
    sentences = [
        Sentence(
            start=start,
            end=end,
            label=draw(st.sampled_from(Label)),
            source=draw(st.sampled_from([None, Span(start, end)])),
        )
        for start, end in pairwise(cuts)
    ]
    metadata = draw(st.dictionaries(st.sampled_from(["title", "url"]), ANY_TEXT | st.none()))
    return Article(text=text, sentences=tuple(sentences), metadata=metadata)


@given(articles())
def test_every_article_survives_json(article):
    assert Article.from_json(article.to_json()) == article


@given(articles())
def test_the_json_of_any_text_fits_one_line_of_utf8(article):
    line = article.to_json()

    assert line.encode("utf-8")
    assert "\n" not in line


def test_a_field_of_each_kind_survives_json():
    article = full_article()

    again = Article.from_json(article.to_json())

    assert again == article
    assert repr(again.sentences) == repr(article.sentences)


def test_an_article_survives_its_own_dict():
    assert Article.from_dict(full_article().to_dict()) == full_article()


def test_an_article_survives_another_process():
    assert pickle.loads(pickle.dumps(full_article())) == full_article()


def test_readable_letters_stay_readable_in_json():
    assert "Zürich 東京 😀" in Article(text="Zürich 東京 😀").to_json()


def test_indented_json_is_the_same_record():
    article = full_article()

    assert json.loads(article.to_json(indent=2)) == json.loads(article.to_json())


@pytest.mark.parametrize("field", ["text", "sentences", "speakers", "id", "metadata"])
def test_no_field_of_an_article_changes(field):
    with pytest.raises(FrozenInstanceError):
        setattr(full_article(), field, None)


def test_the_metadata_of_an_article_does_not_change():
    with pytest.raises(TypeError, match="cannot change"):
        full_article().metadata["url"] = "other"


def test_the_probabilities_of_a_sentence_do_not_change():
    with pytest.raises(TypeError, match="cannot change"):
        full_article().sentences[0].probabilities[FACT] = 1.0


def test_changing_the_callers_dict_changes_no_article():
    metadata = {"title": "Rain"}
    article = Article(text="Rain fell.", metadata=metadata)

    metadata["title"] = "Snow"

    assert article.metadata["title"] == "Rain"


def test_equal_articles_are_one_in_a_set():
    assert len({full_article(), full_article()}) == 1


def test_an_article_without_an_id_is_named_by_its_text():
    assert Article(text="Rain fell.").id == Article(text="Rain fell.").id
    assert Article(text="Rain fell.").id != Article(text="Snow fell.").id


def test_a_text_that_utf8_cannot_hold_has_an_id():
    assert Article(text="\ud800").id.startswith("a-")


def test_text_of_gives_the_words_of_sentences_and_spans():
    article = full_article()
    first = article.sentences[0]

    words = [article.text_of(one) for one in (first, first.source, first.cue)]

    assert words == [article.text[:37], "the minister", "said"]


def test_the_speaker_of_a_sentence_is_found_by_id():
    article = full_article()

    found = [article.speaker_of(sentence) for sentence in article.sentences]

    assert found == [article.speakers[0], None]


@pytest.mark.parametrize(
    "sentences",
    [
        (Sentence(start=0, end=11, label=FACT),),
        (Sentence(start=0, end=5, label=FACT), Sentence(start=4, end=8, label=FACT)),
        (Sentence(start=5, end=8, label=FACT), Sentence(start=0, end=3, label=FACT)),
    ],
    ids=["outside the text", "overlapping", "out of order"],
)
def test_impossible_sentences_make_no_article(sentences):
    with pytest.raises(ValueError, match="overlaps the one before it or leaves the text"):
        Article(text="Rain fell.", sentences=sentences)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_an_empty_or_backward_sentence_cannot_be_built(start, end):
    with pytest.raises(ValueError, match=f"cannot go from {start} to {end}"):
        Sentence(start=start, end=end, label=FACT)


@pytest.mark.parametrize("name", ["source", "cue"])
@pytest.mark.parametrize("span", [Span(0, 4), Span(8, 11), Span(6, 6)])
def test_a_span_outside_its_sentence_cannot_be_built(name, span):
    with pytest.raises(ValueError, match=rf"{name} \(\d+, \d+\) is not inside sentence 2–10"):
        Sentence(start=2, end=10, label=FACT, **{name: span})


def test_confidence_is_the_probability_of_the_label():
    assert full_article().sentences[0].confidence == 0.75


def test_a_person_is_always_confident():
    assert Sentence(start=0, end=1, label=FACT).confidence == 1.0


def test_a_sentence_prints_what_it_has_and_no_more():
    full, plain = full_article().sentences

    assert repr(full) == (
        "Sentence(start=0, end=37, label='official_statement', confidence=0.75, speaker='s1', "
        "source=(19, 31), cue=(32, 36), quotes=((1, 17),))"
    )
    assert repr(plain) == "Sentence(start=38, end=48, label='reported_fact', confidence=1.00)"


def test_a_speaker_prints_on_one_line():
    assert repr(full_article().speakers[0]) == (
        "Speaker(id='s1', name='the minister', role='minister', kind='official', n_sentences=1)"
    )


def test_a_long_article_prints_only_how_it_begins():
    shown = repr(Article(text="Rain fell. " * 1000))

    assert shown == "Article('Rain fell. Rain fell. Rain fell. Rain f…', 0 sentences, 0 speakers)"


def test_a_table_has_one_row_for_each_sentence():
    table = full_article().to_pandas()

    assert list(table.columns) == [
        *("article_id", "start", "end", "text", "label", "confidence"),
        *("official_statement", "expert_analysis", "reported_fact"),
        *("speaker", "speaker_name", "speaker_role", "speaker_kind", "source", "cue"),
    ]
    assert table["text"].tolist() == [full_article().text[:37], "Rain fell."]
    assert table["speaker_kind"].dropna().tolist() == ["official"]
    assert table["source"].dropna().tolist() == ["the minister"]
    assert table["official_statement"].tolist()[0] == 0.75


def test_the_table_of_an_empty_article_has_the_same_columns():
    empty, full = Article(text="").to_pandas(), full_article().to_pandas()

    assert list(empty.columns) == list(full.columns)
    assert len(empty) == 0


def test_uncertain_sentences_are_those_below_the_threshold():
    sentences = tuple(
        Sentence(start=at, end=at + 1, label=Label.REPORTED_FACT, probabilities=said)
        for at, said in enumerate(
            [{Label.REPORTED_FACT: 0.6}, {Label.REPORTED_FACT: 0.8}, {Label.REPORTED_FACT: 0.9}]
        )
    )
    article = Article(text="abc", sentences=sentences)

    assert article.uncertain(0.8) == sentences[:1]
