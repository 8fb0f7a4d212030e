import pytest

from stance.counting.naming import find_merges, is_named, is_unresolved, name_key, read_aliases
from stance.errors import CorpusError


def write(tmp_path, text):
    path = tmp_path / "aliases.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Álvarez", "Jose Alvarez"),
        ("the Ministry of Energy", "Ministry  of Energy"),
        ("O’Brien", "OBrien"),
        ("Smith-Jones", "SMITH JONES"),
    ],
)
def test_case_accents_marks_and_the_article_do_not_count(one, other):
    assert name_key(one) == name_key(other)


def test_two_people_have_two_keys():
    assert name_key("Ann Lee") != name_key("Anna Lee")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ewa Tomczuk", True),
        ("al-Sisi", True),
        ("the Red Cross", True),
        ("the Bank", False),
        ("Two officials", False),
        ("Analysts", False),
        ("a nurse from Leeds", True),
        ("", False),
        ("the", False),
    ],
)
def test_a_name_has_a_capital_that_is_no_common_word(name, expected):
    assert is_named(name) is expected


def test_nobody_knows_who_she_is():
    assert is_unresolved("She")
    assert not is_unresolved("Unnameda Smith")


def test_a_short_form_of_one_name_is_to_be_merged():
    found = find_merges({"Marta Wall": 9, "M. Wall": 2, "Wall": 1, "Rain": 1})

    assert [(one.alias, one.name, one.n_alias, one.n_name) for one in found] == [
        ("M. Wall", "Marta Wall", 2, 9),
        ("Wall", "Marta Wall", 1, 9),
    ]


def test_a_surname_of_two_people_is_left_alone():
    assert find_merges({"Marta Wall": 9, "Peter Wall": 2, "Wall": 1}) == []


def test_aliases_lead_to_the_last_name(tmp_path):
    path = write(tmp_path, "alias,name\nM. Wall,Marta Wall\nWall,M. Wall\n")

    assert read_aliases(path) == {"m wall": "Marta Wall", "wall": "Marta Wall"}


def test_aliases_that_go_in_circles_end(tmp_path):
    path = write(tmp_path, "alias,name\nA,B\nB,A\n")

    assert set(read_aliases(path)) == {"a", "b"}


def test_all_faults_of_aliases_are_told_with_their_lines(tmp_path):
    path = write(tmp_path, "alias,name\nWall,Marta Wall\nWall,Peter Wall\n,Nobody\n")

    with pytest.raises(CorpusError) as caught:
        read_aliases(path)

    assert [(one.line, one.what.split(";")[0]) for one in caught.value.faults] == [
        (3, "'Wall' is 'Marta Wall' above"),
        (4, "an alias or a name is empty"),
    ]


def test_a_file_without_the_columns_is_told(tmp_path):
    with pytest.raises(CorpusError, match="no column alias, name; its first line is alias,name"):
        read_aliases(write(tmp_path, "from,to\nA,B\n"))
