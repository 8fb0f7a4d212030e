"""Texts of Global Voices: posts in HTML, as a public repository stores them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from stance.corpus.publictexts import PublicText, read_each
from stance.errors import MissingExtraError

_FIELDS = ("link", "title", "content")
_PARAGRAPHS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote")
#: What is no part of the article's own text: pictures with captions, and posts of other sites.
_ASIDES = ("figure", "figcaption", "script", "style")
_ASIDE_CLASSES = ("wp-caption", "twitter-tweet", "instagram-media")
_TRANSLATION = "translation"


def read_posts(paths: Sequence[Path], *, urls: Iterable[str]) -> list[PublicText]:
    """Read the articles of Global Voices in the repository Crowd-AI-Lab/cocolofa.

    Offsets count the headline and the paragraphs, joined by empty lines; white space inside them
    is one space. Where a quotation stands in its own language and in English, only the translation
    is read.

    Args:
        paths: ``dev.json`` and ``test.json``; the comments in them are not read.
        urls: Addresses of the articles that are wanted.

    Returns:
        Those that are there, in the order of the files.

    Raises:
        CorpusError: With every file that cannot be read or holds something else.
        MissingExtraError: If lxml, which reads HTML, is not installed.
    """
    wanted = set(urls)

    def read(path: Path) -> list[PublicText]:
        return [
            PublicText(url=post["link"], text=_text_of(post))
            for post in _posts_of(path)
            if post["link"] in wanted
        ]

    return read_each(
        paths, read, files="dev.json and test.json of github.com/Crowd-AI-Lab/cocolofa"
    )


def _posts_of(path: Path) -> list[dict[str, str]]:
    posts = json.loads(path.read_text("utf-8"))
    if not isinstance(posts, list) or not all(_is_post(one) for one in posts):
        raise ValueError(f"not a list of articles with the fields {', '.join(_FIELDS)}")
    return posts


def _is_post(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(found.get(one), str) for one in _FIELDS)


def _text_of(post: dict[str, str]) -> str:
    try:
        from lxml import html
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading HTML", extra="label", package="lxml") from error
    root = html.fromstring(f"<div>{post['content']}</div>")
    found = [post["title"], *(element.text_content() for element in _paragraphs(root))]
    paragraphs = (" ".join(one.split()) for one in found)
    return "\n\n".join(one for one in paragraphs if one)


def _paragraphs(root: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml is untyped
    """Give the elements that are paragraphs of the article, none of them inside another."""
    for element in root.iter(*_PARAGRAPHS):
        around = list(element.iterancestors())
        if any(_is_aside(one) for one in (element, *around)):
            continue
        is_frame = element.tag == "blockquote" and element.find(".//p") is not None
        is_inside = element.tag == "p" and any(one.tag == "li" for one in around)
        if not is_frame and not is_inside:
            yield element


def _is_aside(element: Any) -> bool:  # noqa: ANN401
    classes = element.get("class", "").split()
    if element.tag in _ASIDES or any(one in _ASIDE_CLASSES for one in classes):
        return True
    after = element.getnext()
    return (
        element.tag == "blockquote"
        and _TRANSLATION not in classes
        and after is not None
        and after.tag == "blockquote"
        and _TRANSLATION in after.get("class", "").split()
    )
