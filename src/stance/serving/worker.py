"""One thread that predicts the articles of all clients, an article of each in turn."""

import logging
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from stance.article import Article
from stance.errors import LanguageWarning, StanceError
from stance.prediction.failing import ERROR, failed
from stance.prediction.scores import Progress

_logger = logging.getLogger(__name__)
_NEWEST = 0.1  # weight of the newest article in the mean time of one


class Predicts(Protocol):
    """What the worker asks of a predictor."""

    def predict(self, text: str, *, progress: Progress | None = None) -> Article:
        """Label an article, telling after each part of it how far that is."""


class QueueFullError(StanceError):
    """So many articles wait that no more are taken.

    Args:
        n_waiting: Those accepted and not done.
        retry_after_s: By when they should be done, in whole seconds.
    """

    def __init__(self, n_waiting: int, *, retry_after_s: int) -> None:
        super().__init__(f"{n_waiting} articles wait; ask again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class _AbandonedError(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    texts: Sequence[str]
    answers: list[Article] = field(default_factory=list)
    future: Future[list[Article]] = field(default_factory=Future)

    @property
    def n_left(self) -> int:
        return len(self.texts) - len(self.answers)

    def go_on(self, _n_done: int, _n_windows: int | None) -> None:
        """Stop between two windows if nobody waits for the answer any more."""
        if self.future.cancelled():
            raise _AbandonedError


class Worker:
    """Predicts what several threads submit, an article of each request in turn.

    A request with one article so waits for one article of every other, however many those have.
    Articles run one after the other: the windows of one keep the processor busy.

    Args:
        predictor: Answers.
        max_waiting: Articles that may be accepted and not done.
        tell: Called after each article with the seconds that it took, and whether it failed.
    """

    def __init__(
        self, predictor: Predicts, *, max_waiting: int, tell: Callable[[float, bool], None]
    ) -> None:
        self._predictor = predictor
        self._max_waiting = max_waiting
        self._tell = tell
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="stance worker", daemon=True)
        self._is_closed = False
        self._n_waiting = 0
        self._mean_s = 1.0

    @property
    def n_waiting(self) -> int:
        """Articles accepted and not done."""
        return self._n_waiting

    @property
    def is_alive(self) -> bool:
        """Whether it answers."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Answer what was accepted, then end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()

    def submit(self, texts: Sequence[str]) -> Future[list[Article]]:
        """Accept the articles of a request.

        Args:
            texts: Of one request.

        Returns:
            Their articles, in order; one that cannot be predicted says so in
            ``metadata["error"]``. Cancelling it leaves out what is not done.

        Raises:
            QueueFullError: If too many articles wait.
        """
        job = _Job(texts=texts)
        if not texts:
            job.future.set_result([])
            return job.future
        with self._changed:
            if self._n_waiting + len(texts) > self._max_waiting:
                seconds = max(1, round(self._n_waiting * self._mean_s))
                raise QueueFullError(self._n_waiting, retry_after_s=seconds)
            self._n_waiting += len(texts)
            self._jobs.append(job)
            self._changed.notify()
        return job.future

    def _run(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LanguageWarning)  # records say it
            while (job := self._next()) is not None:
                try:
                    self._take_turn(job)
                except _AbandonedError:
                    self._count(-job.n_left)

    def _next(self) -> _Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._is_closed)
            return self._jobs.popleft() if self._jobs else None

    def _take_turn(self, job: _Job) -> None:
        """Predict the next article of a request, which then goes to the end of the queue."""
        job.go_on(0, None)
        started = time.perf_counter()
        article = self._predict(job)
        took_s = time.perf_counter() - started
        self._mean_s += _NEWEST * (took_s - self._mean_s)
        self._tell(took_s, ERROR in article.metadata)
        job.answers.append(article)
        self._count(-1)
        if job.n_left:
            with self._changed:
                self._jobs.append(job)
        elif job.future.set_running_or_notify_cancel():
            job.future.set_result(job.answers)

    def _predict(self, job: _Job) -> Article:
        text = job.texts[len(job.answers)]
        try:
            return self._predictor.predict(text, progress=job.go_on)
        except _AbandonedError:
            raise
        # Whatever is wrong with one article, the others shall still be predicted.
        except Exception as error:  # noqa: BLE001
            _logger.warning("an article cannot be predicted (%s)", type(error).__name__)
            return failed(text, error)

    def _count(self, change: int) -> None:
        with self._changed:
            self._n_waiting += change
