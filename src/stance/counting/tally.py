"""What a report needs of many articles, counted while they are read one by one."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from stance.article import Article
from stance.corpus.tables import is_date
from stance.counting.naming import is_named, is_unresolved, name_key
from stance.counting.shares import ArticleSums, LabelledSums
from stance.labels import SpeakerKind
from stance.parts import Sentence, Speaker
from stance.schemes import LabelScheme
from stance.text.quotes import find_quotes, quotes_within

#: Fields of articles by which a report groups unless it is told others, the outlet first.
OUTLET_FIELDS = ("outlet", "publisher", "publication", "source")
GROUP_FIELDS = (*OUTLET_FIELDS, "topic", "section", "domain", "style")
DATE_FIELDS = ("published", "date")
KINDS = tuple(SpeakerKind)
_MAX_SAMPLES = 3
_MAX_UNRESOLVED = 20
_MAX_CHARACTERS = 400
_MAX_VALUE = 80
_HALF = 0.5


class Period(IntEnum):
    """How much of an ISO date says when; in characters."""

    YEAR = 4
    MONTH = 7


class Quoting(IntEnum):
    """How much of what a speaker says is in quotation marks, in one sentence."""

    #: At least half of it.
    DIRECT = 0
    #: Some.
    PARTLY = 1
    #: Nothing.
    INDIRECT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A sentence to show of a speaker."""

    article_id: str
    title: str
    when: str
    text: str
    label: str


@dataclass(slots=True)
class _Known:
    """What is known of the speakers of one name."""

    names: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    samples: list[Quotation] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerSummary:
    """A speaker in all articles.

    Attributes:
        name: As it is written most often.
        is_named: Whether that is a proper name.
        writings: Other ways in which it is written.
        roles: With sentences, the most frequent first.
        kinds: Sentences by kind.
        n_sentences: In all.
        n_articles: In which they speak.
        by_period: Sentences by period.
        samples: From different articles.
    """

    name: str
    is_named: bool
    writings: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    kinds: Mapping[SpeakerKind, int]
    n_sentences: int
    n_articles: int
    by_period: Mapping[str, int]
    samples: tuple[Quotation, ...]


