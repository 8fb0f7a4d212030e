"""What a reviewer decided, whatever the tool, and of which articles: values without a format."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from stance.article import Article
from stance.corpus.annotations import Voice
from stance.errors import CorpusError
from stance.labels import Label
from stance.parts import Span


class Part(StrEnum):
    """What of a sentence a reviewer can decide."""

    LABEL = "label"
    SPEAKER = "speaker"
    SOURCE = "source"
    CUE = "cue"


#: All parts: what a whole answer decides.
ALL_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided about one sentence.

    Attributes:
        place: Where it stands in what the tool wrote: a task, or a file and a line.
        article_id: The article.
        number: The sentence's place in the article, from 1.
        annotator: Who decided.
        at: When, as ISO 8601.
        parts: Which of the following were decided; the others are left as they are.
        label: What the sentence carries.
        speaker: Who speaks; None is the outlet itself.
        source: The words that name the speaker, in characters of the article; inside the sentence.
        cue: The words that signal the speech, likewise.
    """

    place: str
    article_id: str
    number: int
    annotator: str
    at: str
    parts: frozenset[Part]
    label: Label | None = None
    speaker: Voice | None = None
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something that a reviewer left and that cannot be brought back.

    Attributes:
        place: Where it stands: a task, or a file and a line.
        article_id: The article, if it is known.
        numbers: The sentences that it is about and that stay as they were, from 1.
        faults: Why, and what to do about it.
        found: What was found there, so that nothing is lost.
    """

    place: str
    article_id: str | None
    numbers: tuple[int, ...] = ()
    faults: tuple[str, ...]
    found: tuple[object, ...] = ()

    def to_record(self) -> Mapping[str, object]:
        """Give the line of a rejects file, ready for JSON."""
        return {
            "place": self.place,
            "article": self.article_id,
            "sentences": list(self.numbers),
            "faults": list(self.faults),
            "found": list(self.found),
        }


@dataclass(kw_only=True)
class Review:
    """What a file of a reviewing tool holds.

    Attributes:
        decisions: What can be brought back, as far as the file alone tells.
        rejected: What cannot.
        n_untouched: Tasks or rows on which nobody decided anything.
        n_repeated: Tasks that were annotated more than once, of which one annotation counts.
    """

    decisions: list[Decision] = field(default_factory=list, repr=False)
    rejected: list[Rejected] = field(default_factory=list, repr=False)
    n_untouched: int = 0
    n_repeated: int = 0

    @contextmanager
    def rejecting(self, place: str, *, article_id: object, found: object) -> Iterator[None]:
        """Keep aside what was found in a place if the block raises a ValueError."""
        try:
            yield
        except ValueError as error:
            known = article_id if isinstance(article_id, str) else None
            self.rejected.append(
                Rejected(place=place, article_id=known, faults=(str(error),), found=(found,))
            )


def refuse_foreign(path: Path, *, names: Iterable[object], articles: Mapping[str, Article]) -> None:
    """Refuse a file that names articles, but none of the corpus; a name may be anything there."""
    known = [isinstance(name, str) and name in articles for name in names]
    if known and not any(known):
        what = "is of another project: none of its articles is in the corpus"
        raise CorpusError.of(path, what)


def find_article(name: object, articles: Mapping[str, Article]) -> Article:
    """Give the article of a name; ValueError if there is none."""
    if not isinstance(name, str) or name not in articles:
        raise ValueError(f"article {name!r} is not in the corpus")
    return articles[name]


def same_article(name: object, articles: Mapping[str, Article], *, digest: object) -> Article:
    """Give the article of a name; ValueError if its text is not that of a SHA-256."""
    article = find_article(name, articles)
    if digest_of(article) != digest:
        raise ValueError(f"the text of article {name!r} has changed since it was exported")
    return article


def digest_of(article: Article) -> str:
    """Give the SHA-256 of a text, by which it is known again."""
    return sha256(article.text.encode()).hexdigest()


def written_at(path: Path) -> str:
    """Give when a file was last written, as ISO 8601."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).isoformat(timespec="seconds")
