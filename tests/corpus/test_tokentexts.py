from xml.sax.saxutils import quoteattr

import pytest

from stance.corpus.tokentexts import join_tokens, read_ecb
from stance.errors import CorpusError

URL = "https://github.com/cltl/ecbPlus#document="


@pytest.fixture
def ecb(tmp_path):
    def write_page(name, *lines):
        tokens = [
            f'<token t_id="{number}" sentence="{place}">{word.replace("&", "&amp;")}</token>'
            for place, line in enumerate(lines)
            for number, word in enumerate(line.split())
        ]
        path = tmp_path / name.partition("_")[0] / f"{name}.xml"
        path.parent.mkdir(exist_ok=True)
        content = f"<Document doc_name={quoteattr(name)}>{''.join(tokens)}</Document>"
        path.write_text(content, "utf-8")
        return tmp_path

    return write_page


def join(line, **options):
    return join_tokens(line.split(), **options)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("6 . 1 at 7 : 30 p . m . June 11 , 2012", "6.1 at 7:30 p.m. June 11, 2012"),
        ("1 , 500 homes ( 19 % ) cost $300 , 000 .", "1,500 homes (19%) cost $300,000."),
        ("J . K . Tarn of the U . S . team", "J.K. Tarn of the U.S. team"),
        ("a 9 - year - old - - from Orno - - and / or", "a 9-year-old -- from Orno -- and/or"),
        ("I can ’ t ; “ it is Tarns ’ ” .", "I can’t; “it is Tarns’”."),
    ],
)
def test_tokens_are_joined_as_print_has_them(tokens, text):
    assert join(tokens) == (text, False)


def test_a_mark_opens_where_it_stands_at_a_word_and_else_in_turn():
    assert join('He said , "It is low .') == ('He said, "It is low.', True)
    assert join('It fell , " he said .', in_quotation=True) == ('It fell," he said.', False)


def test_a_quotation_that_nobody_closed_ends_where_the_next_one_opens():
    assert join('He said , "No . "Yes , " she said .') == ('He said, "No. "Yes," she said.', False)


def test_a_page_has_no_address_and_its_lines_without_a_full_stop_stand_alone(ecb):
    folder = ecb(
        "1_1ecbplus",
        "http : / / www . orno . org / rain . html",
        "Rain in Orno",
        "June 3 , 2012",
        "Rain fell .",
        "It was wet .",
        '"It fell .',
        "It fell on .",
        'I am wet , " said Ada Obi .',
        "Nobody came .",
        "“ I came , ” he said .",
        "She left .",
    )

    (found,) = read_ecb(folder, urls=[f"{URL}1_1ecbplus"])

    assert found.text == (
        "Rain in Orno\n\nJune 3, 2012\n\nRain fell. It was wet.\n\n"
        '"It fell. It fell on. I am wet," said Ada Obi.\n\nNobody came.\n\n'
        "“I came,” he said. She left."
    )


def test_only_pages_that_are_wanted_and_there_are_read(ecb):
    ecb("1_1ecbplus", "Rain fell .")
    folder = ecb("2_3ecbplus", "Snow fell .")
    urls = [f"{URL}{name}" for name in ("2_3ecbplus", "2_4ecbplus", "../../README.md")]

    assert [found.text for found in read_ecb(folder, urls=urls)] == ["Snow fell."]


def test_every_page_that_is_none_is_told(ecb):
    folder = ecb("1_1ecbplus", "Rain fell .")
    (folder / "1/1_2ecbplus.xml").write_text("<Document/>", "utf-8")
    (folder / "1/1_3ecbplus.xml").write_text("Rain", "utf-8")
    urls = [f"{URL}1_{number}ecbplus" for number in (1, 2, 3)]

    with pytest.raises(CorpusError, match="take the XML files of ECB") as told:
        read_ecb(folder, urls=urls)

    assert [fault.path.name for fault in told.value.faults] == ["1_2ecbplus.xml", "1_3ecbplus.xml"]


def test_a_folder_without_pages_is_no_corpus(tmp_path):
    with pytest.raises(CorpusError, match="name the folder `ECB"):
        read_ecb(tmp_path, urls=[])
