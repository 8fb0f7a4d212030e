"""The templates of the package: those of articles, and those of reports."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from stance.rendering import palette
from stance.rendering.quoting import spelt


def render(template: str, /, **values: object) -> str:
    """Fill a template, whose name stands without its ending; all values are escaped.

    What HTML has no spelling for is replaced, character for character.
    """
    return spelt(_environment().get_template(f"{template}.jinja").render(values))


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
