"""Headlines that Write Every Word Like This."""

import pytest

from stance.parts import Span
from stance.prediction.speakers.page import Page

_BODY = "\n\nAda Obi answered on Monday. She just gave some advice, the icon Obi said in New Orno."


def _names(headline, body=_BODY):
    page = Page(headline + body)
    return [word.text for word in page.words_of(Span(0, len(headline))) if page.is_name_word(word)]


@pytest.mark.parametrize(
    ("headline", "names"),
    [
        ("Ada Obi Just Gave Some Unwanted Advice", ["Ada", "Obi"]),
        ("Water Icon Ada Obi Gives Advice", ["Ada", "Obi"]),
        ("ADA OBI JUST GAVE SOME UNWANTED ADVICE", ["ADA", "OBI"]),
        ("In Orland, WHO Asks Obi Why She Waits", ["WHO", "Obi"]),
        ("New Advice Given For New Orno Dam", ["New", "Orno"]),
    ],
)
def test_only_what_is_a_name_below_is_one(headline, names):
    assert _names(headline) == names


@pytest.mark.parametrize("headline", ["Ada Obi gave advice to Ben Tarn", "Ada Obi Visits Tarn"])
def test_in_other_headlines_capitals_make_names(headline):
    assert "Tarn" in _names(headline)


def test_nobody_is_called_by_the_verb_of_a_headline(resolve):
    article = resolve(
        ("official", "[Former Mayor Ada Obi Just] Announced Her Endorsement"),
        ("official", "[Former Mayor Ada Obi] announced it on Sunday."),
        ("official", "It was time, [Obi] said."),
        between="\n",
    )

    assert [one.name for one in article.speakers] == ["Ada Obi"]
