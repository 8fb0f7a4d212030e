"""Articles as HTML: a fragment for a notebook, or a page that needs nothing from outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from stance.rendering import palette
from stance.rendering.viewing import view_article
from stance.rendering.views import ArticleView, Readable


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePart:
    """An article on its way to a page.

    Attributes:
        title: For the list of contents.
        html: The article without styles.
        n_labels: How many labels can be chosen.
        n_speakers: How many speakers can be chosen.
    """

    title: str
    html: str
    n_labels: int
    n_speakers: int


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
    return f'<div class="stance-view"><style>{_styles([part])}</style>{part.html}</div>'


def article_page(article: Readable, *, uncertain_below: float | None = None) -> str:
    """Give an article as a page of its own.

    Args:
        article: Predicted or labelled.
        uncertain_below: As in ``article_fragment``.

    Returns:
        The whole page.
    """
    return whole_page([page_part(article, uncertain_below=uncertain_below, level=1)])


def page_part(
    article: Readable, *, uncertain_below: float | None = None, level: int = 2
) -> PagePart:
    """Give an article for ``whole_page``.

    Args:
        article: Predicted or labelled.
        uncertain_below: As in ``article_fragment``.
        level: Of its heading, 1 to 6.

    Returns:
        The part.
    """
    view = view_article(article, uncertain_below=uncertain_below)
    html = _environment().get_template("article.html.jinja").render(view=view, level=level)
    return PagePart(
        title=view.title, html=html, n_labels=len(view.labels), n_speakers=len(view.speakers)
    )


def fault_part(title: str, what: str) -> PagePart:
    """Give what stands on a page in place of an article that cannot be read.

    Args:
        title: Where it is from.
        what: Why it cannot be read.

    Returns:
        The part.
    """
    view = ArticleView.of_fault(title, what)
    html = _environment().get_template("article.html.jinja").render(view=view, level=2)
    return PagePart(title=view.title, html=html, n_labels=0, n_speakers=0)


def whole_page(parts: Sequence[PagePart]) -> str:
    """Give articles as one page, with a list of contents if there are several.

    Args:
        parts: As ``page_part`` gives them.

    Returns:
        The page. It needs nothing from outside, and may not load anything.
    """
    template = _environment().get_template("page.html.jinja")
    return template.render(parts=parts, styles=Markup(_styles(parts)))


def _styles(parts: Sequence[PagePart]) -> str:
    return (
        _environment()
        .get_template("article.css.jinja")
        .render(
            n_labels=max((one.n_labels for one in parts), default=0),
            n_speakers=max((one.n_speakers for one in parts), default=0),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("stance.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["exact"] = _exact
    environment.filters["pair"] = lambda one: f"light-dark({one.light}, {one.dark})"
    environment.globals["palette"] = palette
    return environment


def _exact(text: str) -> Markup:
    """Escape words so that a browser reads each of them: it would take a CR for a line feed."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))
