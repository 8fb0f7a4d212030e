"""What a page shows of an article, as plain values for the templates."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from stance.labels import short_name
from stance.parts import Sentence, Span, Speaker
from stance.rendering.palette import HUES, LINES
from stance.rendering.quoting import mapping, short, words
from stance.schemes import LabelScheme

_BAR = 12  # signs
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_LINK = re.compile(r"https?://[^\s\"'<>\\]+")
_NAMELESS = "unnamed"
_UNASKED = "(no probabilities given)"


class Readable(Protocol):
    """What of an article is shown."""

    @property
    def id(self) -> str:
        """Of the article."""

    @property
    def text(self) -> str:
        """As given."""

    @property
    def sentences(self) -> Sequence[Sentence]:
        """In order."""

    @property
    def speakers(self) -> Sequence[Speaker]:
        """In any order."""

    @property
    def metadata(self) -> Mapping[str, object]:
        """What else its record says."""

    @property
    def scheme(self) -> LabelScheme:
        """What the labels are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelView:
    """A label.

    Attributes:
        number: Its position.
        name: As people read it.
        description: What it means; empty if nobody said.
        mark: Letters that stand for it; no other label begins so.
        hue: Position of its colour; None for the outlet's own voice, which has none.
        line: Position of the way in which the line below it is drawn.
        n_sentences: How many carry it.
        share: Of all sentences, in [0, 1].
        before: Share of the labels before it, in [0, 1].
    """

    number: int
    name: str
    description: str
    mark: str
    hue: int | None
    line: int
    n_sentences: int
    share: float
    before: float

    @property
    def look(self) -> str:
        """Classes of CSS."""
        return "outlet" if self.hue is None else f"hue-{self.hue} line-{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker, numbered from 1, with the labels of their sentences, the commonest first.

    ``capacity`` is their kind, and what else their sentences are labelled.
    """

    number: int
    name: str
    role: str
    capacity: str
    labels: tuple[LabelView, ...]
    n_sentences: int

    @property
    def who(self) -> str:
        """Name and role."""
        return f"{self.name}, {self.role}" if self.role else self.name


class Piece(NamedTuple):
    """A stretch of a sentence, all of it in the same spans."""

    text: str
    is_source: bool
    is_cue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceView:
    """A sentence.

    Attributes:
        gap: The text between the sentence before and this one.
        pieces: Its words.
        label: Its label.
        speaker: Number of its speaker; 0 is the outlet.
        is_uncertain: Whether its label is.
        mark: What stands before it; empty where the voice before goes on.
        tip: Lines that hovering shows.
        spoken: What a screen reader says of it.
    """

    gap: str
    pieces: tuple[Piece, ...]
    label: LabelView
    speaker: int
    is_uncertain: bool
    mark: str
    tip: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article; what is not known of it is empty.

    ``facts`` are outlet and date, ``rest`` is the text after the last sentence, ``n_of_outlet`` how
    many sentences nobody is named for, ``threshold`` the confidence below which a label is
    uncertain, ``note`` what readers must know first.
    """

    title: str
    facts: tuple[str, ...]
    url: str
    language: str
    sentences: tuple[SentenceView, ...]
    rest: str
    labels: tuple[LabelView, ...]
    speakers: tuple[SpeakerView, ...]
    n_of_outlet: int
    n_uncertain: int
    threshold: float
    model: str
    note: str


def view_article(article: Readable, *, uncertain_below: float | None = None) -> ArticleView:
    """Give what a page shows of an article.

    Labels of a lower confidence than ``uncertain_below`` are uncertain; None stands for what the
    model that gave them says.
    """
    model = mapping(article.metadata.get("model"))
    own = model.get("uncertain_below")
    if uncertain_below is None:
        uncertain_below = float(own) if isinstance(own, int | float) else 0.0
    labels = _view_labels(article)
    speakers = dict(_view_speakers(article, labels))
    sentences = tuple(
        _view_sentences(article, labels, speakers=speakers, uncertain_below=uncertain_below)
    )
    return ArticleView(
        title=_title(article),
        facts=tuple(_facts(article)),
        url=_link(article),
        language=_language(article),
        sentences=sentences,
        rest=article.text[article.sentences[-1].end if sentences else 0 :],
        labels=tuple(labels.values()),
        speakers=tuple(speakers.values()),
        n_of_outlet=sum(one.speaker == 0 for one in sentences),
        n_uncertain=sum(one.is_uncertain for one in sentences),
        threshold=uncertain_below,
        model=" ".join(filter(None, [words(model.get("name")), words(model.get("digest"))[:12]])),
        note=_note(article),
    )


def _title(article: Readable) -> str:
    """Give the title, or else where the article is from."""
    file, line = words(article.metadata.get("file")), article.metadata.get("line")
    place = f"{file}:{line}" if file and isinstance(line, int) else file
    return words(article.metadata.get("title")) or place or short(article.id)


def _facts(article: Readable) -> Iterator[str]:
    """Give outlet and date, as far as they are known."""
    outlet = words(article.metadata.get("outlet"))
    if outlet:
        yield outlet
    elif host := (urlsplit(_link(article)).netloc.rpartition("@")[2]):
        yield host.removeprefix("www.")
    if published := words(article.metadata.get("published")):
        yield published


def _link(article: Readable) -> str:
    """Give the address if it is one of the web and nothing in it is hidden, or nothing."""
    url = article.metadata.get("url")
    if not isinstance(url, str) or _LINK.fullmatch(url) is None or short(url) != url:
        return ""
    try:
        urlsplit(url)
    except ValueError:
        return ""
    return url


