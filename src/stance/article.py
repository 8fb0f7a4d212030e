"""The values that flow: an article with its sentences and its speakers, gold or predicted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from stance import record
from stance.frozen import FrozenDict
from stance.parts import Sentence, Span, Speaker

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article with its sentences and its speakers.

    Attributes:
        text: The text, exactly as given; every span points into it.
        sentences: In order, without overlap.
        speakers: In the order in which they first speak.
        id: Unique in a corpus; made from the text if not given.
        metadata: What else its record says: title, url, published, target, style, domain …

    Examples:
        >>> from stance.labels import Label
        >>> article = Article(text="Rain fell.", sentences=(
        ...     Sentence(start=0, end=10, label=Label.REPORTED_FACT),))
        >>> article
        Article('Rain fell.', 1 sentence, 0 speakers)
        >>> Article.from_json(article.to_json()) == article
        True
    """

    text: str
    sentences: tuple[Sentence, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    id: str = ""
    metadata: Mapping[str, object] = field(default_factory=FrozenDict)

    def __post_init__(self) -> None:
        if not self.id:
            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", f"a-{digest[:12]}")

    def speaker_of(self, sentence: Sentence) -> Speaker | None:
        """Give the speaker of one of this article's sentences; None is the outlet."""
        return next((one for one in self.speakers if one.id == sentence.speaker), None)

    def text_of(self, span: Sentence | Span) -> str:
        """Give the characters of a sentence or a span."""
        return self.text[span.start : span.end]

    def to_dict(self) -> dict[str, object]:
        """Give the corpus record (docs/architecture.md), ready for ``json.dumps``."""
        return record.from_article(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Give the corpus record as JSON, on one line unless ``indent`` says otherwise."""
        return record.to_json(self.to_dict(), indent=indent)

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object]) -> Self:
        """Build an article from a corpus record.

        Args:
            mapping: The record, as ``to_dict`` gives it.

        Returns:
            The article; ``n_sentences`` and ``mentions`` of speakers are counted if absent.

        Raises:
            ValueError: If a field is missing or does not fit.
        """
        return record.to_article(mapping, cls)

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Build an article from a corpus record in JSON.

        Args:
            line: One JSON object.

        Returns:
            The article.

        Raises:
            ValueError: If it is not JSON, or not such a record.
        """
        return cls.from_dict(record.parse(line))

    def to_pandas(self) -> "pd.DataFrame":
        """Give one row for each sentence; imports pandas, which must be installed."""
        import pandas as pd  # noqa: PLC0415  # only those who ask pay for pandas

        return pd.DataFrame(record.rows(self), columns=list(record.COLUMNS))

    def __repr__(self) -> str:
        start = self.text if len(self.text) <= 40 else f"{self.text[:39]}…"
        n_sentences, n_speakers = len(self.sentences), len(self.speakers)
        return (
            f"Article({start!r}, {n_sentences} sentence{'s' * (n_sentences != 1)}, "
            f"{n_speakers} speaker{'s' * (n_speakers != 1)})"
        )
