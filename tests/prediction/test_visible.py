"""A text is read as its readers see it, and told in the places in which it was given."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.article import Article
from stance.parts import Sentence, Span, Speaker
from stance.prediction.predictor import Predictor
from stance.prediction.visible import Visible

TEXT = "&#8220;No,&#8221; said O&rsquo;Neill.&nbsp; It rai\xadned.\u200b"
SIGNS = (
    "&quot;",
    "<p>",
    "</b>",
    "&nbsp;",
    "&#39;",
    "&amp;lt;",
    "&nix;",
    "&",
    " ",
    "Rain fell. ",
    "â€™",
    "\ufffd",
    "\n",
    "\u200b",
)


@pytest.fixture(scope="module")
def predictor(exported_folder):
    return Predictor.load(exported_folder, n_threads=1)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("&ldquo;No&rdquo;", "“No”"),
        ("&#8216;No&#x2019;", "‘No’"),
        ("AT&amp;T&nbsp;said", "AT&T\xa0said"),
        ("O&amp;rsquo;Neill", "O’Neill"),  # escaped twice
        ("&amp;amp;quot;No", '"No'),
        ('<p class="a">He <em>said</em>:<BR/>"No."</p>', '\nHe said:\n"No."\n'),
        (
            "2 < 3, <name> & <https://example.org>&nbsp;",
            "2 < 3, <name> & <https://example.org>\xa0",
        ),
        ("ORNO \u2015 Co\u2011owner &#8213; don\u02bct", "ORNO — Co-owner — don’t"),
        ("\ufeffIt rai\xadned.\u200b So&shy; what", "It rained. So what"),
        # read in another encoding
        ("â€œNo,â€\x9d he said. â€œItâ€™s lateâ€", "“No,” he said. “It’s late”"),
        ("5â€“6 CafÃ©s â€” Â£20", "5–6 Cafés — £20"),
        ("\x93No,\x94 he said \x97 it\x92s late", "“No,” he said — it’s late"),
        # lost
        (
            "ORNO \ufffd Don\ufffdt say \ufffdNo,\ufffd said O\ufffdNeill.",
            "ORNO — Don’t say “No,” said O’Neill.",
        ),
        ("\ufffd\ufffd\ufffdIt\ufffd\ufffd\ufffds late.\ufffd\ufffd\ufffd", "“It’s late.”"),
    ],
)
def test_what_is_seen_is_read(text, read):
    assert Visible.of(text).read == read


@pytest.mark.parametrize(
    "text",
    [
        "BEYONCÉ” SÃO â la irmã»",
        "Basse\ufffdville",
        "R&D; so",
        "&nix;",
        "a & b;",
        "&#10;",
        "&#7;",
        "&notit;",
        "&nbsp; &nbsp;",
        "&quot",
        "\u200b",
    ],
)
def test_what_is_no_sign_of_a_line_stays(text):
    assert Visible.of(text).read == text


def test_words_are_where_they_were_given():
    visible = Visible.of(TEXT)
    said = Sentence(
        start=0,
        end=19,
        label="official_statement",
        speaker="s1",
        source=Span(11, 18),
        cue=Span(6, 10),
        quotes=(Span(1, 4),),
    )
    rained = Sentence(start=21, end=31, label="reported_fact")
    neill = Speaker(id="s1", name="O’Neill", kind="official", mentions=(Span(11, 18),))

    article = visible.written(
        Article(text=visible.read, sentences=(said, rained), speakers=(neill,))
    )

    assert article.text == TEXT
    assert [article.text_of(one) for one in article.sentences] == [
        "&#8220;No,&#8221; said O&rsquo;Neill.&nbsp;",
        "It rai\xadned.\u200b",
    ]
    first = article.sentences[0]
    assert article.text_of(first.source) == "O&rsquo;Neill"
    assert article.text_of(first.cue) == "said"
    assert [article.text_of(quote) for quote in first.quotes] == ["No,"]
    assert [article.text_of(place) for place in article.speakers[0].mentions] == ["O&rsquo;Neill"]


def test_a_spoilt_letter_that_ends_in_a_space_belongs_to_its_sentence():
    visible = Visible.of("Rain, said DesirÃ\xa0\n")
    said = Sentence(start=0, end=17, label="reported_fact", speaker="s1", source=Span(11, 17))

    article = visible.written(Article(text=visible.read, sentences=(said,)))

    assert visible.read == "Rain, said Desirà\n"
    assert article.text_of(article.sentences[0]) == "Rain, said DesirÃ\xa0"
    assert article.text_of(article.sentences[0].source) == "DesirÃ\xa0"


def test_a_prediction_is_that_of_what_is_read(predictor):
    given, read = predictor.predict([TEXT, Visible.of(TEXT).read])

    assert [one.probabilities for one in given.sentences] == [
        one.probabilities for one in read.sentences
    ]
    assert [one.name for one in given.speakers] == [one.name for one in read.speakers]


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 37), (44, 56)],
        [(0, 43), (43, 55)],
        [(3, 37), (40, 54)],  # cut what HTML spells out
        [(0, 37), (54, 55)],  # nothing to see
        [],
    ],
)
def test_the_callers_spans_come_back_whatever_they_cut(predictor, spans):
    article = predictor.predict(TEXT, sentences=spans)

    assert [(one.start, one.end) for one in article.sentences] == spans


@pytest.mark.filterwarnings("ignore::stance.errors.LanguageWarning")  # signs are no language
@given(st.lists(st.sampled_from(SIGNS)).map("".join))
def test_every_sign_belongs_to_a_sentence(predictor, text):
    article = predictor.predict(text)

    assert article.text == text
    covered = {at for one in article.sentences for at in range(one.start, one.end)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())


@pytest.mark.filterwarnings("ignore::stance.errors.LanguageWarning")  # signs are no language
@given(st.data(), st.lists(st.sampled_from(SIGNS), min_size=1).map("".join))
def test_any_spans_come_back(predictor, data, text):
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))

    article = predictor.predict(text, sentences=spans)

    assert [(one.start, one.end) for one in article.sentences] == spans


@given(st.text(st.characters(categories=["L", "N", "P", "Z"])))
def test_a_text_in_which_nothing_is_hidden_is_read_as_it_is(text):
    plain = re.sub("[&ÂÃâ‐‑‒―]", "", text)

    assert Visible.of(plain).read == plain


def test_a_control_character_that_counts_as_a_space_stays():
    text = "It rained.\x85"

    assert Visible.of(text).read == text


def test_what_a_scraper_says_of_a_link_is_not_seen():
    text = "Ada Obiexternal-link said so. An external-link is one."

    assert Visible.of(text).read == "Ada Obi said so. An external-link is one."
