"""The application: the routes for programs and for people, behind one guard."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import FastAPI, Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import stance
from stance.article import Article
from stance.corpus.rawtexts import DistinctIds
from stance.prediction.input_fields import with_input_fields
from stance.prediction.predictor import Predictor
from stance.rendering.page import article_page
from stance.schemes import LabelScheme
from stance.serving.answers import sentences_csv
from stance.serving.api import add_api
from stance.serving.bodies import read_form, read_record
from stance.serving.guard import Guard, page_policy
from stance.serving.limits import Limits
from stance.serving.page import Sent, article_answer, form_page
from stance.serving.service import Service

#: A record that comes back to be saved may be so many times as large as an article.
_RECORD_SIZE = 20


class Format(StrEnum):
    """What an article can be saved as."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"


_MEDIA_TYPES = {Format.JSON: "application/json", Format.CSV: "text/csv", Format.HTML: "text/html"}


def create_app(
    predictor: Predictor, *, limits: Limits | None = None, token: str | None = None
) -> FastAPI:
    """Make the application, for any server that speaks ASGI.

    Args:
        predictor: The model.
        limits: What is taken at most.
        token: That every request needs but ``/health``; None if none does.

    Returns:
        The application. Its worker starts and ends with it; as it ends it answers what it has
        accepted.
    """
    service = Service(predictor, limits or Limits())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        service.worker.start()
        yield
        await run_sync(service.worker.close)

    app = FastAPI(
        title="stance",
        description="Who is speaking in a news article, and in what capacity.",
        version=stance.__version__,
        lifespan=lifespan,
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
    )
    add_api(app, service)
    _add_page(app, service)
    app.add_middleware(Guard, metrics=service.metrics, token=token)
    return app


def _add_page(app: FastAPI, service: Service) -> None:
    model = service.model

    @app.get("/", include_in_schema=False)
    async def form() -> HTMLResponse:
        return _page(lambda nonce: form_page(model=model, nonce=nonce))

    @app.post("/", include_in_schema=False)
    async def show(request: Request) -> HTMLResponse:
        sent = Sent()
        try:
            fields = read_form(await service.body(request))
            sent = Sent(text=fields.get("text", ""), link=fields.get("link", "").strip())
            raw = await service.read(sent)
            predicted = (await service.predict(request, [raw.text]))[0]
        except HTTPException as error:
            note = error.detail
            return _page(
                lambda nonce: form_page(model=model, nonce=nonce, sent=sent, note=note),
                status=error.status_code,
                headers=error.headers,
            )
        article = with_input_fields(predicted, raw, ids=DistinctIds())
        return await run_sync(
            _page,
            lambda nonce: article_answer(article, model=model, nonce=nonce, sent=sent),
        )

    @app.post("/save/{kind}", include_in_schema=False)
    async def save(request: Request, kind: Annotated[Format, Path()]) -> Response:
        body = await service.body(request, times=_RECORD_SIZE)
        scheme = service.predictor.manifest.label_scheme
        content = await run_sync(lambda: _saved(body, kind, scheme=scheme))
        name = f'attachment; filename="article.{kind}"'
        return Response(
            content, media_type=_MEDIA_TYPES[kind], headers={"Content-Disposition": name}
        )


def _page(
    render: Callable[[str], str], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Give a page, made with a nonce for its styles."""
    nonce = secrets.token_urlsafe(16)
    return HTMLResponse(render(nonce), status, headers={**page_policy(nonce), **(headers or {})})


def _saved(body: bytes, kind: Format, *, scheme: LabelScheme) -> str:
    """Give the article of a page in a format; its record came back with the form."""
    fields = read_record(read_form(body).get("record", "").encode("utf-8"))
    try:
        article = Article.from_dict(fields, scheme=scheme)
    except ValueError as error:
        what = f"this is no record of this page ({error}); show the article again"
        raise HTTPException(HTTPStatus.BAD_REQUEST, what) from error
    if kind is Format.JSON:
        return article.to_json(indent=2) + "\n"
    # a spreadsheet program takes a file without the mark for one in its own encoding
    return "\ufeff" + sentences_csv(article) if kind is Format.CSV else article_page(article)
