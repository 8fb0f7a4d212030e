import pytest

from stance.corpus.publictexts import PublicText
from stance.corpus.tokentexts import join_words, read_gmb, read_masc
from stance.errors import CorpusError

GMB = "https://gmb.let.rug.nl/#sentences="
MASC = "https://anc.org/data/masc/#file="


@pytest.fixture
def write_table(tmp_path):
    """Give a function that writes sentences as the table has them, a word a row."""

    def write(*sentences):
        rows = ["Sentence #,Word,POS,Tag"]
        for number, sentence in enumerate(sentences, start=1):
            for place, word in enumerate(sentence.split()):
                quoted = word.replace('"', '""')
                rows.append(f'{"" if place else f"Sentence: {number}"},"{quoted}",X,O')
        path = tmp_path / "ner_dataset.csv"
        path.write_text("\n".join(rows), "cp1252")
        return path

    return write


@pytest.fixture
def write_tagged(tmp_path):
    def write(name, text):
        (tmp_path / "written").mkdir(exist_ok=True)
        (tmp_path / "written" / name).write_text(text, "utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("It 's low , she said .", "It's low, she said."),
        ('" It is low , " she said .', '"It is low," she said.'),
        ("`` Low , '' she said ( twice ) .", '"Low," she said (twice).'),
        ("It cost $ 5 and 3 % more .", "It cost $5 and 3% more."),
        ("They do n't .", "They don't."),
        ("", ""),
    ],
)
def test_words_stand_as_in_print(words, text):
    assert join_words(words.split()) == (text, False)


def test_a_quotation_goes_on_from_one_line_to_the_next():
    first, is_open = join_words(['"', "It", "is", "low", "."])
    second, is_closed = join_words(["It", "will", "rise", ".", '"'], in_quotation=is_open)

    assert (first, second) == ('"It is low.', 'It will rise."')
    assert (is_open, is_closed) == (True, False)


def test_sentences_by_number_are_an_article(write_table):
    path = write_table("Hail .", "Rain fell .", "It stopped .", "Snow fell .")

    assert read_gmb(path, urls=[f"{GMB}2-4"]) == [
        PublicText(url=f"{GMB}2-4", text="Rain fell. It stopped.\n\nSnow fell.")
    ]


def test_digits_that_a_spreadsheet_grouped_are_as_before(write_table):
    (text,) = read_gmb(write_table("It cost 1,00,000 euros ."), urls=[f"{GMB}1-1"])

    assert text.text == "It cost 100,000 euros."


@pytest.mark.parametrize("url", [f"{GMB}1-3", f"{GMB}x", "https://news.example/rain"])
def test_sentences_that_are_not_all_there_are_no_article(write_table, url):
    assert read_gmb(write_table("Rain fell ."), urls=[url]) == []


def test_another_table_is_refused(tmp_path):
    path = tmp_path / "ner_dataset.csv"
    path.write_text("word,tag\nRain,O\n", "utf-8")

    with pytest.raises(CorpusError, match="no row begins with `Sentence: 1`"):
        read_gmb(path, urls=[])


def test_a_table_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CorpusError, match="cannot be read"):
        read_gmb(tmp_path / "ner_dataset.csv", urls=[])


def test_a_part_of_a_tagged_file_is_an_article(write_tagged):
    folder = write_tagged(
        "wire.txt", "Hail_NN ._.\n\nRain_NN fell_VBD ._.\nIt_PRP stopped_VBD ._.\n"
    )

    assert read_masc(folder, urls=[f"{MASC}wire.txt,7-29", f"{MASC}other.txt,0-4"]) == [
        PublicText(url=f"{MASC}wire.txt,7-29", text="Rain fell. It stopped.")
    ]


def test_no_file_outside_of_the_folder_is_read(write_tagged):
    folder = write_tagged("wire.txt", "Hail_NN ._.\n")
    (folder / "secret.txt").write_text("Rain_NN\n", "utf-8")

    assert read_masc(folder, urls=[f"{MASC}../secret.txt,0-4"]) == []


def test_a_folder_without_tagged_files_says_which_one_is_meant(tmp_path):
    with pytest.raises(CorpusError, match="name the folder `masc_tagged`"):
        read_masc(tmp_path, urls=[])
