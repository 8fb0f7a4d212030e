"""Articles as HTML: a fragment for a notebook, or a page that needs nothing from outside."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stance.rendering.quoting import short
from stance.rendering.templating import render
from stance.rendering.viewing import Readable, view_article


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """An article without styles on its way to a page, with its title for the list of contents.

    So many labels and speakers can be chosen in it.
    """

    title: str
    html: str
    n_labels: int = 0
    n_speakers: int = 0


def article_fragment(article: Readable, *, uncertain_below: float | None = None) -> str:
    """Give an article as HTML that can stand inside another page, as often as wanted.

    Args:
        article: Predicted or labelled.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], are marked; None for
            what the model that gave them says.

    Returns:
        One element with a class of its own, to which all styles in it are confined. It has no
        ``id``, no script, and nothing from outside.
    """
    part = page_part(article, uncertain_below=uncertain_below, level=3)
    return f'<div class="stance-view"><style>{styles_of([part])}</style>{part.html}</div>'


def article_page(article: Readable, *, uncertain_below: float | None = None) -> str:
    """Give an article as a page of its own, with labels marked as in ``article_fragment``."""
    return whole_page([page_part(article, uncertain_below=uncertain_below, level=1, number=1)])


def page_part(
    article: Readable,
    *,
    uncertain_below: float | None = None,
    level: int = 2,
    number: int | None = None,
) -> PagePart:
    """Give an article for ``whole_page``, under a heading of a level from 1 to 6.

    With a number, which no other part of the page has, a link before all that can be chosen in it
    leads on to its text.
    """
    view = view_article(article, uncertain_below=uncertain_below)
    return PagePart(
        title=view.title,
        html=render("article.html", view=view, level=level, number=number),
        n_labels=len(view.labels),
        n_speakers=len(view.speakers),
    )


def fault_part(title: str, what: str) -> PagePart:
    """Give what stands on a page in place of an article that cannot be read, and why."""
    return PagePart(
        title=short(title), html=render("fault.html", title=short(title), what=short(what))
    )


def whole_page(parts: Sequence[PagePart]) -> str:
    """Give articles as one page, with a list of contents if there are several.

    It needs nothing from outside, and may not load anything.
    """
    return render("page.html", parts=parts, styles=Markup(styles_of(parts)))


def styles_of(parts: Sequence[PagePart]) -> str:
    """Give the styles that articles need on one page."""
    return render(
        "article.css",
        n_labels=max((one.n_labels for one in parts), default=0),
        n_speakers=max((one.n_speakers for one in parts), default=0),
    )
