"""The values that flow: an article with its sentences and its speakers, gold or predicted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from stance import article_text, record
from stance.fields import read_field, read_objects
from stance.frozen import FrozenDict, frozen
from stance.parts import Sentence, Span, Speaker
from stance.schemes import NEWS, LabelScheme

if TYPE_CHECKING:
    import pandas as pd

_OWN_FIELDS = frozenset({"id", "text", "sentences", "speakers"})
_FIRST_COLUMNS = ("article_id", "start", "end", "text", "label", "confidence")
_LAST_COLUMNS = ("speaker", "speaker_name", "speaker_role", "speaker_kind", "source", "cue")
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article with its sentences and its speakers.

    Attributes:
        text: The text, exactly as given; every span points into it.
        sentences: In order, without overlap.
        speakers: In the order in which they first speak.
        id: Unique in a corpus; made from the text if not given.
        metadata: What else its record says: title, url, published, target, style, domain …
        scheme: What its labels are.

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
    scheme: LabelScheme = field(default=NEWS, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "metadata", frozen(self.metadata))
        last = 0
        for sentence in self.sentences:
            if sentence.start < last or sentence.end > len(self.text):
                raise ValueError(
                    f"the sentence {sentence.span} overlaps the one before it or leaves the text, "
                    f"which has {len(self.text)} characters"
                )
            last = sentence.end
        if not self.id:
            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", f"a-{digest[:12]}")

    def speaker_of(self, sentence: Sentence) -> Speaker | None:
        """Give the speaker of one of this article's sentences; None is the outlet."""
        return next((one for one in self.speakers if one.id == sentence.speaker), None)

    def uncertain(self, threshold: float) -> tuple[Sentence, ...]:
        """Give the sentences whose label is less sure than a threshold.

        Args:
            threshold: Confidence, in [0, 1]; the model's own is ``Predictor.uncertain_below``.

        Returns:
            Those below it, in order.
        """
        return tuple(one for one in self.sentences if one.confidence < threshold)

    def text_of(self, span: Sentence | Span) -> str:
        """Give the characters of a sentence or a span."""
        return self.text[span.start : span.end]

    def to_dict(self) -> dict[str, object]:
        """Give the corpus record (docs/architecture.md), ready for ``json.dumps``."""
        return {
            "id": self.id,
            **self.metadata,
            "text": self.text,
            "speakers": [record.from_speaker(speaker) for speaker in self.speakers],
            "sentences": [record.from_sentence(sentence) for sentence in self.sentences],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """Give the corpus record as JSON, on one line unless ``indent`` says otherwise."""
        return record.to_json(self.to_dict(), indent=indent)

    @classmethod
    def from_dict(cls, mapping: Mapping[str, object], *, scheme: LabelScheme = NEWS) -> Self:
        """Build an article from a corpus record.

        Args:
            mapping: The record, as ``to_dict`` gives it.
            scheme: What its labels are.

        Returns:
            The article; ``n_sentences`` and ``mentions`` of speakers are counted if absent.

        Raises:
            ValueError: If a field is missing or does not fit.
        """
        sentences = tuple(
            record.to_sentence(one, scheme=scheme) for one in read_objects(mapping, "sentences")
        )
        speakers = read_objects(mapping, "speakers")
        return cls(
            text=read_field(mapping, "text", str),
            sentences=sentences,
            speakers=tuple(record.to_speaker(one, sentences) for one in speakers),
            id=read_field(mapping, "id", str, default=""),
            metadata={name: one for name, one in mapping.items() if name not in _OWN_FIELDS},
            scheme=scheme,
        )

    @classmethod
    def from_json(cls, line: str, *, scheme: LabelScheme = NEWS) -> Self:
        """Build an article from a corpus record in JSON.

        Args:
            line: One JSON object.
            scheme: What its labels are.

        Returns:
            The article.

        Raises:
            ValueError: If it is not JSON, or not such a record.
        """
        return cls.from_dict(record.parse(line), scheme=scheme)

    def to_pandas(self) -> "pd.DataFrame":
        """Give one row for each sentence.

        Returns:
            Columns ``article_id`` to ``cue``, with the probability of each label.

        Raises:
            ModuleNotFoundError: If pandas, which predicting does without, is not installed.
        """
        try:
            import pandas as pd  # only those who ask pay for pandas
        except ModuleNotFoundError as error:
            what = "to_pandas() needs pandas, which is not installed; run: pip install pandas"
            raise ModuleNotFoundError(what, name="pandas") from error

        rows = list(self.sentence_rows())
        return pd.DataFrame(rows, columns=sentence_columns(self.scheme.names))

    def to_html(self, *, uncertain_below: float | None = None) -> str:
        """Give a page for people: the text with its labels, who speaks, and how sure that is.

        Args:
            uncertain_below: Labels of a lower confidence than this, in [0, 1], are marked; None
                for what the model that gave them says.

        Returns:
            HTML that needs nothing from outside; write it in UTF-8.
        """
        from stance.rendering import article_page  # only those who ask load the templates

        return article_page(self, uncertain_below=uncertain_below)

    def to_displacy(self) -> dict[str, object]:
        """Give what ``displacy.render(…, style="ent", manual=True)`` of spaCy draws.

        Returns:
            The text with a labelled stretch for each sentence, and the title.
        """
        from stance.rendering import displacy_record

        return displacy_record(self)

    def _repr_html_(self) -> str:
        from stance.rendering import article_fragment  # a notebook asks

        return article_fragment(self)

    def sentence_rows(self) -> Iterator[tuple[object, ...]]:
        """Give a row for each sentence, in the columns of ``sentence_columns``."""
        return map(self._row, self.sentences)

    def _row(self, sentence: Sentence) -> tuple[object, ...]:
        speaker = self.speaker_of(sentence)
        named = (speaker.name, speaker.role, speaker.kind.value) if speaker else (None, None, None)
        return (
            *(self.id, sentence.start, sentence.end, self.text_of(sentence)),
            *(str(sentence.label), sentence.confidence),
            *(sentence.probabilities.get(label) for label in self.scheme.names),
            *(sentence.speaker, *named),
            *(self.text_of(span) if span else None for span in (sentence.source, sentence.cue)),
        )

    def __str__(self) -> str:
        model = self.metadata.get("model")
        own = model.get("uncertain_below") if isinstance(model, Mapping) else None
        threshold = own if isinstance(own, int | float) else 0.0
        return article_text.aligned(
            self.text, self.sentences, self.speakers, uncertain_below=threshold
        )

    def __repr__(self) -> str:
        start = self.text if len(self.text) <= _SHOWN else f"{self.text[: _SHOWN - 1]}…"
        n_sentences, n_speakers = len(self.sentences), len(self.speakers)
        return (
            f"Article({start!r}, {n_sentences} sentence{'s' * (n_sentences != 1)}, "
            f"{n_speakers} speaker{'s' * (n_speakers != 1)})"
        )


def sentence_columns(labels: Iterable[str]) -> list[str]:
    """Name the columns of a table with a row for each sentence.

    Args:
        labels: Of the scheme, a column each for their probabilities.

    Returns:
        The names, ``article_id`` first and ``cue`` last.
    """
    return [*_FIRST_COLUMNS, *map(str, labels), *_LAST_COLUMNS]
