"""Clients that are slow, or leave."""

import asyncio

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from serving.services import Held
from stance.serving.bodies import HUNG_UP, read_body, read_form
from stance.serving.limits import Limits
from stance.serving.service import Service


def asking(receive):
    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def read(receive, **limits):
    limits = {"max_bytes": 100, "timeout_s": 10} | limits
    return asyncio.run(read_body(asking(receive), **limits))


async def leave():
    return {"type": "http.disconnect"}


def test_a_body_may_come_in_pieces():
    pieces = iter([b"ab", b"", b"cd"])

    async def receive():
        piece = next(pieces)
        return {"type": "http.request", "body": piece, "more_body": piece != b"cd"}

    assert read(receive, max_bytes=4) == b"abcd"


def test_a_body_that_does_not_come_is_given_up():
    async def receive():
        await asyncio.sleep(60)

    with pytest.raises(HTTPException, match=r"did not arrive within 0\.01 s") as refused:
        read(receive, timeout_s=0.01)

    assert refused.value.status_code == 408


def test_a_client_may_leave_before_all_is_sent():
    with pytest.raises(HTTPException) as gone:
        read(leave)

    assert gone.value.status_code == HUNG_UP


def test_what_a_client_asked_for_ends_when_it_leaves():
    predictor = Held()
    service = Service(predictor, Limits())
    events = iter(["http.request", "http.disconnect"])

    async def receive():
        await asyncio.to_thread(predictor.started.wait, 10)
        return {"type": next(events)}

    service.worker.start()
    try:
        with pytest.raises(HTTPException) as gone:
            asyncio.run(service.predict(asking(receive), ["wait", "Rain fell."]))
    finally:
        service.worker.close()

    assert gone.value.status_code == HUNG_UP
    assert predictor.asked == ["wait"]
    assert service.worker.n_waiting == 0


@pytest.mark.parametrize(
    "body", ["text=ä".encode(), b"text=%ff", b"text=%ED%A0%80", b"&".join([b"a=b"] * 20)]
)
def test_what_is_no_form_is_refused(body):
    with pytest.raises(HTTPException, match="no form of this page") as refused:
        read_form(body)

    assert refused.value.status_code == 400
