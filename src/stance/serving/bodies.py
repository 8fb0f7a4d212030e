"""Reads what clients send: bodies with limits, articles in JSON, fields of forms."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from stance import record
from stance.corpus.rawtexts import RawArticle, to_article
from stance.errors import Fault

#: What nginx says of clients that hung up; nobody reads it but the log.
HUNG_UP = 499
#: What a record may be nested in, and what a form may have.
_MAX_DEPTH, _MAX_FIELDS = 20, 10


async def read_body(request: Request, *, max_bytes: int, timeout_s: float) -> bytes:
    """Read the body of a request.

    Args:
        request: Its body has not been read.
        max_bytes: It is refused as soon as it has more, or says that it will.
        timeout_s: Time for all of it to come.

    Returns:
        The body.

    Raises:
        HTTPException: 413 if it is too large, 408 if it comes too slowly.
    """
    content = bytearray()
    try:
        _check_size(int(request.headers.get("content-length", 0)), max_bytes)
        async with asyncio.timeout(timeout_s):
            async for piece in request.stream():
                content += piece
                _check_size(len(content), max_bytes)
    except TimeoutError as error:
        what = f"the request did not arrive within {timeout_s:g} s; send it again"
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, what) from error
    except ClientDisconnect as error:
        raise HTTPException(HUNG_UP, "the client hung up") from error
    return bytes(content)


def _check_size(n_bytes: int, max_bytes: int) -> None:
    if n_bytes > max_bytes:
        what = (
            f"the request has more than {max_bytes / 1e6:g} MB; send fewer or shorter articles, "
            "or start stance serve with a larger --max-megabytes"
        )
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, what)


def read_articles(body: bytes, *, max_articles: int) -> list[RawArticle | Fault]:
    """Read the articles of a request.

    Args:
        body: JSON: ``{"text": …}``, or ``{"articles": [{"text": …}, …]}`` with any other fields.
        max_articles: That a request may have.

    Returns:
        Each article, in order; in place of one that cannot be predicted, what is wrong with it.

    Raises:
        HTTPException: 400 if the body is something else, or the only article cannot be predicted;
            413 if it has too many.
    """
    fields = read_record(body)
    if ("text" in fields) == ("articles" in fields):
        what = 'send {"text": "…"} for one article, or {"articles": [{"text": "…"}, …]} for several'
        raise HTTPException(HTTPStatus.BAD_REQUEST, what)
    articles = fields.get("articles", [fields])
    if not isinstance(articles, list):
        raise HTTPException(HTTPStatus.BAD_REQUEST, '"articles" is no list; send [{"text": "…"}]')
    if len(articles) > max_articles:
        what = (
            f"{len(articles)} articles are more than wait here at once; send at most "
            f"{max_articles} in a request, or start stance serve with a larger --queue"
        )
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, what)
    found = [_read_article(one, number) for number, one in enumerate(articles, start=1)]
    if "text" in fields and isinstance(found[0], Fault):  # there is no other article to go on with
        raise HTTPException(HTTPStatus.BAD_REQUEST, found[0].what)
    return found


def read_record(body: bytes) -> Mapping[str, object]:
    """Read one JSON object, or refuse the request with status 400."""
    try:
        fields = record.parse(body.decode("utf-8"))
    except ValueError as error:
        what = f"{error}; send one JSON object in UTF-8"
        raise HTTPException(HTTPStatus.BAD_REQUEST, what) from error
    if _is_deeper(fields, _MAX_DEPTH):
        what = f"the JSON is nested more than {_MAX_DEPTH} deep; send flat fields"
        raise HTTPException(HTTPStatus.BAD_REQUEST, what)
    return fields


def read_form(body: bytes) -> dict[str, str]:
    """Read the fields of a form, the last of each name, or refuse the request with status 400."""
    try:
        form = body.decode("ascii")
        found = parse_qs(form, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        what = "this is no form of this page; send application/x-www-form-urlencoded in UTF-8"
        raise HTTPException(HTTPStatus.BAD_REQUEST, what) from error
    return {name: values[-1].replace("\r\n", "\n") for name, values in found.items()}


def _read_article(fields: object, number: int) -> RawArticle | Fault:
    place = f"article {number}"
    if not isinstance(fields, dict):
        return Fault(path=place, what='an article is a JSON object; send {"text": "…"}')
    if not isinstance(fields.get("text"), str):
        return Fault(path=place, what="each article needs its text, a string, in 'text'")
    if isinstance(fields.get("id"), bool):
        return Fault(path=place, what="id is true or false; give a string, or leave it out")
    return to_article(fields, path=place)


def _is_deeper(value: object, depth: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(depth == 0 or _is_deeper(one, depth - 1) for one in inner)