def _language(article: Readable) -> str:
    """Give the code of the language, or nothing."""
    code = mapping(article.metadata.get("language")).get("code")
    return code if isinstance(code, str) and _LANGUAGE.fullmatch(code) else ""


def _note(article: Readable) -> str:
    """Give what readers must know first, or nothing."""
    error = mapping(article.metadata.get("error"))
    if error:
        return f"This article could not be labelled: {words(error.get('message'))}"
    if mapping(article.metadata.get("language")).get("is_english") is False:
        return "This text does not seem to be English; its labels mean little."
    return "" if article.sentences else "There are no sentences here."


def marks_of(names: Sequence[str]) -> list[str]:
    """Give letters that tell labels apart.

    For each as many letters of its beginning as no other has, up to three, else its position.

    >>> marks_of(["official", "expert", "fact", "finding"])
    ['O', 'E', 'FA', 'FI']
    """
    marks = []
    for number, name in enumerate(names):
        others = [other.upper() for at, other in enumerate(names) if at != number]
        beginnings = (name[:n].upper() for n in (1, 2, 3))
        alone = (
            mark
            for mark in beginnings
            if mark.isalpha() and not any(other.startswith(mark) for other in others)
        )
        marks.append(next(alone, f"#{number + 1}"))
    return marks


def _view_labels(article: Readable) -> dict[str, LabelView]:
    """Give the labels of the scheme, and those that sentences carry all the same."""
    n_of = Counter(str(one.label) for one in article.sentences)
    meanings = {one.name: one.description for one in article.scheme.labels}
    names = list(dict.fromkeys([*map(str, meanings), *n_of]))
    shown = [short(short_name(name)).replace("_", " ") for name in names]
    outlet, views, before, n_coloured = article.scheme.outlet, {}, 0.0, 0
    for number, (name, mark) in enumerate(zip(names, marks_of(shown), strict=True)):
        share = n_of[name] / max(len(article.sentences), 1)
        views[name] = LabelView(
            number=number,
            name=shown[number],
            description=short(meanings.get(name, "")),
            mark=mark,
            hue=None if name == outlet else n_coloured % len(HUES),
            line=n_coloured % len(LINES),
            n_sentences=n_of[name],
            share=share,
            before=before,
        )
        before += share
        n_coloured += name != outlet
    return views


def _view_speakers(
    article: Readable, labels: Mapping[str, LabelView]
) -> Iterator[tuple[str, SpeakerView]]:
    """Give the speakers by id as the text comes to them, also those that it does not describe."""
    described = {one.id: one for one in article.speakers}
    speaking = [one.speaker for one in article.sentences if one.speaker is not None]
    for number, identity in enumerate(dict.fromkeys([*speaking, *described]), start=1):
        own = Counter(str(one.label) for one in article.sentences if one.speaker == identity)
        speaker = described.get(identity)
        said = tuple(labels[name] for name, _ in own.most_common())
        kinds = [speaker.kind.value] if speaker else []
        yield (
            identity,
            SpeakerView(
                number=number,
                name=(short(speaker.name) if speaker else "") or _NAMELESS,
                role=short(speaker.role) if speaker else "",
                capacity=" · ".join(dict.fromkeys([*kinds, *(one.name for one in said)])),
                labels=said,
                n_sentences=own.total(),
            ),
        )


def _view_sentences(
    article: Readable,
    labels: Mapping[str, LabelView],
    *,
    speakers: Mapping[str, SpeakerView],
    uncertain_below: float,
) -> Iterator[SentenceView]:
    end, voice_before = 0, None
    for sentence in article.sentences:
        label = labels[str(sentence.label)]
        speaker = None if sentence.speaker is None else speakers[sentence.speaker]
        number = speaker.number if speaker else 0
        is_uncertain = sentence.confidence < uncertain_below
        voice = (label, number)
        is_named = voice != voice_before and (label.hue is not None or number > 0)
        mark = f"{label.mark}{number or ''}{'?' * is_uncertain}"
        who = [speaker.who] if speaker else []
        ranked = sorted(sentence.probabilities.items(), key=lambda pair: -pair[1])
        chances = [
            (labels[name].name if name in labels else short(str(name)), chance)
            for name, chance in ranked
        ]
        spoken = [label.name, *["uncertain"] * is_uncertain]
        spoken += [f"{name} {chance:.0%}" for name, chance in chances]
        yield SentenceView(
            gap=article.text[end : sentence.start],
            pieces=tuple(_pieces_of(article.text, sentence)),
            label=label,
            speaker=number,
            is_uncertain=is_uncertain,
            mark=mark if is_uncertain or is_named else "",
            tip="\n".join([*(_bars(chances) or [label.name, _UNASKED]), *who]),
            spoken=", ".join([*spoken, *who]),
        )
        end, voice_before = sentence.end, voice


def _pieces_of(text: str, sentence: Sentence) -> Iterator[Piece]:
    spans = [span for span in (sentence.source, sentence.cue) if span is not None]
    edges = sorted({sentence.start, sentence.end, *(edge for span in spans for edge in span)})
    for start, end in pairwise(edges):
        within = (_is_within(start, span) for span in (sentence.source, sentence.cue))
        yield Piece(text[start:end], *within)


def _is_within(place: int, span: Span | None) -> bool:
    return span is not None and span[0] <= place < span[1]


def _bars(chances: Sequence[tuple[str, float]]) -> list[str]:
    """Draw probabilities in signs, a line each."""
    width = max((len(name) for name, _ in chances), default=0)
    return [
        f"{name:{width}} {chance:>5.0%} {'█' * round(chance * _BAR)}".rstrip()
        for name, chance in chances
    ]
