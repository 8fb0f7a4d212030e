"""Services in tests: what answers is made up, and can be held up."""

import threading
from contextlib import contextmanager
from dataclasses import replace

from starlette.testclient import TestClient

from reliability.stub import make_predictor
from stance.prediction.predictor import Predictor
from stance.serving.app import create_app
from stance.serving.limits import Limits


class Held(Predictor):
    """A predictor that fails on one text, and waits with another until it is let go.

    Attributes:
        started: Set as soon as it begins to wait.
        go: Ends its waiting; so does an answer that nobody wants.
        asked: The texts, in the order in which they were begun.
    """

    def __init__(self):
        made = make_predictor()
        self.__dict__.update(made.__dict__)
        self.started, self.go, self.asked = threading.Event(), threading.Event(), []

    def predict(self, text, *, progress=None):
        self.asked.append(text)
        if text == "fail":
            raise IndexError("secret words")
        while text.startswith("wait") and not self.go.wait(0.01):
            self.started.set()
            progress(1, 2)
        return super().predict(text, progress=progress)


@contextmanager
def served(predictor=None, *, token=None, **limits):
    """Give a client of a service."""
    app = create_app(predictor or Held(), limits=replace(Limits(), **limits), token=token)
    with TestClient(app) as client:
        yield client
