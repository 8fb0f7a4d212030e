import threading
import time

import pytest

from serving.services import Held
from stance.serving.worker import QueueFullError, Worker


@pytest.fixture
def predictor():
    return Held()


@pytest.fixture
def told():
    return []


@pytest.fixture
def worker(predictor, told):
    made = Worker(predictor, max_waiting=4, tell=lambda _took_s, failed: told.append(failed))
    made.start()
    yield made
    predictor.go.set()
    made.close()


def wait_until(is_so):
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_request_is_answered_in_its_order(worker):
    articles = worker.submit(["Rain fell.", "Snow fell."]).result(10)

    assert [one.text for one in articles] == ["Rain fell.", "Snow fell."]
    assert all(one.sentences for one in articles)
    assert worker.n_waiting == 0


def test_a_request_without_articles_is_answered_at_once(worker):
    assert worker.submit([]).result(0) == []


def test_an_article_of_each_request_is_next(worker, predictor):
    first = worker.submit(["wait", "a2", "a3"])
    predictor.started.wait(10)
    second = worker.submit(["b1"])
    predictor.go.set()

    second.result(10), first.result(10)
    assert predictor.asked == ["wait", "b1", "a2", "a3"]


def test_an_article_that_fails_takes_no_other_with_it(worker, told, caplog):
    bad, good = worker.submit(["fail", "Rain fell."]).result(10)

    assert bad.metadata["error"] == {"type": "IndexError", "message": "secret words"}
    assert good.sentences
    assert told == [True, False]
    assert "IndexError" in caplog.text
    assert "secret" not in caplog.text


def test_a_full_queue_says_when_to_come_back(worker, predictor):
    worker.submit(["wait", "a2", "a3"])
    predictor.started.wait(10)

    with pytest.raises(QueueFullError, match="3 articles wait; ask again in 3 s") as refused:
        worker.submit(["b1", "b2"])

    assert refused.value.retry_after_s == 3
    worker.submit(["b1"])


def test_what_nobody_waits_for_stops_and_is_not_begun(worker, predictor):
    running = worker.submit(["wait", "a2"])
    predictor.started.wait(10)
    waiting = worker.submit(["b1"])

    assert running.cancel()
    assert waiting.cancel()

    wait_until(lambda: worker.n_waiting == 0)
    assert predictor.asked == ["wait"]


def test_closing_answers_what_was_accepted(predictor):
    worker = Worker(predictor, max_waiting=9, tell=lambda *_: None)
    worker.start()
    answers = [worker.submit(["wait 1"]), worker.submit(["Rain fell.", "Snow fell."])]
    threading.Timer(0.05, predictor.go.set).start()

    worker.close()

    assert [len(one.result(0)) for one in answers] == [1, 2]
    assert not worker.is_alive


def test_a_text_that_is_not_english_is_no_warning_here(worker):
    text = "Der Minister sagte, die Steuern würden nicht steigen, und das Wetter ist schön."

    (article,) = worker.submit([text]).result(10)

    assert article.metadata["language"]["is_english"] is False
