import csv
from hashlib import sha256

import pytest

from stance.corpus.merging import Missing, merge
from stance.corpus.publictexts import PublicText, read_gum, read_wikinews
from stance.errors import CorpusError

CONLLU = """\
# newdoc id = GUM_news_rain
# meta::sourceURL = https://news.example/rain
# newpar
# newpar_block = head (1 s)
# sent_id = GUM_news_rain-1
# text = Rain
1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_

# newpar
# newpar_block = p (2 s)
# sent_id = GUM_news_rain-2
# text = It fell.
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tSpaceAfter=No

# sent_id = GUM_news_rain-3
# text = It stopped.
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_
"""


@pytest.fixture
def make_stand_off(make_record):
    """Give a function that takes the text out of a record, and gives both."""

    def make(**changes):
        record = make_record(**changes)
        text = record.pop("text")
        record["sha256"] = sha256(text.encode()).hexdigest()
        return record, text

    return make


def test_labels_meet_their_text(make_stand_off, write_records):
    record, text = make_stand_off(url="https://news.example/rain")

    merged = merge(write_records(record), texts=[PublicText(url="elsewhere", text=text)])

    assert [article.text for article in merged.articles] == [text]
    assert merged.missing == ()


def test_everything_but_the_text_is_kept(make_stand_off, write_records):
    record, text = make_stand_off(url="https://news.example/rain", target="the dam")

    (article,) = merge(write_records(record), texts=[PublicText(url="", text=text)]).articles

    kept = article.to_dict()
    assert {name: kept[name] for name in ("url", "sha256", "title", "target")} == {
        name: record[name] for name in ("url", "sha256", "title", "target")
    }


def test_a_text_that_changed_is_told_from_one_that_is_not_there(make_stand_off, write_records):
    changed, text = make_stand_off(id="changed", url="https://news.example/rain")
    absent, _ = make_stand_off(id="absent", url="https://news.example/snow")
    texts = [PublicText(url="https://news.example/rain", text=f"{text} Or not.")]

    merged = merge(write_records(changed, absent), texts=texts)

    assert merged.missing == (
        Missing(
            id="changed",
            reason="the text at its url is not the one that was labelled (sha256 differs)",
        ),
        Missing(id="absent", reason="no text of https://news.example/snow"),
    )


def test_what_was_found_is_joined_although_more_is_missing(make_stand_off, write_records):
    record, text = make_stand_off()
    lost = {**record, "id": "lost", "sha256": "0" * 64}

    merged = merge(write_records(lost, record), texts=[PublicText(url="", text=text)])

    assert [article.id for article in merged.articles] == ["a1"]


def test_labels_that_do_not_fit_their_text_are_refused_with_line(make_stand_off, write_records):
    record, text = make_stand_off()
    record["sentences"][0]["end"] = 18
    path = write_records(record)

    with pytest.raises(CorpusError, match=r":1: sentence 1 \(0–18\): the sentence ends inside"):
        merge(path, texts=[PublicText(url="", text=text)])


def test_faulty_labels_are_refused_before_any_text(make_stand_off, write_records):
    record, _ = make_stand_off(published="soon")

    with pytest.raises(CorpusError, match="published 'soon'"):
        merge(write_records(record), texts=[])


def test_wikinews_texts_have_spaces_for_no_break_spaces(tmp_path):
    path = tmp_path / "wikinews.csv"
    path.write_text(
        'url,date,title,text\nu,2019-01-01,t,"Rain\u00a0fell.\n\nIt stopped."\n', "utf-8"
    )

    assert read_wikinews([path]) == [PublicText(url="u", text="Rain fell.\n\nIt stopped.")]


def test_line_ends_of_windows_do_not_change_a_text(tmp_path):
    path = tmp_path / "wikinews.csv"
    path.write_bytes(b'url,text\r\nu,"Rain.\r\n\r\nSnow."\r\n')

    assert read_wikinews([path]) == [PublicText(url="u", text="Rain.\n\nSnow.")]


def test_every_csv_without_the_columns_is_named(tmp_path):
    wrong, empty = tmp_path / "wrong.csv", tmp_path / "empty.csv"
    wrong.write_text("id,body\n1,Rain\n", "utf-8")
    empty.write_text("", "utf-8")

    with pytest.raises(CorpusError) as caught:
        read_wikinews([wrong, empty, tmp_path / "none.csv"])

    assert [fault.what.split(";")[0] for fault in caught.value.faults] == [
        "no column url and no column text (found: id, body)",
        "no column url and no column text (found: nothing)",
        "cannot be read (No such file or directory)",
    ]


def test_gum_sentences_are_joined_by_spaces_and_paragraphs_by_an_empty_line(tmp_path):
    (tmp_path / "GUM_news_rain.conllu").write_text(CONLLU, "utf-8")

    assert read_gum(tmp_path) == [
        PublicText(url="https://news.example/rain", text="Rain\n\nIt fell. It stopped.")
    ]


def test_other_genres_of_gum_are_left_alone(tmp_path):
    (tmp_path / "GUM_news_rain.conllu").write_text(CONLLU, "utf-8")
    (tmp_path / "GUM_fiction_rain.conllu").write_bytes(b"\xff")

    assert len(read_gum(tmp_path)) == 1


def test_a_folder_without_gum_says_which_one_is_meant(tmp_path):
    with pytest.raises(CorpusError, match=r"name the folder `dep` of github\.com/amir-zeldes/gum"):
        read_gum(tmp_path)


def test_a_text_of_wikinews_may_be_long(tmp_path):
    csv.field_size_limit(131_072)
    path = tmp_path / "wikinews.csv"
    path.write_text(f"url,text\nu,{'Rain. ' * 30_000}\n", "utf-8")

    (text,) = read_wikinews([path])

    assert len(text.text) == 180_000
