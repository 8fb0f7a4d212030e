import pytest

from stance.corpus.rows import check_shape
from stance.corpus.statistics import Group, Voices, count_corpus
from stance.labels import Label, SpeakerKind


@pytest.fixture
def make_row(make_record):
    def make(**changes):
        return check_shape(make_record(**changes))

    return make


def test_sentences_are_counted_by_label(make_row):
    total = count_corpus([make_row(), make_row(id="b")]).total

    assert total == Group(name="all", n_articles=2, n_sentences=dict.fromkeys(Label, 2))


def test_styles_are_counted_by_their_coarse_form(make_row):
    rows = [make_row(style="financial wire, results"), make_row(style="wire agency"), make_row()]

    styles = count_corpus(rows).styles

    assert [(group.name, group.n_articles) for group in styles] == [("wire", 2), ("unknown", 1)]


def test_domains_are_counted_as_they_are_the_largest_first(make_row):
    rows = [make_row(domain="trade"), make_row(domain="sport"), make_row(domain="sport")]

    domains = count_corpus(rows).domains

    assert [(group.name, group.n_articles) for group in domains] == [("sport", 2), ("trade", 1)]


def test_the_same_speaker_id_in_two_articles_is_two_speakers(make_row):
    voices = count_corpus([make_row(), make_row(id="b")]).voices

    assert voices[0] == Voices(
        kind=SpeakerKind.OFFICIAL, n_speakers=2, n_sentences=2, n_sources=2, n_cues=2
    )


def test_the_outlet_has_the_sentences_without_speaker(make_row):
    outlet = count_corpus([make_row()]).voices[-1]

    assert (outlet.kind, outlet.n_sentences) == (None, 1)


def test_lengths_in_words_need_a_text(make_row):
    with_text = count_corpus([make_row()]).lengths
    without = count_corpus([make_row(text=None, sha256="0" * 64)]).lengths

    assert {one.name for one in with_text} - {one.name for one in without} == {
        "words in a sentence"
    }


def test_lengths_are_those_of_the_sentences(make_row):
    (words,) = [one for one in count_corpus([make_row()]).lengths if one.name.startswith("words")]

    assert (words.minimum, words.median, words.maximum) == (4, 7, 10)


def test_an_empty_corpus_is_counted_as_empty():
    assert count_corpus([]).total.n_articles == 0
