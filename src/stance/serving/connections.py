"""Connections that end in a bounded time, however slowly the client at the other end is."""

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: An answer that is taken more slowly, in bytes a second, is broken off.
_SLOWEST = 10_000
_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


def protocol_with(timeout_s: float) -> type[asyncio.Protocol]:
    """Give the protocol for a server whose clients have so many seconds for each step."""
    return type("BoundedProtocol", (_BoundedProtocol,), {"timeout_s": timeout_s})


class _BoundedProtocol(H11Protocol):
    """Ends connections that uvicorn would wait for without end.

    Uvicorn has a limit for the pause between two requests, and the routes have theirs for a body
    and for the answer. Here are those for the rest: the head of a request, what a client still
    sends of a body when it has its answer, and how slowly it takes that. Uvicorn has no other place
    for them than its protocol, hence the inheritance.
    """

    timeout_s: ClassVar[float]
    _asking: asyncio.TimerHandle | None = None
    _answering: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._await_request()

    def data_received(self, data: bytes) -> None:
        """Take a piece of a request."""
        super().data_received(data)
        self._await_request()

    def on_response_complete(self) -> None:
        """Begin to wait until the answer is taken."""
        super().on_response_complete()
        self._await_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        for timer in filter(None, (self._asking, self._answering)):
            timer.cancel()
        super().connection_lost(exc)

    def _await_request(self) -> None:
        """Let the time run from the first sign of a request until its head is there."""
        is_answered = self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]  # uvicorn says that it is never None, and begins with None
        if not is_answered and self._asking is not None:
            self._asking.cancel()
            self._asking = None
        elif is_answered and self._asking is None:
            self._asking = self.loop.call_later(self.timeout_s, self._give_up)

    def _give_up(self) -> None:
        if self.conn.our_state is h11.IDLE and not self.transport.is_closing():
            self.transport.write(_LATE)
        self.transport.close()  # once what waits to be sent is taken
        self._await_reading()

    def _await_reading(self) -> None:
        """Break off unless what waits to be sent is taken fast enough."""
        left = self.transport.get_write_buffer_size()
        if left and self._answering is None:
            self._answering = self.loop.call_later(self.timeout_s, self._check_reading, left)

    def _check_reading(self, before: int) -> None:
        self._answering = None
        left = self.transport.get_write_buffer_size()
        if left and before - left < _SLOWEST * self.timeout_s:
            self.transport.abort()
        else:
            self._await_reading()
