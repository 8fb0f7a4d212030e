"""The routes for programs: articles in, records out; health, model, counts."""

from anyio.to_thread import run_sync
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import stance
from stance.corpus.rawtexts import RawArticle
from stance.serving.answers import records_json
from stance.serving.bodies import read_articles
from stance.serving.service import Service

_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Detail(BaseModel):
    """What went wrong, and what to do."""

    detail: str


class Records(BaseModel):
    """A corpus record for each article, in order; one that failed has the field ``error``."""

    articles: list[dict[str, object]]


class Model(BaseModel):
    """Which model answers."""

    name: str
    digest: str
    created: str
    labels: list[str]
    uncertain_below: float
    version: str


class Health(BaseModel):
    """Whether the service answers, and how many articles are accepted and not done."""

    status: str
    n_waiting: int


_TEXT: dict[str, object] = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "pattern": r"\S"},
        "id": {"type": ["string", "integer", "null"]},
        "title": {"description": "kept, as any other field is"},
    },
}
_ANY = {"description": "anything else; there is a record with the field error in its place"}
_MANY: dict[str, object] = {
    "type": "object",
    "required": ["articles"],
    "properties": {"articles": {"type": "array", "items": {"anyOf": [_TEXT, _ANY]}}},
    "not": {"required": ["text"]},
}
_PREDICT_BODY: dict[str, object] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"oneOf": [{**_TEXT, "not": {"required": ["articles"]}}, _MANY]}
            }
        },
    }
}
_FAILURES: dict[int | str, dict[str, object]] = {
    code: {"model": Detail, "description": what}
    for code, what in {
        400: "Not what is to be sent",
        401: "The token is missing or wrong",
        408: "The request came too slowly",
        413: "More than is taken at once",
        429: "Too many articles wait; Retry-After says when to ask again",
        503: "Not done in time",
    }.items()
}


def add_api(app: FastAPI, service: Service) -> None:
    """Add the routes for programs to an application."""
    predictor = service.predictor

    @app.post(
        "/predict", responses={200: {"model": Records}, **_FAILURES}, openapi_extra=_PREDICT_BODY
    )
    async def predict(request: Request) -> Response:
        """Label the sentences of one article or of several."""
        body = await service.body(request)
        found = await run_sync(lambda: read_articles(body, max_articles=service.limits.max_waiting))
        texts = [one.text for one in found if isinstance(one, RawArticle)]
        articles = await service.predict(request, texts)
        answer = await run_sync(records_json, found, articles)
        return Response(answer, media_type="application/json")

    @app.get("/health", responses={503: {"model": Health}})
    async def health() -> JSONResponse:
        """Say whether the service answers."""
        is_well = service.worker.is_alive
        answer = Health(status="ok" if is_well else "stopped", n_waiting=service.worker.n_waiting)
        return JSONResponse(answer.model_dump(), 200 if is_well else 503)

    @app.get("/model")
    async def model() -> Model:
        """Say which model answers."""
        return Model(
            name=predictor.name,
            digest=predictor.digest,
            created=predictor.manifest.created,
            labels=[str(one) for one in predictor.manifest.label_scheme.names],
            uncertain_below=predictor.uncertain_below,
            version=stance.__version__,
        )

    @app.get("/metrics", response_class=Response)
    async def metrics() -> Response:
        """Give counts for Prometheus."""
        return Response(service.metrics.to_text(), media_type=_METRICS_TYPE)
