"""Models for worker processes, which find them by the name of this module."""

import os
import signal
import time

from stance.article import Article
from stance.errors import ArtifactError
from stance.prediction.failing import failed


class Echo:
    """Answers with the text; the first letters may be an order."""

    def answer(self, text):
        if text.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if text.startswith("fail"):
            return failed(text, IndexError("out of range"))
        if text.startswith("slow"):
            time.sleep(0.3)
        return Article(text=text, metadata={"process": os.getpid()})


def load_echo():
    return Echo()


def load_nothing():
    raise ArtifactError("nowhere", "is gone")
