"""The page of the service: a form, and below it the article that was sent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from stance.article import Article
from stance.prediction.failing import ERROR
from stance.rendering.page import PagePart, page_part, styles_of
from stance.rendering.templating import render
from stance.rendering.viewing import view_article
from stance.serving.answers import sentences_csv

_OUTLET = 0
_UNTITLED = "The article"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRow:
    """A line of the table of who speaks.

    Attributes:
        name: Of the speaker, or what stands for the outlet.
        role: As the article says it; may be empty.
        capacity: Kind of the speaker.
        n_sentences: Of theirs.
        n_words: In those.
        word_fraction: Of all words that are in sentences, in [0, 1].
    """

    name: str
    role: str
    capacity: str
    n_sentences: int
    n_words: int
    word_fraction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody put into the form."""

    text: str = ""
    link: str = ""


def form_page(*, model: str, nonce: str, sent: Sent | None = None, note: str = "") -> str:
    """Give the page with its form.

    Args:
        model: Which model answers.
        nonce: By which the header of the answer allows the styles of this page, and no others.
        sent: What stands in the form.
        note: What went wrong, and what to do.

    Returns:
        HTML that loads nothing and runs nothing.
    """
    values = {"model": model, "nonce": nonce, "sent": sent or Sent(), "note": note}
    return render("service.html", **values, part=None, styles=_styles([]), speakers=(), saved={})


def article_answer(article: Article, *, model: str, nonce: str, sent: Sent) -> str:
    """Give the page with an article below its form: highlighted, who speaks, and copies of it."""
    part = page_part(_titled(article), number=1)
    return render(
        "service.html",
        model=model,
        nonce=nonce,
        sent=sent,
        note="",
        part=part,
        styles=_styles([part]),
        speakers=speaker_rows(article),
        saved={}
        if ERROR in article.metadata
        else {"JSON": article.to_json(indent=2), "CSV": sentences_csv(article)},
    )


def _titled(article: Article) -> Article:
    """Give a pasted article something better than its id for a title."""
    if article.metadata.get("title"):
        return article
    return replace(article, metadata={**article.metadata, "title": _UNTITLED})


def speaker_rows(article: Article) -> list[SpeakerRow]:
    """Give who speaks in an article and how much, most words first."""
    view = view_article(article)
    n_words: Counter[int] = Counter()
    for sentence in view.sentences:
        n_words[sentence.speaker] += len("".join(one.text for one in sentence.pieces).split())
    n_all = max(n_words.total(), 1)

    known = [
        (one.number, one.name, one.role, one.capacity, one.n_sentences) for one in view.speakers
    ]
    if view.n_of_outlet:
        known.append((_OUTLET, "the outlet itself", "", "", view.n_of_outlet))
    rows = [
        SpeakerRow(
            name=name,
            role=role,
            capacity=capacity,
            n_sentences=n_sentences,
            n_words=n_words[number],
            word_fraction=n_words[number] / n_all,
        )
        for number, name, role, capacity, n_sentences in known
    ]
    return sorted(rows, key=lambda one: -one.n_words)


def _styles(parts: Sequence[PagePart]) -> Markup:
    return Markup(styles_of(parts) + render("service.css"))
