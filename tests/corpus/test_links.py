"""What is read of a link."""

import pytest

from stance.corpus.fetching import is_link
from stance.corpus.links import read_link
from stance.errors import LinkError
from websites import PAGE, STORY, answer, moved, website

pytest.importorskip("trafilatura")
pytest.importorskip("protego")


def read_here(link, **limits):
    return read_link(link, allow_private=True, **limits)


def test_the_article_of_a_page_has_its_address_title_date_and_outlet():
    with website({"/a": moved("/b"), "/b": answer(PAGE)}) as (site, _):
        found = read_here(f" {site}/a#x ")

        assert "the mayor of Köln said" in found.text
        assert "Home" not in found.text
        assert dict(found.metadata) == {
            "url": f"{site}/b",
            "title": "Bridge closes",
            "outlet": "The Daily Bridge",
            "published": "2024-05-17",
        }


def test_a_page_cannot_say_that_it_is_another():
    elsewhere = b'<link rel="canonical" href="https://elsewhere.example/x">'
    page = PAGE.replace(b"</head>", elsewhere + b"</head>")
    with website({"/": answer(page)}) as (site, _):
        assert read_here(site).metadata["url"] == f"{site}/"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_the_encoding_that_a_server_names_is_taken(charset):
    page = PAGE.decode().replace('<meta charset="utf-8">', "").encode(charset)
    with website({"/": answer(page, kind=f"text/html; charset={charset}")}) as (site, _):
        assert "mayor of Köln" in read_here(site).text


@pytest.mark.parametrize("charset", ["x-unknown", "zlib", "undefined", ""])
def test_an_encoding_that_is_none_is_guessed(charset):
    with website({"/": answer(PAGE, kind=f"text/html; charset={charset}")}) as (site, _):
        assert "mayor of Köln" in read_here(site).text


def test_a_plain_text_is_an_article():
    text = "The minister said so. Rain fell."
    with website({"/a.txt": answer(text.encode(), kind="text/plain")}) as (site, _):
        assert read_here(f"{site}/a.txt").text == text


def test_a_page_that_is_called_a_text_is_a_page():
    with website({"/": answer(PAGE, kind="")}) as (site, _):
        assert read_here(site).metadata["title"] == "Bridge closes"


@pytest.mark.parametrize(
    ("content", "kind", "fault"),
    [
        (b"%PDF-1.4", "application/pdf", "is no page but application/pdf"),
        (b"\x89PNG", "image/png", "is no page but image/png"),
        (b'{"text": "a"}', "text/plain", "is JSON, not text"),
        (b"<html><body></body></html>", "text/html", "has no article on it"),
        (b"", "text/html", "has no article on it"),
        (b"  ", "text/plain", "has no article on it"),
    ],
)
def test_what_is_no_article_is_told(content, kind, fault):
    with website({"/": answer(content, kind=kind)}) as (site, _):
        with pytest.raises(LinkError, match=fault) as told:
            read_here(site)

        assert str(told.value).startswith(f"{site}: ")
        assert not told.value.is_refused


def test_links_are_told_from_files():
    assert is_link("HTTPS://example.org")
    assert not is_link("http.txt")
    assert not is_link("ftp://example.org")
    assert "Köln" in STORY
