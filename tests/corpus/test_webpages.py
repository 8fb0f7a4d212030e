"""What is read of pages of our own, and when they say that they were published."""

import pytest

from stance.corpus.webpages import check_page_reader, read_page
from stance.errors import MissingExtraError

pytest.importorskip("trafilatura")

STORY = (
    "<p>The bridge closed on Monday, the mayor of Köln said in a long statement to reporters.</p>"
    "<p>It will open again in May, when the work on its two old piers has been done at last.</p>"
    "<p>The council passed the plan of 2019-05-03 by one vote, after a debate of nine hours.</p>"
)


def page(*, head="", before="", inside="", footer=""):
    return (
        f"<!DOCTYPE html><html><head><title>Bridge closes</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav>{before}"
        f"<article><h1>Bridge closes</h1>{inside}{STORY}</article>{footer}</body></html>"
    ).encode()


@pytest.mark.parametrize(
    "footer",
    [
        "<footer>© 2026 The Daily Bridge</footer>",
        "<footer>Copyright 2019-2026 The Daily Bridge. All rights reserved.</footer>",
        '<div class="footer"><small>&copy; 2026</small></div>',
        '<footer><time datetime="2026-12-01">1 December 2026</time></footer>',
        '<aside><time datetime="2026-11-30T10:00:00">30 November</time> Another story</aside>',
    ],
)
def test_a_year_in_a_footer_is_no_date_of_publication(footer):
    fields = read_page(page(footer=footer))

    assert fields["published"] is None
    assert "mayor of Köln said" in fields["text"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="copyright" content="2026">',
        '<meta itemprop="copyrightYear" content="2026">',
        '<meta property="article:modified_time" content="2026-05-17T10:00:00Z">',
        '<meta property="og:updated_time" content="2026-05-17T10:00:00Z">',
        '<script type="application/ld+json">{"dateModified": "2026-05-17T10:00:00Z"}</script>',
        '<script type="application/ld+json">{"startDate": "2026-05-17T10:00:00Z"}</script>',
        "<!-- built 2026-05-17T10:00:00Z -->",
    ],
)
def test_what_says_something_else_is_no_date_of_publication(head):
    assert read_page(page(head=head))["published"] is None


@pytest.mark.parametrize(
    "declared",
    [
        {"head": '<meta property="article:published_time" content="2026-05-17T10:00:00Z">'},
        {"head": '<meta name="date" content="2026-05-17">'},
        {"head": '<meta name="DC.date.issued" content="2026-05-17">'},
        {"head": '<meta itemprop="datePublished" content="2026-05-17">'},
        {
            "head": '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": '
            '"2026-05-20", "datePublished": "2026-05-17T08:00:00+02:00"}</script>'
        },
        {"head": '<link rel="canonical" href="https://example.org/2026/05/17/bridge">'},
        {"inside": '<time datetime="2026-05-17T10:00">Sunday</time>'},
        {"inside": "<time>17 May 2026</time>"},
        {"inside": '<span itemprop="datePublished">2026-05-17</span>'},
        {"before": '<abbr class="published" title="2026-05-17">Sunday</abbr>'},
    ],
)
def test_a_date_that_a_page_declares_is_kept_whatever_its_footer_says(declared):
    fields = read_page(page(**declared, footer="<footer>© 2025 The Daily Bridge</footer>"))

    assert fields["published"] == "2026-05-17"


def test_a_page_that_a_browser_saved_says_where_it_is_from():
    url = "https://example.org/2026/05/17/bridge"
    saved = page().decode().replace("<html>", f"<!-- saved from url=(0037){url} --><html>")

    fields = read_page(saved.encode())

    assert (fields["url"], fields["published"]) == (url, "2026-05-17")


def test_todays_date_above_the_page_is_not_that_of_the_article():
    above = '<header><time datetime="2026-12-01">Tuesday, 1 December</time></header>'

    fields = read_page(page(before=above))

    assert fields["published"] is None


def test_the_first_date_in_an_article_is_its_own():
    dates = '<time datetime="2026-05-17">Sunday</time> <time datetime="2026-05-01">1 May</time>'

    assert read_page(page(inside=dates))["published"] == "2026-05-17"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_letters_of_a_page_are_those_of_its_encoding(encoding):
    content = page().decode().encode(encoding)

    assert "mayor of Köln said" in read_page(content)["text"]


def test_a_page_says_what_to_install_if_its_reader_is_missing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)

    with pytest.raises(MissingExtraError, match=r"reading HTML needs 'trafilatura'"):
        check_page_reader()