class Tally:
    """Counts articles.

    Args:
        scheme: What the labels are.
        by: Fields to group by; None for those of ``GROUP_FIELDS`` that there are.
        date: The field that says when; None for those of ``DATE_FIELDS``.
        period: How finely times are told apart.
        aliases: Names by the ``name_key`` of their aliases.
        labelled: Articles that people labelled, by id.

    Attributes:
        ids: Of all articles, with their place.
        models: Articles by name and digest of the model that labelled them.
        n_unresolved: Sentences with a label of somebody's speech and nobody who speaks.
        unresolved: Some of them.
    """

    def __init__(
        self,
        *,
        scheme: LabelScheme,
        by: Sequence[str] | None = None,
        date: str | None = None,
        period: Period = Period.MONTH,
        aliases: Mapping[str, str] | None = None,
        labelled: Mapping[str, Article] | None = None,
    ) -> None:
        self.scheme = scheme
        self.ids: dict[str, int] = {}
        self.models: Counter[tuple[str, str]] = Counter()
        self.n_unresolved = 0
        self.unresolved: list[Quotation] = []
        self._by, self._dates = by, DATE_FIELDS if date is None else (date,)
        self._period = period
        self._aliases, self._labelled = aliases or {}, labelled or {}
        self._values: dict[str, dict[int, str]] = {
            name: {} for name in (GROUP_FIELDS if by is None else by)
        }
        self._periods: list[str] = []
        self._labels = [str(name) for name in scheme.names]
        self._counted, self._expected = array("d"), array("d")
        self._quoting = array("i")  # articles × kinds × ways
        self._attributed = array("i")  # articles × (named, unnamed)
        self._speakers: dict[str, int] = {}
        self._known: list[_Known] = []
        self._voices: Mapping[str, array[int]] = {
            name: array("i") for name in ("article", "speaker", "kind", "n")
        }
        self._confusion: dict[int, NDArray[np.float64]] = {}

    def add(self, article: Article) -> None:
        """Count an article; ValueError if its id is taken, or people labelled other sentences."""
        if article.id in self.ids:
            raise ValueError(f"id {article.id!r} is taken; give each article its own")
        index = len(self.ids)
        if article.id in self._labelled:
            self._confusion[index] = self._compare(article, self._labelled[article.id])
        self.ids[article.id] = index
        self._add_fields(article, index)
        self._add_labels(article)
        self._add_speech(article, index)

    @property
    def n_articles(self) -> int:
        """How many were counted."""
        return len(self.ids)

    @property
    def sums(self) -> ArticleSums:
        """Labels and probabilities of each article."""
        return ArticleSums(counted=self._table(self._counted), expected=self._table(self._expected))

    @property
    def is_labelled(self) -> NDArray[np.bool_]:
        """Which articles people labelled as well, shape ``(articles,)``."""
        found = np.zeros(self.n_articles, dtype=bool)
        found[list(self._confusion)] = True
        return found

    @property
    def labelled(self) -> LabelledSums | None:
        """The articles that people labelled, in the order of all; None if there are none."""
        if not self._confusion:
            return None
        confusion = np.stack([self._confusion[index] for index in sorted(self._confusion)])
        return LabelledSums(predicted=self.sums.where(self.is_labelled), confusion=confusion)

    @property
    def periods(self) -> list[str]:
        """When each article was published; empty where nobody knows."""
        return self._periods

    @property
    def groups(self) -> Mapping[str, list[str]]:
        """The value of each article by field; fields with one value for all are left out.

        An article without a value has an empty one.
        """
        found = {
            name: [values.get(index, "") for index in range(self.n_articles)]
            for name, values in self._values.items()
            if values
        }
        return {name: values for name, values in found.items() if len(set(values)) > 1 or self._by}

    @property
    def quoting(self) -> NDArray[np.int64]:
        """Sentences by article, kind and ``Quoting``."""
        return np.asarray(self._quoting, dtype=np.int64).reshape(-1, len(KINDS), len(Quoting))

    @property
    def attributed(self) -> NDArray[np.int64]:
        """Sentences of speakers with a name, and of those without, by article."""
        return np.asarray(self._attributed, dtype=np.int64).reshape(-1, 2)

    def speakers(self, n: int, *, named: bool) -> list[SpeakerSummary]:
        """Give those with the most sentences."""
        return [self._summary(index) for index in self._largest(n, named=named)]

    def n_sentences_of(self, *, named: bool) -> dict[str, int]:
        """Give the sentences of each speaker by name."""
        return {
            self._name(index): int(n)
            for index, n in enumerate(self._totals)
            if is_named(self._name(index)) is named
        }

    @property
    def _totals(self) -> NDArray[np.int64]:
        speakers, n = (np.asarray(self._voices[one]) for one in ("speaker", "n"))
        return np.bincount(speakers, weights=n, minlength=len(self._known)).astype(np.int64)

    def _largest(self, n: int, *, named: bool) -> list[int]:
        order: Iterable[int] = np.argsort(-self._totals, kind="stable").tolist()
        chosen = (index for index in order if is_named(self._name(index)) is named)
        return [index for index, _ in zip(chosen, range(n), strict=False)]

    def _name(self, index: int) -> str:
        return self._known[index].names.most_common(1)[0][0]

    def _summary(self, index: int) -> SpeakerSummary:
        known, rows = self._known[index], np.asarray(self._voices["speaker"]) == index
        articles, kinds, n = (np.asarray(self._voices[o])[rows] for o in ("article", "kind", "n"))
        by_period: Counter[str] = Counter()
        for article, n_there in zip(articles.tolist(), n.tolist(), strict=True):
            by_period[self._periods[article]] += n_there
        name = self._name(index)
        return SpeakerSummary(
            name=name,
            is_named=is_named(name),
            writings=tuple(one for one, _ in known.names.most_common() if one != name),
            roles=tuple(known.roles.most_common()),
            kinds={kind: int(n[kinds == at].sum()) for at, kind in enumerate(KINDS)},
            n_sentences=int(n.sum()),
            n_articles=len(set(articles.tolist())),
            by_period=dict(by_period),
            samples=tuple(known.samples),
        )

    def _table(self, values: "array[float]") -> NDArray[np.float64]:
        return np.asarray(values, dtype=np.float64).reshape(-1, len(self._labels))

    def _add_fields(self, article: Article, index: int) -> None:
        for name, values in self._values.items():
            value = article.metadata.get(name)
            if isinstance(value, str | int | float) and str(value).strip():
                values[index] = " ".join(str(value).split())[:_MAX_VALUE]
        self._periods.append(self._when(article)[: self._period])
        model = article.metadata.get("model")
        if isinstance(model, Mapping):
            self.models[str(model.get("name")), str(model.get("digest") or "")] += 1

    def _when(self, article: Article) -> str:
        values = (str(article.metadata.get(name) or "") for name in self._dates)
        return next((value[:10] for value in values if is_date(value.replace(" ", "T"))), "")

    def _add_labels(self, article: Article) -> None:
        for at, label in enumerate(self._labels):
            own = [one for one in article.sentences if one.label == label]
            self._counted.append(len(own))
            self._expected.append(
                sum(one.distribution.get(self.scheme.names[at], 0.0) for one in article.sentences)
            )

    def _add_speech(self, article: Article, index: int) -> None:
        by_id = {one.id: one for one in article.speakers}
        quoting = np.zeros((len(KINDS), len(Quoting)), dtype=np.int64)
        n_by_kind = [0, 0]
        said: dict[str, list[Sentence]] = defaultdict(list)
        found = find_quotes(article.text) if any(one.speaker for one in article.sentences) else []
        for sentence in article.sentences:
            speaker = by_id.get(sentence.speaker or "")
            if speaker is None or is_unresolved(speaker.name):
                self._note_unresolved(article, sentence, speaker)
            if speaker is not None:
                inside = sentence.quotes or quotes_within(found, sentence.span)
                quoting[KINDS.index(speaker.kind), quoting_of(sentence, inside)] += 1
                n_by_kind[not is_named(speaker.name)] += 1
                said[speaker.id].append(sentence)
        self._quoting.extend(quoting.ravel().tolist())
        self._attributed.extend(n_by_kind)
        for identity, sentences in said.items():
            self._add_voice(article, index, by_id[identity], sentences)

    def _add_voice(
        self, article: Article, index: int, speaker: Speaker, sentences: Sequence[Sentence]
    ) -> None:
        name = " ".join(speaker.name.split())
        key = name_key(name)
        name = self._aliases.get(key, name)
        key = name_key(name) or key
        at = self._speakers.setdefault(key, len(self._known))
        if at == len(self._known):
            self._known.append(_Known())
        known = self._known[at]
        known.names[name] += len(sentences)
        if speaker.role:
            known.roles[" ".join(speaker.role.split())[:_MAX_VALUE]] += len(sentences)
        row = (index, at, KINDS.index(speaker.kind), len(sentences))
        for column, value in zip(self._voices.values(), row, strict=True):
            column.append(value)
        if len(known.samples) < _MAX_SAMPLES:
            known.samples.append(self._quotation(article, sentences[0]))

    def _note_unresolved(
        self, article: Article, sentence: Sentence, speaker: Speaker | None
    ) -> None:
        if speaker is None and sentence.label not in self.scheme.attributed:
            return
        self.n_unresolved += 1
        if len(self.unresolved) < _MAX_UNRESOLVED:
            self.unresolved.append(self._quotation(article, sentence))

    def _quotation(self, article: Article, sentence: Sentence) -> Quotation:
        text = " ".join(article.text_of(sentence).split())
        title = article.metadata.get("title")
        return Quotation(
            article_id=article.id,
            title=title if isinstance(title, str) else "",
            when=self._when(article),
            text=text if len(text) <= _MAX_CHARACTERS else f"{text[: _MAX_CHARACTERS - 1]}…",
            label=str(sentence.label),
        )

    def _compare(self, predicted: Article, gold: Article) -> NDArray[np.float64]:
        """Count the sentences of an article by the label of people and the predicted one."""
        if [one.span for one in predicted.sentences] != [one.span for one in gold.sentences]:
            raise ValueError(
                f"the labelled article {gold.id!r} has other sentences than the predicted one; "
                "make the sample from these very predictions: stance review export"
            )
        counts = np.zeros((len(self._labels), len(self._labels)))
        for one, other in zip(gold.sentences, predicted.sentences, strict=True):
            counts[self._labels.index(str(one.label)), self._labels.index(str(other.label))] += 1
        return counts


def quoting_of(sentence: Sentence, quotes: Iterable[tuple[int, int]]) -> Quoting:
    """Say how much of a sentence is quoted; source and cue are no part of what is said."""
    beside = [span for span in (sentence.source, sentence.cue) if span is not None]
    n_said = sentence.end - sentence.start - sum(end - start for start, end in beside)
    n_quoted = sum(end - start for start, end in quotes)
    if not n_quoted:
        return Quoting.INDIRECT
    return Quoting.DIRECT if n_quoted >= _HALF * max(n_said, 1) else Quoting.PARTLY


def split_by(values: Sequence[str]) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Give each value of the articles but the empty one, with those that have it, sorted."""
    found = np.asarray(values, dtype=object)
    for value in sorted(set(values) - {""}):
        yield value, np.asarray(found == value)
