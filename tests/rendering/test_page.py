"""A page shows each character of an article, and lets nothing in it become markup."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from making import EXPERT, FACT, OFFICIAL, make_article
from rendering.pages import Page, styles_of
from stance.article import Article
from stance.labels import SpeakerKind
from stance.parts import Sentence, Span, Speaker
from stance.rendering.page import fault_part, page_part, whole_page
from stance.schemes import LabelMeaning, LabelScheme

HOSTILE = (
    "</article></style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "\u202eevil\u2066 name",
    "&lt;b&gt; &amp;amp; {{ 7 * 7 }} {% raw %}",
    "a\x00b\ud800c\r\nd\re\x1b[2J",
)
#: All that a page of ours is made of.
TAGS = """
    html head meta title style body header h1 h2 h3 nav ol li a main div section p bdi form fieldset
    legend svg rect label input span article mark b i footer details summary dl dt dd
"""
ATTRIBUTES = """
    lang charset name content http-equiv class aria-label aria-hidden role href rel id method
    autocomplete viewbox preserveaspectratio x y width height type checked dir data-mark data-tip
    tabindex
"""


@st.composite
def articles(draw):
    """Articles of any text with sentences, sources and cues anywhere."""
    characters = st.one_of(st.characters(), st.sampled_from("\r\n\x00<>&\"'\ud800\u202e"))
    text = draw(st.text(characters, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    sentences = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        inside = st.tuples(st.integers(start, end), st.integers(start, end)).map(sorted)
        spans = [
            Span(*pair) if (pair := draw(inside))[0] < pair[1] else None for _ in ("source", "cue")
        ]
        sentences.append(
            Sentence(
                start=start,
                end=end,
                label=draw(st.sampled_from([OFFICIAL, EXPERT, FACT])),
                speaker=draw(st.sampled_from([None, "s1", "unknown"])),
                source=spans[0],
                cue=spans[1],
            )
        )
    name = draw(st.text(characters, max_size=10))
    speaker = Speaker(id="s1", name=name, kind=SpeakerKind.OFFICIAL)
    return Article(text=text, sentences=tuple(sentences), speakers=(speaker,))


def shown(text):
    """A text as HTML can hold it: as long as before."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def predicted(text="The minister said no.", **fields):
    """An article of one sentence, 70 % official."""
    sentence = Sentence(
        start=0,
        end=len(text),
        label=OFFICIAL,
        probabilities={OFFICIAL: 0.7, EXPERT: 0.2, FACT: 0.1},
        speaker="s1",
        source=Span(0, 1),
    )
    speaker = Speaker(id="s1", name="the minister", role="of trade", kind=SpeakerKind.OFFICIAL)
    return Article(text=text, sentences=(sentence,), speakers=(speaker,), **fields)


@given(articles())
@example(Article(text="\r\n <b>&amp;\r \x00\ud800\udc00\n\n"))
def test_the_words_are_the_text(article):
    for html in (article.to_html(), article._repr_html_()):
        page = Page(html)

        assert page.words == shown(article.text)
        assert page.sentences == [shown(article.text_of(one)) for one in article.sentences]


@given(articles())
@example(Article(text="\r\ud800", id="\ud800", metadata={"title": "\r\ud800"}))
def test_a_page_can_be_written(article):
    html = article.to_html()

    assert html.encode("utf-8")
    assert "\r" not in html  # a browser would read a line feed


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_is_quoted_becomes_markup(words):
    article = replace(
        predicted(
            words,
            id=words,
            metadata={
                "title": words,
                "published": words,
                "outlet": words,
                "url": words,
                "file": words,
                "model": {"name": words, "digest": words},
                "language": {"code": words},
            },
        ),
        speakers=(Speaker(id="s1", name=words, role=words, kind=SpeakerKind.OTHER),),
    )

    pages = [article.to_html(), article._repr_html_(), whole_page([fault_part(words, words)] * 2)]

    for html in pages:
        found = Page(html).elements
        assert {tag for tag, _ in found} <= set(TAGS.split())
        assert {name for _, attributes in found for name in attributes} <= set(ATTRIBUTES.split())


def test_words_that_look_like_a_template_stay_words():
    assert Page(predicted("{{ 7 * 7 }} {% raw %}").to_html()).words == "{{ 7 * 7 }} {% raw %}"


def test_ids_of_speakers_are_not_written():
    sentence = replace(predicted().sentences[0], speaker="secret")
    speaker = replace(predicted().speakers[0], id="secret")

    html = replace(predicted(), sentences=(sentence,), speakers=(speaker,)).to_html()

    assert "secret" not in html
    assert Page(html).of_class("speaker-1")


def test_directions_in_names_end_with_them():
    article = replace(predicted(), metadata={"title": "\u202etitle"})
    speaker = replace(article.speakers[0], name="\u202eAnn\u200b Lee", role="\u2067of trade")

    html = replace(article, speakers=(speaker,)).to_html()

    assert re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", html) is None
    assert "<bdi>Ann Lee</bdi>" in html


