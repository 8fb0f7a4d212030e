"""Counts what a corpus holds: by label, style, domain, speaker kind and length."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

from stance.corpus.rows import ArticleRow
from stance.corpus.traits import coarsen
from stance.labels import SpeakerKind
from stance.schemes import NEWS, LabelScheme

_UNNAMED = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles that have something in common, and how many sentences they have by label."""

    name: str
    n_articles: int
    n_sentences: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Speakers of one kind, or the outlet's own voice; an article's speakers are its own.

    Sources and cues are counted by the sentences in which one is marked.
    """

    kind: SpeakerKind | None
    n_speakers: int
    n_sentences: int
    n_sources: int
    n_cues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a length is distributed whose name tells its unit; 95 in 100 are at most ``p95``."""

    name: str
    minimum: float
    median: float
    mean: float
    p95: float
    maximum: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What a corpus holds: all of it, by coarse style, domain and kind of speaker, and lengths.

    The largest groups come first, the outlet's own voice last.
    """

    total: Group
    styles: tuple[Group, ...]
    domains: tuple[Group, ...]
    voices: tuple[Voices, ...]
    lengths: tuple[Spread, ...]


def count_corpus(rows: Sequence[ArticleRow], *, scheme: LabelScheme = NEWS) -> Statistics:
    """Count what a corpus holds; lengths only of what there is, so that texts are not needed."""
    return Statistics(
        total=_group("all", rows, scheme),
        styles=_groups(rows, scheme, key=lambda row: coarsen(row.style)),
        domains=_groups(rows, scheme, key=lambda row: row.domain or _UNNAMED),
        voices=tuple(_voices(rows, kind) for kind in (*SpeakerKind, None)),
        lengths=tuple(_lengths(rows)),
    )


def _groups(
    rows: Sequence[ArticleRow], scheme: LabelScheme, *, key: Callable[[ArticleRow], str]
) -> tuple[Group, ...]:
    members: defaultdict[str, list[ArticleRow]] = defaultdict(list)
    for row in rows:
        members[key(row)].append(row)
    groups = [_group(name, group, scheme) for name, group in members.items()]
    return tuple(sorted(groups, key=lambda group: (-group.n_articles, group.name)))


def _group(name: str, rows: Sequence[ArticleRow], scheme: LabelScheme) -> Group:
    labels = Counter(sentence.label for row in rows for sentence in row.sentences)
    counts = {label: labels[label] for label in scheme.names}
    return Group(name=name, n_articles=len(rows), n_sentences=counts)


def _voices(rows: Sequence[ArticleRow], kind: SpeakerKind | None) -> Voices:
    speakers = {
        (row.id, speaker.id) for row in rows for speaker in row.speakers if speaker.kind is kind
    }
    sentences = [
        sentence
        for row in rows
        for sentence in row.sentences
        if (kind is None and sentence.speaker is None) or (row.id, sentence.speaker) in speakers
    ]
    return Voices(
        kind=kind,
        n_speakers=len(speakers),
        n_sentences=len(sentences),
        n_sources=sum(sentence.source is not None for sentence in sentences),
        n_cues=sum(sentence.cue is not None for sentence in sentences),
    )


def _lengths(rows: Sequence[ArticleRow]) -> Iterable[Spread]:
    speeches = Counter(
        (row.id, sentence.speaker)
        for row in rows
        for sentence in row.sentences
        if sentence.speaker is not None
    )
    measures = {
        "sentences in an article": [len(row.sentences) for row in rows],
        "speakers in an article": [len(row.speakers) for row in rows],
        "sentences of a speaker": list(speeches.values()),
        "characters in a sentence": [
            sentence.end - sentence.start for row in rows for sentence in row.sentences
        ],
        "words in a sentence": [
            len(row.text[sentence.start : sentence.end].split())
            for row in rows
            if row.text is not None
            for sentence in row.sentences
        ],
    }
    return [_spread(name, values) for name, values in measures.items() if values]


def _spread(name: str, values: Sequence[int]) -> Spread:
    p95 = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return Spread(
        name=name,
        minimum=min(values),
        median=median(values),
        mean=fmean(values),
        p95=p95,
        maximum=max(values),
    )
