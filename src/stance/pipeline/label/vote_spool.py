"""Votes on disk, article by article: what a killed run has done is not done again."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from stance.article import Article
from stance.files import PARTIAL_PREFIX
from stance.frozen import FrozenDict
from stance.labeling.polling import Failure, PolledArticle, PolledSentence
from stance.labels import Label
from stance.parts import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledArticle:
    """An article with what labelling functions say of it.

    Attributes:
        number: Of the article among all that were read, from 0; faulty ones count.
        article: The article without sentences.
        polled: What the functions say.
    """

    number: int
    article: Article
    polled: PolledArticle


class VoteSpool:
    """A file of votes beside the output.

    Args:
        path: The file.
        header: What the run is of; a spool of something else is started anew.

    Attributes:
        n_done: Articles that need not be read again, faulty ones included.
    """

    def __init__(self, path: Path, *, header: Mapping[str, object]) -> None:
        self.path = path
        self._first = json.dumps(header, sort_keys=True) + "\n"
        self.n_done = 0
        self._end = 0

    @classmethod
    def beside(cls, out: Path, *, header: Mapping[str, object]) -> Self:
        """Open the spool of an output file, and see what is in it already."""
        spool = cls(out.with_name(f"{PARTIAL_PREFIX}{out.name}.votes"), header=header)
        spool._resume()
        return spool

    def add(self, articles: Iterator[SpooledArticle]) -> None:
        """Write articles, each at once and whole; a kill costs no more than the last."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("r+b" if self._end else "wb") as file:
            file.truncate(self._end)
            file.seek(self._end)
            if not self._end:
                file.write(self._first.encode())
            for one in articles:
                file.write(_to_line(one).encode())
                file.flush()
            os.fsync(file.fileno())

    def read(self) -> Iterator[SpooledArticle]:
        """Read all articles, one at a time."""
        with self.path.open("rb") as file:
            next(file)
            for line in file:
                yield _to_article(line)

    def remove(self) -> None:
        """Delete the file; the output has all of it."""
        self.path.unlink(missing_ok=True)

    def _resume(self) -> None:
        """Find the end of the last whole line, if the spool is of the same run."""
        try:
            with self.path.open("rb") as file:
                if file.readline() != self._first.encode():
                    return
                self._end = file.tell()
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._end += len(line)
                    self.n_done = json.loads(line)["number"] + 1
        except FileNotFoundError:
            return


def _to_line(one: SpooledArticle) -> str:
    sentences = [
        [
            *sentence.span,
            {name: label.value for name, label in sentence.votes.items()},
            sentence.source,
            sentence.cue,
        ]
        for sentence in one.polled.sentences
    ]
    failures = [[each.function, each.sentence, each.error] for each in one.polled.failures]
    fields = {"number": one.number, "article": one.article.to_dict(), "sentences": sentences}
    return json.dumps(fields | {"failures": failures}) + "\n"


def _to_article(line: bytes) -> SpooledArticle:
    fields = json.loads(line)
    return SpooledArticle(
        number=fields["number"],
        article=Article.from_dict(fields["article"]),
        polled=PolledArticle(
            sentences=tuple(_to_sentence(*one) for one in fields["sentences"]),
            failures=tuple(
                Failure(function=function, sentence=sentence, error=error)
                for function, sentence, error in fields["failures"]
            ),
        ),
    )


def _to_sentence(
    start: int,
    end: int,
    votes: Mapping[str, str],
    source: Sequence[int] | None,
    cue: Sequence[int] | None,
) -> PolledSentence:
    return PolledSentence(
        span=Span(start, end),
        votes=FrozenDict({name: Label(label) for name, label in votes.items()}),
        source=Span(*source) if source else None,
        cue=Span(*cue) if cue else None,
    )