def test_directions_in_the_text_stay_in_their_sentence():
    html = predicted("\u202eThe minister said no.").to_html()

    assert Page(html).words == "\u202eThe minister said no."
    assert re.search(r"\.sentence[^}]*unicode-bidi: isolate", styles_of(html))


def test_nothing_comes_from_outside():
    html = whole_page(
        [page_part(predicted()), page_part(predicted(metadata={"url": "http://a.b"}))]
    )

    assert re.findall(r"https?://[^\"\s]*|url\(|@import|src=|<link|<script", html) == ["http://a.b"]
    policy = next(one for _, one in Page(html).elements if "http-equiv" in one)
    assert policy["content"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "javascript://a/%0aalert(1)",
        "ftp://a.b",
        "data:text/html,x",
        "http://[",
        "https://a\u202eb",
        7,
        "//a.b",
    ],
)
def test_only_addresses_of_the_web_are_links(url):
    page = Page(predicted(metadata={"url": url}).to_html())

    assert page.links == []


def test_an_address_is_a_link_and_its_host_the_outlet():
    page = Page(predicted(metadata={"url": "https://www.a.example/1?a=1&b=2"}).to_html())

    assert page.links == ["https://www.a.example/1?a=1&b=2"]
    assert "a.example ·" in page.seen


def test_styles_of_a_fragment_are_confined_to_it():
    html = predicted()._repr_html_()
    styles = re.sub(r"/\*.*?\*/", "", styles_of(html), flags=re.S)

    depth, outside = 0, ""
    for sign in styles:
        depth += (sign == "{") - (sign == "}")
        outside += sign if not depth else ""

    assert html.startswith('<div class="stance-view">')
    assert outside.replace("}", "").split() == [".stance-view"]
    assert "@keyframes" not in styles
    assert "@font-face" not in styles


def test_a_fragment_can_stand_twice_on_a_page():
    page = Page(predicted()._repr_html_())

    assert [one for _, one in page.elements if "id" in one or "for" in one] == []
    assert [one["method"] for tag, one in page.elements if tag == "form"] == ["dialog"]


def test_every_choice_has_a_rule_and_hides_what_it_does_not_mean():
    article = make_article(
        ("Ann said so.", OFFICIAL, "Ann", "said"),
        ("Bea said so.", EXPERT, "Bea", "said"),
        ("Rain.", FACT),
    )
    html = article.to_html()

    choices = {one["class"] for tag, one in Page(html).elements if tag == "input"}

    assert choices == {
        *("label-all", "label-0", "label-1", "label-2"),
        *("speaker-all", "speaker-0", "speaker-1", "speaker-2"),
    }
    for n in range(3):
        assert f".view:has(.label-{n}:checked) .sentence:not(.is-{n})" in styles_of(html)
        assert f".view:has(.speaker-{n}:checked) .sentence:not(.by-{n})" in styles_of(html)
    found = [one["class"].split() for one in Page(html).of_class("sentence")]
    assert [{"is-0", "by-1"} <= set(found[0]), {"is-1", "by-2"} <= set(found[1])] == [True, True]
    assert {"is-2", "by-0"} <= set(found[2])


def test_hovering_shows_how_likely_each_label_is():
    sentence = Page(predicted().to_html()).of_class("sentence")[0]

    assert sentence["data-tip"].splitlines() == [
        "official   70% ████████",
        "expert     20% ██",
        "fact       10% █",
        "the minister, of trade",
    ]
    assert sentence["tabindex"] == "0"
    assert sentence["aria-label"] == (
        "official, official 70%, expert 20%, fact 10%, the minister, of trade"
    )


def test_what_a_person_decided_has_no_probabilities():
    sentence = Page(make_article(("Rain fell.", FACT)).to_html()).of_class("sentence")[0]

    assert sentence["data-tip"] == "fact\n(no probabilities given)"


def test_labels_below_the_threshold_of_the_model_are_uncertain():
    article = predicted(metadata={"model": {"name": "m", "uncertain_below": 0.75}})

    marked, unmarked = Page(article.to_html()), Page(article.to_html(uncertain_below=0.7))

    assert marked.of_class("sentence")[0]["data-mark"] == "O1?"
    assert "unsure" in marked.of_class("sentence")[0]["class"].split()
    assert marked.of_class("label-unsure")
    assert "less sure than 75 %" in marked.seen
    assert unmarked.of_class("sentence")[0]["data-mark"] == "O1"
    assert not unmarked.of_class("label-unsure")


def test_only_the_first_sentence_of_a_voice_has_its_mark():
    article = make_article(
        ("Rain.", FACT),
        ("Ann said so.", OFFICIAL, "Ann", "said"),
        ("Ann added this.", OFFICIAL, "Ann", "added"),
        ("Snow.", FACT),
    )

    found = [one.get("data-mark") for one in Page(article.to_html()).of_class("sentence")]

    assert found == [None, "O1", None, None]


