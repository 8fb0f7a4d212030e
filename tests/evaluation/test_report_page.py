"""The report as a page: it marks what it should, and nothing in a text becomes markup."""

import re
from html.parser import HTMLParser

import pytest

from stance.article import Article
from stance.evaluation.figures import draw_pictures
from stance.evaluation.report_page import write_report_html
from stance.evaluation.reports import report_set
from stance.evaluation.scores import score
from stance.labels import Label, SpeakerKind
from stance.parts import Sentence, Span, Speaker


class Tags(HTMLParser):
    """Collects what a browser would see as tags, and checks that each is closed."""

    def __init__(self):
        super().__init__()
        self.names, self.open = [], []

    def handle_starttag(self, tag, _attrs):
        self.names.append(tag)
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(gold, predicted, path, *, title="dev", **options):
    report = report_set([gold], [predicted], scores=score([gold], [predicted]))
    pictures = draw_pictures({title: report.scores})
    write_report_html({title: report}, path, pictures=pictures, title=title, **options)
    return path.read_text("utf-8")


def article(text, label, **spans):
    return Article(
        text=text, sentences=(Sentence(start=0, end=len(text), label=label, **spans),), id="x"
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "report.html"


def test_source_and_cue_of_both_sides_are_marked(path):
    gold = article("Ann said so.", Label.REPORTED_FACT, source=Span(0, 3), cue=Span(4, 8))
    predicted = article("Ann said so.", Label.EXPERT_ANALYSIS, source=Span(0, 3))

    text = page(gold, predicted, path)

    assert '<span class="model-source gold-source">Ann</span>' in text
    assert '<span class="gold-cue">said</span> so.' in text


def test_spans_may_cross(path):
    gold = article("Ann said so.", Label.REPORTED_FACT, source=Span(0, 6))
    predicted = article("Ann said so.", Label.EXPERT_ANALYSIS, cue=Span(4, 8))

    text = page(gold, predicted, path)

    assert (
        '<strong><span class="gold-source">Ann </span>'
        '<span class="model-cue gold-source">sa</span>'
        '<span class="model-cue">id</span> so.</strong>'
    ) in text


def test_nothing_in_an_article_becomes_markup(path):
    evil = "<script>alert('&')</script>"
    speaker = Speaker(id="s", name=evil, kind=SpeakerKind.EXPERT)
    gold = Article(
        text=evil,
        id=evil,
        speakers=(speaker,),
        sentences=(
            Sentence(
                start=0, end=len(evil), label=Label.EXPERT_ANALYSIS, speaker="s", cue=Span(0, 8)
            ),
        ),
    )
    predicted = Article(
        text=evil, sentences=(Sentence(start=0, end=len(evil), label=Label.REPORTED_FACT),)
    )
    tags = Tags()

    tags.feed(page(gold, predicted, path, title=evil))

    assert "script" not in tags.names
    assert tags.open == []


def test_braces_in_a_text_stay(path):
    gold = article("{title} {0} {", Label.REPORTED_FACT)

    assert "{title} {0} {" in page(gold, article(gold.text, Label.EXPERT_ANALYSIS), path)


def test_the_page_loads_nothing_from_elsewhere(path):
    text = page(article("A.", Label.REPORTED_FACT), article("A.", Label.EXPERT_ANALYSIS), path)

    pictures = re.findall(r'src="([^"]{22})', text)
    assert pictures == ["data:image/png;base64,"] * 3
    assert not re.search(r"href=|url\(|@import|<script", text)


def test_the_page_says_how_many_errors_there_are(make_article, path):
    one = page(make_article("o"), make_article("e"), path)
    none = page(make_article("o"), make_article("o"), path)

    assert "1 sentence has the wrong label." in one
    assert "0 sentences have the wrong label." in none


def test_probabilities_are_told(make_article, path):
    text = page(make_article("o"), make_article("e", confidences=[0.8]), path)

    assert "official_statement 0.10, expert_analysis 0.80, reported_fact 0.10" in text


def test_lone_surrogates_do_not_stop_it(path):
    text = page(
        article("a\ud800.", Label.REPORTED_FACT),
        article("a\ud800.", Label.EXPERT_ANALYSIS),
        path,
        title="\ud800",
    )

    assert "a\ufffd." in text


def test_the_worst_articles_come_first(make_article, path):
    gold = [make_article("oooo", id="good"), make_article("oooo", id="bad"), make_article("o")]
    predicted = [make_article("oooe"), make_article("eeeo"), make_article("o")]
    report = report_set(gold, predicted, scores=score(gold, predicted))

    write_report_html({"dev": report}, path, pictures={"dev": []}, title="model")

    text = path.read_text("utf-8")
    worst = text[text.index("The worst articles") : text.index("Every error")]
    assert re.findall(r"<tr><th>(good|bad|article-1)</th>", worst) == ["bad", "good"]
    assert "75%" in worst


def test_sets_that_nobody_may_read_show_numbers_only(path):
    gold, predicted = (
        article("Ann spoke.", one) for one in (Label.REPORTED_FACT, Label.EXPERT_ANALYSIS)
    )

    text = page(gold, predicted, path, readable_sets=[])

    assert "Ann spoke." not in text
    assert "every measure" in text
