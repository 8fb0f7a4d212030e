"""Texts made of scraps of news, through the whole of ``predict`` around an arbitrary network."""

import os
import re
import warnings
from math import fsum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from reliability.stub import make_predictor
from stance.article import Article

N_EXAMPLES = int(os.environ.get("STANCE_FUZZ", "300"))
SCRAPS = (
    r"""
Ada|Obi|Mr.|Dr.|Sen.|U.S.|A.|B.|the|a|an|minister|of|president|professor|spokesman|analyst|who|was
under|said|says|told|added|according to|asked|he|she|they|his|I|We|Ministry|Bank|Reuters|police
and|but|,|.|?|!|:|;|…|(|)|[|]|–|—|-|/|@|“|”|‘|’|"|'|``|''|„|«|»|‹|&amp;|&#8220;|&rsquo;|&|<p>|</p>
<a href="x">|</a>|<|>|<br/>|donâ€™t|Ã©|12|1,000|2024|Jan.|March 3|Q|A|Q:|A:|ADA OBI:|By
LONDON (AFP) -|•|1.|(Reuters)|read more|advertisement|O’Neill|al-|Al-Amin|部長|。|؟|министр|x|Xx|XX
said.|told reporters|in a statement|Ada Obi
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)
SCRAPS += [
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "\u00a0",
    "\u2028",
    "\x00",
    "\x1b",
    "\u200b",
    "\u00ad",
]
SCRAPS += ["\ufeff", "\ufffd", "\ud800", "\udc00", "e\u0301"]

TEXTS = some.lists(
    some.one_of(some.sampled_from(SCRAPS), some.text(max_size=4)),
    max_size=60,
).flatmap(lambda parts: some.sampled_from(["", " "]).map(lambda gap: gap.join(parts)))

#: Texts that have broken it once.
CRASHERS = [
    "“``”''",
    "Rain fell, said A. Mr. Q: „ U.S. added told “We",
    "(",
    "\ud83d\ude00 said Ada Obi.",
    "AdaAdaAdaAdaAda\u00c3\u00a0",
    "@ \u3002 \u90e8\u9577 Xx B. advertisement added \xa0 Q: \xbb & Q according to A “ Xx We  . "
    "t 1. “ police » ‘ ‹ Q: added Ã© @ , al- ) \u3002",
    "Ada Obi, who was a minister under " + "A. B. " * 20 + "x, said it rained.",
    "",
    " \n ",
    "\x00",
]
PREDICTOR = make_predictor()
#: Two halves of a character side by side, which JSON cannot spell.
PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def check(text, predictor=PREDICTOR):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        article = predictor.predict(text)
    assert article.text == text
    seen = "".join(text[one.start : one.end] for one in article.sentences)
    assert "".join(seen.split()) == "".join(text.split())
    for one in article.sentences:
        assert fsum(one.probabilities.values()) == pytest.approx(1.0)
        assert one.probabilities[one.label] == max(one.probabilities.values())
        for span in (*filter(None, (one.source, one.cue)), *one.quotes):
            assert one.start <= span.start < span.end <= one.end
    first = list(dict.fromkeys(one.speaker for one in article.sentences if one.speaker))
    assert [one.id for one in article.speakers] == first == [f"s{n + 1}" for n in range(len(first))]
    again = Article.from_json(article.to_json())
    assert again.sentences == article.sentences
    if not PAIRS.search(text):  # else a name has replacement characters (docs/reliability.md)
        assert again.speakers == article.speakers
    assert len(again.text) == len(text)


@pytest.mark.parametrize("text", CRASHERS)
def test_what_broke_it_once_breaks_it_no_more(text):
    check(text)


@settings(max_examples=N_EXAMPLES, suppress_health_check=[*HealthCheck])
@given(TEXTS)
def test_any_text_is_answered_soundly(text):
    check(text)
