"""What the routes share: the model, the worker behind it, and the limits."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request

from stance.article import Article
from stance.corpus.links import read_link
from stance.corpus.rawtexts import RawArticle
from stance.errors import LinkError, MissingExtraError
from stance.prediction.predictor import Predictor
from stance.serving.bodies import HUNG_UP, read_body
from stance.serving.limits import Limits
from stance.serving.metrics import Metrics
from stance.serving.page import Sent
from stance.serving.worker import QueueFullError, Worker

#: Links that are read at once.
_MAX_LINKS = 4


class Service:
    """What the routes share.

    Args:
        predictor: The model.
        limits: What is taken at most.
    """

    def __init__(self, predictor: Predictor, limits: Limits) -> None:
        self.predictor = predictor
        self.limits = limits
        self.metrics = Metrics(lambda: self.worker.n_waiting)
        self.worker = Worker(
            predictor, max_waiting=limits.max_waiting, tell=self.metrics.count_article
        )
        self._links = CapacityLimiter(_MAX_LINKS)

    @property
    def model(self) -> str:
        """Which model answers, for people."""
        return f"{self.predictor.name}, {self.predictor.manifest.created[:10]}"

    async def body(self, request: Request, *, times: int = 1) -> bytes:
        """Read a body, which may have so many times as many bytes as an article."""
        limits = self.limits
        return await read_body(
            request, max_bytes=times * limits.max_bytes, timeout_s=limits.timeout_s
        )

    async def predict(self, request: Request, texts: Sequence[str]) -> list[Article]:
        """Predict the articles of a request.

        Args:
            request: Its body has been read.
            texts: Of the articles.

        Returns:
            The articles, in order.

        Raises:
            HTTPException: 429 if too many articles wait, 503 if it takes too long, 499 if the
                client hangs up meanwhile. What is not done by then is left out.
        """
        try:
            answer = asyncio.wrap_future(self.worker.submit(texts))
        except QueueFullError as error:
            wait = {"Retry-After": str(error.retry_after_s)}
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, str(error), wait) from error
        gone = asyncio.create_task(_hang_up(request))
        try:
            either: set[asyncio.Future[list[Article]] | asyncio.Task[None]] = {answer, gone}
            await asyncio.wait(
                either, timeout=self.limits.timeout_s, return_when=asyncio.FIRST_COMPLETED
            )
            if answer.done():
                return answer.result()
        finally:
            gone.cancel()
            answer.cancel()
        if gone.done():
            raise HTTPException(HUNG_UP, "the client hung up")
        what = (
            f"not done within {self.limits.timeout_s:g} s; send fewer or shorter articles, "
            "or start stance serve with a larger --timeout"
        )
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, what, {"Retry-After": "1"})

    async def read(self, sent: Sent) -> RawArticle:
        """Read what somebody put into the form.

        Args:
            sent: A text or a link.

        Returns:
            The article.

        Raises:
            HTTPException: 400 if there is no article, 429 if many links are being read, 502 if
                the page cannot or may not be read.
        """
        if bool(sent.text.strip()) == bool(sent.link):
            raise HTTPException(
                HTTPStatus.BAD_REQUEST, "Paste a text or give a link; one of the two."
            )
        if sent.link:
            return await self._read_link(sent.link)
        return RawArticle(text=sent.text, path="the form")

    async def _read_link(self, link: str) -> RawArticle:
        if not self._links.available_tokens:
            what = "Many links are being read; try again in a moment, or paste the text."
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, what, {"Retry-After": "5"})
        try:
            return await run_sync(read_link, link, limiter=self._links)
        except LinkError as error:
            raise HTTPException(HTTPStatus.BAD_GATEWAY, f"The page {error.fault}.") from error
        except MissingExtraError as error:
            raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, f"{error}") from error


async def _hang_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
