"""What every request passes: the token, headers of the answer, counts, and a line of log."""

import base64
import binascii
import logging
import time
import traceback
from http import HTTPStatus
from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stance.serving.metrics import Metrics

_logger = logging.getLogger(__name__)
#: What may be asked without the token.
_FREE = "/health"
#: An answer says itself which styles it may have.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_METHODS = frozenset(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


def page_policy(nonce: str) -> dict[str, str]:
    """Give the header that allows a page the styles with this nonce, and nothing else."""
    return {"Content-Security-Policy": f"{_POLICY}; style-src 'nonce-{nonce}'"}


class Guard:
    """Stands before an application.

    Nothing that a client sent gets into the log: a request is named by its route.

    Args:
        app: The application.
        metrics: Counts requests.
        token: To be sent as ``Authorization: Bearer …``, or by a browser as the password of any
            user; None if nobody needs one.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics, token: str | None) -> None:
        self._app = app
        self._metrics = metrics
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=message["headers"])
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                message = {**message, "headers": headers.raw}
            await send(message)

        try:
            app = self._app if self._is_allowed(scope) else _refusal()
            await app(scope, receive, send_guarded)
        # Its message may hold words of an article, so only its kind and place are told.
        except Exception as error:  # noqa: BLE001
            place = traceback.extract_tb(error.__traceback__)[-1]
            _logger.error(
                "%s at %s:%d; please report it", type(error).__name__, place.filename, place.lineno
            )
            if not status:
                what = f"the service failed ({type(error).__name__}); please report it"
                answer = JSONResponse({"detail": what}, HTTPStatus.INTERNAL_SERVER_ERROR)
                await answer(scope, receive, send_guarded)
        finally:
            self._tell(scope, status=status, took_s=time.perf_counter() - started)

    def _is_allowed(self, scope: Scope) -> bool:
        if self._token is None or scope["path"] == _FREE:
            return True
        kind, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode().partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return False
        elif kind.lower() != "bearer":
            return False
        return compare_digest(given.strip().encode(), self._token.encode())

    def _tell(self, scope: Scope, *, status: int, took_s: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.count_request(method=method, route=route, status=status, took_s=took_s)
        _logger.info("%s %s %d %.3f s", method, route, status, took_s)


def _refusal() -> JSONResponse:
    what = "this service needs its token; send it as 'Authorization: Bearer <token>'"
    challenge = {"WWW-Authenticate": 'Bearer, Basic realm="stance, any name, token as password"'}
    return JSONResponse({"detail": what}, HTTPStatus.UNAUTHORIZED, headers=challenge)
