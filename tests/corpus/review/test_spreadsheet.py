import csv
from dataclasses import replace

import pytest

import making
from stance.corpus.review.correcting import correct
from stance.corpus.review.spreadsheet import COLUMNS, read_spreadsheet, write_spreadsheet
from stance.errors import CorpusError
from stance.labels import Label
from stance.parts import Span

STATEMENT = ("Ann Lee said he said no.", making.OFFICIAL, "Ann Lee", "said")
FACT = ("=SUM(A1) was\r\non the board 😀.", making.FACT)


@pytest.fixture
def article():
    return making.make_article(STATEMENT, FACT, id="a")


@pytest.fixture
def review(article, tmp_path):
    """Give a function that lets someone change rows, and reads the file again."""

    def change(edit=lambda rows: rows, *, delimiter=",", encoding="utf-8", columns=COLUMNS):
        rows = list(csv.DictReader(write_spreadsheet([article]).splitlines(keepends=True)))
        path = tmp_path / "review.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=delimiter, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(edit(rows))
        return read_spreadsheet(path, articles={"a": article}, annotator="ann")

    return change


def edit(row, **cells):
    return lambda rows: [one | cells if index == row else one for index, one in enumerate(rows)]


def test_a_formula_is_written_as_text():
    article = making.make_article(("=1+1 is two.", making.FACT))

    rows = list(csv.DictReader(write_spreadsheet([article]).splitlines()))

    assert rows[0]["text"] == "'=1+1 is two."


def test_an_untouched_sheet_decides_nothing(review):
    found = review()

    assert (found.decisions, found.rejected, found.n_untouched) == ([], [], 2)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-8")]
)
def test_what_programs_save_is_read(review, delimiter, encoding):
    found = review(edit(1, label="expert_analysis"), delimiter=delimiter, encoding=encoding)

    assert [one.label for one in found.decisions] == [Label.EXPERT_ANALYSIS]


def test_rows_may_be_filtered_and_reordered(review):
    found = review(lambda rows: [rows[1] | {"reviewer": "bo"}])

    assert [(one.number, one.annotator) for one in found.decisions] == [(2, "bo")]


def test_a_signed_row_confirms_the_sentence(review, article):
    uncertain = replace(article.sentences[1], probabilities={Label.REPORTED_FACT: 0.6})
    article = replace(article, sentences=(article.sentences[0], uncertain))

    found = review(edit(1, reviewer="bo"))
    corrected = correct(article, found.decisions)

    assert corrected.n_changes == 0
    assert corrected.article.sentences[1].probabilities == {}


def test_missing_columns_leave_things_as_they_are(review, article):
    found = review(edit(0, reviewer="bo"), columns=("article", "number", "text", "reviewer"))

    assert found.decisions == []


def test_words_that_occur_twice_stay_where_they_were(review, article):
    found = review(edit(0, reviewer="bo"))

    assert found.decisions[0].cue == article.sentences[0].cue


def test_a_changed_span_is_found_in_its_sentence(review, article):
    found = review(edit(0, cue="said he said"))

    assert correct(article, found.decisions).article.sentences[0].cue == Span(8, 20)


def test_line_breaks_that_a_program_changed_do_not_matter(review):
    found = review(edit(1, text="'=SUM(A1) was\non the board 😀.", reviewer="bo"))

    assert len(found.decisions) == 1


@pytest.mark.parametrize(
    ("row", "cells", "fault"),
    [
        (0, {"label": "oficial_statement"}, "did you mean 'official_statement'"),
        (0, {"cue": "shouted"}, "the cue 'shouted' is not in the sentence"),
        (0, {"text": "Something else.", "label": "reported_fact"}, "is not that of the sentence"),
        (0, {"number": "9"}, "the article has no sentence '9'; it has 2"),
        (0, {"article": "b"}, "article 'b' is not in the corpus"),
        (1, {"kind": "expert"}, "a role or a kind without a speaker"),
        (1, {"speaker": "Bo", "kind": "wizard"}, "'wizard' is not a speaker kind"),
    ],
)
def test_a_row_that_cannot_be_used_is_kept_aside_with_its_line(review, row, cells, fault):
    found = review(edit(row, **cells))

    (rejected,) = found.rejected
    assert fault in rejected.faults[0]
    assert rejected.place.rsplit(":", 1)[1] == ("2" if row == 0 else "4")
    assert rejected.found


def test_ambiguous_words_are_kept_aside(review, article, tmp_path):
    found = review(edit(0, source="said", cue=""))

    assert "is in the sentence 2 times; give more of the words" in found.rejected[0].faults[0]


def test_a_sheet_of_another_project_is_refused(review):
    with pytest.raises(CorpusError, match="is of another project"):
        review(lambda rows: [row | {"article": "zzz"} for row in rows])


def test_a_sheet_of_another_kind_is_refused(review):
    with pytest.raises(CorpusError, match="no column article and no column number"):
        review(columns=("text", "label"))


def test_a_sheet_in_another_encoding_is_refused(review):
    with pytest.raises(CorpusError, match="not UTF-8; save the file"):
        review(edit(1, text="“no”", speaker="Łukasz"), encoding="utf-16")


def test_a_cell_may_be_as_long_as_an_article(review):
    csv.field_size_limit(131_072)

    found = review(edit(0, text="Rain. " * 30_000, reviewer="bo"))

    assert "is not that of the sentence" in found.rejected[0].faults[0]
