"""Predicting in several processes at once, in order and in constant memory."""

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Protocol

from stance.article import Article
from stance.errors import WorkerError

#: Batches that are handed out for each process before the oldest must be answered.
_AHEAD = 3


class Answers(Protocol):
    """What a process asks of its model."""

    def answer(self, text: str) -> Article:
        """Predict a text, or give its record without labels if that fails."""


def answer_in_processes(
    texts: Iterable[str], *, load: Callable[[], Answers], n_processes: int, batch_size: int
) -> Iterator[Article]:
    """Predict texts in processes of their own, each of which loads the model once.

    Texts are read as they are needed: at most three batches for each process are under way.

    Args:
        texts: Any number of them.
        load: Gives the model; it is pickled, and called in each process.
        n_processes: At least 1; they are spawned, and end with this one, however it ends.
        batch_size: Texts that a process is given at once, at least 1.

    Yields:
        An article for each text, in their order.

    Raises:
        WorkerError: If a process ends by itself.
    """
    pickled = pickle.dumps(load)
    remaining = iter(texts)
    waiting: deque[Future[list[Article]]] = deque()
    pool = ProcessPoolExecutor(n_processes, mp_context=get_context("spawn"), initializer=_begin)
    try:
        while batch := list(islice(remaining, batch_size)):
            waiting.append(pool.submit(_answer_batch, pickled, batch))
            if len(waiting) >= _AHEAD * n_processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError(n_processes) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when it does: a pool waits for work without end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _loaded(pickled: bytes) -> Answers:
    load: Callable[[], Answers] = pickle.loads(pickled)
    return load()


def _answer_batch(pickled: bytes, texts: Sequence[str]) -> list[Article]:
    model = _loaded(pickled)
    return [model.answer(text) for text in texts]