def test_source_and_cue_are_marked_where_they_overlap_too():
    sentence = Sentence(start=0, end=12, label=OFFICIAL, source=Span(0, 8), cue=Span(4, 11))

    html = Article(text="abcdefghijk.", sentences=(sentence,)).to_html()

    assert (
        '<b class="source">abcd</b><b class="source"><i class="cue">efgh</i></b>'
        '<i class="cue">ijk</i>.</mark>'
    ) in html


def test_a_speaker_has_name_role_and_kind_and_those_unknown_say_so():
    article = predicted()
    unknown = Sentence(start=0, end=3, label=FACT, speaker="gone")
    later = replace(article.sentences[0], start=4, source=None)

    page = Page(replace(article, sentences=(unknown, later)).to_html())

    assert "F1unnamed fact1" in page.seen.replace("\n", "")
    assert "the minister of trade · official" in page.seen


def test_any_scheme_has_marks_and_colours_of_its_own():
    names = ["claim", "counterclaim", *(f"kind_{n}" for n in range(12)), "none"]
    scheme = LabelScheme(
        name="debate", outlet="none", labels=tuple(LabelMeaning(name=name) for name in names)
    )
    text = "x" * len(names)
    sentences = tuple(
        Sentence(start=n, end=n + 1, label=name, speaker="s1") for n, name in enumerate(names)
    )

    page = Page(Article(text=text, sentences=sentences, scheme=scheme).to_html())

    looks = [
        " ".join(sorted(set(one["class"].split()) - {"sentence", "by-1"}))
        for one in page.of_class("sentence")
    ]
    marks = [one["data-mark"] for one in page.of_class("sentence")]
    assert len(set(looks)) == len(set(marks)) == len(names)
    assert marks[:2] == ["CL1", "CO1"]
    assert "kind 3" in page.seen


def test_a_label_outside_the_scheme_is_shown_all_the_same():
    article = Article(text="Rain.", sentences=(Sentence(start=0, end=5, label="weather"),))

    page = Page(article.to_html())

    assert page.of_class("sentence")[0]["data-tip"].startswith("weather")


@pytest.mark.parametrize("text", ["", "Rain fell."])
def test_an_article_without_sentences_is_its_text(text):
    page = Page(Article(text=text).to_html())

    assert page.words == text
    assert "There are no sentences here." in page.seen
    assert not page.of_class("side")


def test_what_is_wrong_with_an_article_stands_above_it():
    foreign = predicted(metadata={"language": {"code": "de", "is_english": False}})
    broken = Article(text="Rain.", metadata={"error": {"type": "IndexError", "message": "<oh>"}})

    assert "not seem to be English" in Page(foreign.to_html()).seen
    assert "could not be labelled: <oh>" in Page(broken.to_html()).seen


def test_several_articles_have_a_list_of_contents():
    parts = [page_part(predicted(metadata={"title": f"No {n}"})) for n in (1, 2)]

    page = Page(whole_page([*parts, fault_part("c.jsonl:3", "not JSON")]))

    assert page.links == ["#article-1", "#article-2", "#article-3"]
    assert {one["id"] for _, one in page.elements if "id" in one} == {
        "article-1",
        "article-2",
        "article-3",
    }
    assert [tag for tag, _ in page.elements if tag in ("h1", "h2")] == ["h1", "h2", "h2", "h2"]
    assert "could not be read: not JSON" in page.seen


def test_a_page_without_articles_is_one():
    assert "0 articles" in Page(whole_page([])).seen


def test_a_page_can_be_printed_and_read_in_the_dark():
    styles = styles_of(predicted().to_html())

    assert "color-scheme: light dark;" in styles
    assert re.search(r"@media print \{\s*& \{ color-scheme: light;", styles)


def test_the_example_shows_the_text_beside_it():
    folder = Path(__file__).parents[2] / "docs" / "examples"

    page = Page((folder / "lindhavn.html").read_text("utf-8"))

    assert page.words == (folder / "lindhavn.txt").read_text("utf-8")
    assert len(page.sentences) == 12


def test_every_article_of_a_page_has_a_link_to_its_text_and_a_name_of_its_own():
    parts = [page_part(predicted(metadata={"title": 'A "title"'}), number=n) for n in (1, 2)]

    page = Page(whole_page(parts))

    links = [one["href"] for one in page.of_class("skip")]
    assert links == ["#article-1", "#text-1", "#text-2"]
    assert [one["id"] for one in page.of_class("words")] == ["text-1", "text-2"]
    names = [one["aria-label"] for one in page.of_class("view")]
    assert names == ['A "title"', 'A "title" (2)']


def test_the_link_to_the_text_is_the_first_thing_on_the_page_of_an_article():
    page = Page(predicted().to_html())

    first = next(found for tag, found in page.elements if tag in ("a", "input", "button"))
    assert (first["class"], first["href"]) == ("skip", "#text-1")


def test_a_fragment_has_no_link_to_its_text_since_it_may_stand_anywhere():
    assert Page(predicted()._repr_html_()).of_class("skip") == []
