"""What a source says of the speaker it names."""

from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.reading import read_mention


def told_of(source: str, text: str = "") -> tuple[str, str]:
    """Give what a source is called, in an article that goes on, and the role beside a name."""
    page = Page(f"{source} {text}")
    mention = read_mention(page, Span(0, len(source)))
    role = mention.role if mention.name else None
    called = source[mention.called.start : mention.called.end]
    return called, source[role.start : role.end] if role else ""
