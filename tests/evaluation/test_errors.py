"""The table of errors: which sentences are in it, in what order, and what is told of each."""

import csv

import pytest

from stance.article import Article
from stance.evaluation.errors import FIRST_COLUMNS, LAST_COLUMNS, find_errors, write_errors_csv
from stance.labels import LABELS, Label
from stance.parts import Sentence, Span


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def errors(make_article):
    gold = make_article(
        "oof", speakers="aa-", names={"a": "Ann Ode"}, sources=[None, (0, 5), None], id="x"
    )
    predicted = make_article(
        "off", speakers="---", cues=[None, (6, 10), None], confidences=[0.9, 0.8, 0.7]
    )
    return find_errors([gold], [predicted])


def test_only_sentences_with_the_wrong_label_are_errors(errors):
    assert [(error.article_id, error.position) for error in errors] == [("x", 2)]


def test_an_error_tells_what_both_sides_said(errors):
    error = errors[0]

    sides = (error.pair.gold, error.pair.predicted)
    assert [error.speaker_of(one) for one in sides] == ["Ann Ode", ""]
    assert (error.gold.label, error.predicted.label) == (
        Label.OFFICIAL_STATEMENT,
        Label.REPORTED_FACT,
    )
    assert error.words_of(error.gold.source) == "alpha"
    assert error.words_of(error.predicted.cue) == "beta"
    assert error.words_of(error.gold.cue) == ""


def test_an_error_has_its_neighbours():
    article = Article(
        text="One. Two. Three.",
        sentences=tuple(
            Sentence(start=start, end=end, label=Label.REPORTED_FACT)
            for start, end in ((0, 4), (5, 9), (10, 16))
        ),
    )
    wrong = tuple(
        Sentence(start=one.start, end=one.end, label=Label.EXPERT_ANALYSIS)
        for one in article.sentences
    )

    errors = find_errors([article], [Article(text=article.text, sentences=wrong)])

    assert [(error.previous, error.sentence, error.next) for error in errors] == [
        ("", "One.", "Two."),
        ("One.", "Two.", "Three."),
        ("Two.", "Three.", ""),
    ]


def test_the_most_confident_come_first(make_article):
    predicted = make_article("eee", confidences=[0.5, 0.9, 0.7])

    errors = find_errors([make_article("ooo")], [predicted])

    assert [error.position for error in errors] == [2, 3, 1]


def test_a_perfect_prediction_has_no_errors(make_article):
    assert find_errors([make_article("oef")], [make_article("oef")]) == []


def test_csv_has_a_row_for_each_error(errors, tmp_path):
    path = tmp_path / "errors.csv"

    write_errors_csv(errors, path)

    assert read(path)[0] == {
        "article_id": "x",
        "position": "2",
        "n_sentences": "3",
        "gold_label": "official_statement",
        "predicted_label": "reported_fact",
        "confidence": "0.8",
        "official_statement": "0.1",
        "expert_analysis": "0.1",
        "reported_fact": "0.8",
        "gold_speaker": "Ann Ode",
        "predicted_speaker": "",
        "gold_source": "alpha",
        "predicted_source": "",
        "gold_cue": "",
        "predicted_cue": "beta",
        "previous": "alpha beta gamma.",
        "sentence": "alpha beta gamma.",
        "next": "alpha beta gamma.",
    }


def test_csv_of_no_errors_has_its_header(tmp_path):
    path = tmp_path / "errors.csv"

    write_errors_csv([], path)

    assert path.read_text("utf-8").strip() == ",".join([*FIRST_COLUMNS, *LABELS, *LAST_COLUMNS])


def test_csv_leaves_unknown_probabilities_empty(make_article, tmp_path):
    path = tmp_path / "errors.csv"

    write_errors_csv(find_errors([make_article("o")], [make_article("e")]), path)

    assert [read(path)[0][label.value] for label in LABELS] == ["", "", ""]


def test_csv_keeps_quotes_commas_and_line_breaks(tmp_path):
    text = 'He said, "no";\r\nshe\nleft.'
    path = tmp_path / "errors.csv"

    write_errors_csv(find_errors(*one_sentence(text)), path)

    assert read(path)[0]["sentence"] == text


def test_csv_holds_what_utf_8_cannot(tmp_path):
    path = tmp_path / "errors.csv"

    write_errors_csv(find_errors(*one_sentence("a\ud800b\x00c")), path)

    assert read(path)[0]["sentence"] == "a\ufffdb\ufffdc"


def test_csv_holds_no_formulas(tmp_path):
    path = tmp_path / "errors.csv"

    write_errors_csv(find_errors(*one_sentence("=1+1 is two.")), path)

    assert read(path)[0]["sentence"] == "'=1+1 is two."


def one_sentence(text):
    span = Span(0, len(text))
    return tuple(
        [Article(text=text, sentences=(Sentence(start=0, end=span.end, label=label),))]
        for label in (Label.REPORTED_FACT, Label.EXPERT_ANALYSIS)
    )
