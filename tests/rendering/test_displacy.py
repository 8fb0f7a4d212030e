"""displacy draws an article's sentences, each with its label and its speaker."""

from dataclasses import replace

import pytest

from making import EXPERT, FACT, make_article
from rendering.pages import Page
from stance.article import Article

ARTICLE = make_article(("Ann argued so.", EXPERT, "Ann", "argued"), ("Rain fell.", FACT))


def test_each_sentence_has_its_label_speaker_and_colour():
    record = ARTICLE.to_displacy()

    assert record == {
        "text": "Ann argued so. Rain fell.",
        "title": ARTICLE.id,
        "ents": [
            {
                "start": 0,
                "end": 14,
                "label": "expert",
                "kb_id": "Ann",
                "params": {"bg": "#fbe2c4"},
            },
            {"start": 15, "end": 25, "label": "fact", "params": {"bg": "#f4f2ec"}},
        ],
    }


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\"'><b>", "{text} {0}"])
def test_nothing_that_displacy_draws_becomes_markup(words):
    displacy = pytest.importorskip("spacy").displacy
    speaker = replace(ARTICLE.speakers[0], name=words)
    article = replace(ARTICLE, speakers=(speaker,), metadata={"title": words})

    record = [replace(article, text=words + ARTICLE.text[len(words) :]).to_displacy()]
    html = displacy.render(record, style="ent", manual=True, jupyter=False, page=True)

    plain = displacy.render(
        [ARTICLE.to_displacy()], style="ent", manual=True, jupyter=False, page=True
    )
    assert [tag for tag, _ in Page(html).elements] == [tag for tag, _ in Page(plain).elements]


def test_an_article_without_sentences_can_be_drawn():
    assert Article(text="Rain.").to_displacy()["ents"] == []
