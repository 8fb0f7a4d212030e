"""Raw articles one after the other, each text and each id once, with what was wrong with some."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from stance.corpus.rawfields import RawArticle
from stance.corpus.rawtexts import read_raw
from stance.errors import Fault

#: Faults that are told one by one; of more only their number is.
MAX_FAULTS_KEPT = 200


class RawReading:
    """All articles of all files, each with its number.

    Args:
        files: In the order in which they are read.
        text_column: Of CSV files.

    Attributes:
        faults: What was wrong with the articles left out; at most ``MAX_FAULTS_KEPT``.
        n_faults: How many were left out so far.
        n_read: How many were looked at so far.
    """

    def __init__(self, files: Sequence[Path], *, text_column: str) -> None:
        self._files = files
        self._text_column = text_column
        self._seen: dict[bytes, str] = {}
        self.faults: list[Fault] = []
        self.n_faults = self.n_read = 0

    def __iter__(self) -> Iterator[tuple[int, RawArticle]]:
        for path in self._files:
            for one in read_raw(path, text_column=self._text_column):
                found = self._twin(one) if isinstance(one, RawArticle) else one
                if isinstance(found, Fault):
                    self.n_faults += 1
                    self.faults += [found] if len(self.faults) < MAX_FAULTS_KEPT else []
                else:
                    yield self.n_read, found
                self.n_read += 1

    def _twin(self, raw: RawArticle) -> RawArticle | Fault:
        """Give the article, or say that its text or its id has been there before."""
        digests = {
            what: sha256(f"{what}:{key}".encode()).digest()[:12]
            for what, key in (("text", raw.text), ("id", raw.id))
            if key
        }
        for what, digest in digests.items():
            if digest in self._seen:
                fault = f"has the {what} of {self._seen[digest]}; it is labelled once"
                return Fault(path=raw.path, line=raw.line, what=fault)
        self._seen |= dict.fromkeys(digests.values(), raw.place)
        return raw
