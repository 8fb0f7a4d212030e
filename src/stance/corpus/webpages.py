"""What a reader reads of a news page in HTML."""

from collections.abc import Mapping

from stance.errors import MissingExtraError


def read_page(content: bytes) -> Mapping[str, object]:
    """Find the article in a web page, without menus, comments and advertisements.

    Args:
        content: The page, in whatever encoding it declares.

    Returns:
        The fields ``text``, ``title``, ``url`` and ``published`` as far as the page has them;
        ``text`` is empty if it has no article.

    Raises:
        MissingExtraError: If trafilatura, which finds it, is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading HTML", extra="label", package="trafilatura") from error
    found = bare_extraction(content, with_metadata=True, include_comments=False)
    if found is None:
        return {"text": ""}
    page = found.as_dict()
    fields = {"text": page["text"], "title": page["title"], "url": page["url"]}
    return fields | {"published": page["date"]}
