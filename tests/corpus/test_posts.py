import json

import pytest

from stance.corpus.publictexts import read_posts
from stance.errors import CorpusError

RAIN = "https://globalvoices.org/rain/"


@pytest.fixture
def read(tmp_path):
    def read_content(content):
        path = tmp_path / "dev.json"
        post = {"link": RAIN, "title": "Rain in Orno", "content": content, "comments": []}
        path.write_text(json.dumps([post]), "utf-8")
        (found,) = read_posts([path], urls=[RAIN])
        return found.text.split("\n\n")

    return read_content


def test_paragraphs_follow_the_headline(read):
    content = "<div><h3>At  night</h3>\n<p>Rain <b>fell</b>&nbsp;here.</p><p> </p></div>"

    assert read(content) == ["Rain in Orno", "At night", "Rain fell here."]


def test_a_quotation_and_a_list_are_read_once(read):
    content = "<blockquote><p>It is wet.</p></blockquote><ul><li><p>One.</p></li><li>Two.</li></ul>"

    assert read(content)[1:] == ["It is wet.", "One.", "Two."]


def test_of_a_translated_quotation_the_translation_is_read(read):
    content = (
        "<blockquote><p>Llueve.</p></blockquote>"
        '<blockquote class="translation"><p>It rains.</p></blockquote>'
        "<blockquote><p>It is wet.</p></blockquote>"
    )

    assert read(content)[1:] == ["It rains.", "It is wet."]


def test_pictures_and_posts_of_other_sites_are_left_out(read):
    content = (
        '<div class="wp-caption x"><p>Rain. Photo: Obi.</p></div>'
        '<blockquote class="twitter-tweet"><p>wet wet wet</p></blockquote>'
        "<figure><figcaption><p>Rain</p></figcaption></figure><p>Rain fell.</p>"
    )

    assert read(content)[1:] == ["Rain fell."]


def test_only_what_is_wanted_is_read(tmp_path):
    path = tmp_path / "dev.json"
    post = {"link": "https://globalvoices.org/snow/", "title": "Snow", "content": "<p>Snow.</p>"}
    path.write_text(json.dumps([post]), "utf-8")

    assert read_posts([path], urls=[RAIN]) == []


def test_every_file_of_another_kind_is_told(tmp_path):
    contents = {
        "list.json": "[1]",
        "table.json": "a,b",
        "lacking.json": '[{"link": "x", "title": "y"}]',
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, "utf-8")
    paths = [*(tmp_path / name for name in contents), tmp_path / "gone.json"]

    with pytest.raises(CorpusError, match=r"take dev\.json and test\.json") as told:
        read_posts(paths, urls=[RAIN])

    assert [fault.path for fault in told.value.faults] == paths
