"""Turns an article into what a page shows of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from stance.labels import short_name
from stance.parts import Sentence, Span, Speaker
from stance.rendering.heading import facts_of, language_of, link_of, note_of, title_of
from stance.rendering.palette import HUES, LINES
from stance.rendering.quoting import mapping, short, spelt, words
from stance.rendering.views import (
    ArticleView,
    LabelView,
    PieceView,
    Readable,
    SentenceView,
    SpeakerView,
)

_BAR = 12  # signs
_NAMELESS = "unnamed"


def view_article(article: Readable, *, uncertain_below: float | None = None) -> ArticleView:
    """Give what a page shows of an article.

    Args:
        article: Predicted or labelled.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], are uncertain; None for
            what the model that gave them says.

    Returns:
        Values without a character that HTML cannot hold; the words are as long as the text.
    """
    model = mapping(article.metadata.get("model"))
    own = model.get("uncertain_below")
    if uncertain_below is None:
        uncertain_below = float(own) if isinstance(own, int | float) else 0.0
    labels = _view_labels(article)
    numbers = _number_speakers(article)
    sentences = tuple(
        _view_sentences(article, labels=labels, numbers=numbers, uncertain_below=uncertain_below)
    )
    return ArticleView(
        title=title_of(article),
        facts=tuple(facts_of(article)),
        url=link_of(article),
        language=language_of(article),
        sentences=sentences,
        rest=spelt(article.text[article.sentences[-1].end if sentences else 0 :]),
        labels=tuple(labels.values()),
        speakers=tuple(_view_speakers(article, labels=labels, numbers=numbers)),
        n_of_outlet=sum(one.speaker == 0 for one in sentences),
        n_uncertain=sum(one.is_uncertain for one in sentences),
        threshold=uncertain_below,
        model=" ".join(filter(None, [words(model.get("name")), words(model.get("digest"))[:12]])),
        note=note_of(article),
    )


def marks_of(names: Sequence[str]) -> list[str]:
    """Give letters that tell labels apart.

    Args:
        names: Of the labels.

    Returns:
        For each as many letters of its beginning as no other has, up to three, else its position.

    Examples:
        >>> marks_of(["official", "expert", "fact", "finding"])
        ['O', 'E', 'FA', 'FI']
    """
    marks = []
    for number, name in enumerate(names):
        beginnings = (name[:n].upper() for n in (1, 2, 3))
        alone = (
            mark
            for mark in beginnings
            if mark.isalpha()
            and not any(
                other.upper().startswith(mark) for at, other in enumerate(names) if at != number
            )
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


def _number_speakers(article: Readable) -> dict[str, int]:
    """Number the speakers as the text comes to them, also those that it does not describe."""
    speaking = [one.speaker for one in article.sentences if one.speaker is not None]
    ids = dict.fromkeys([*speaking, *(one.id for one in article.speakers)])
    return {identity: number for number, identity in enumerate(ids, start=1)}


def _view_speakers(
    article: Readable, *, labels: Mapping[str, LabelView], numbers: Mapping[str, int]
) -> Iterator[SpeakerView]:
    described = {one.id: one for one in article.speakers}
    for identity, number in numbers.items():
        own = Counter(str(one.label) for one in article.sentences if one.speaker == identity)
        speaker = described.get(identity)
        said = tuple(labels[name] for name, _ in own.most_common())
        kind = speaker.kind.value if speaker else ""
        yield SpeakerView(
            number=number,
            name=_name_of(speaker),
            role=short(speaker.role) if speaker else "",
            capacity=" · ".join(filter(None, dict.fromkeys([kind, *(one.name for one in said)]))),
            labels=said,
            n_sentences=own.total(),
        )


def _view_sentences(
    article: Readable,
    *,
    labels: Mapping[str, LabelView],
    numbers: Mapping[str, int],
    uncertain_below: float,
) -> Iterator[SentenceView]:
    described = {one.id: one for one in article.speakers}
    end, voice_before = 0, None
    for sentence in article.sentences:
        label = labels[str(sentence.label)]
        number = numbers[sentence.speaker] if sentence.speaker is not None else 0
        who = [_who(described.get(sentence.speaker))] if sentence.speaker is not None else []
        is_uncertain = sentence.confidence < uncertain_below
        voice = (label, number)
        is_shown = is_uncertain or (
            voice != voice_before and not (label.hue is None and not number)
        )
        mark = f"{label.mark}{number or ''}{'?' * is_uncertain}" if is_shown else ""
        yield SentenceView(
            gap=spelt(article.text[end : sentence.start]),
            pieces=tuple(_pieces_of(article.text, sentence)),
            label=label,
            speaker=number,
            is_uncertain=is_uncertain,
            mark=mark,
            tip="\n".join([*_bars(sentence, labels), *who]),
            spoken=", ".join([*_said_aloud(sentence, labels, is_uncertain=is_uncertain), *who]),
        )
        end, voice_before = sentence.end, voice


def _pieces_of(text: str, sentence: Sentence) -> Iterator[PieceView]:
    spans = [span for span in (sentence.source, sentence.cue) if span is not None]
    edges = sorted({sentence.start, sentence.end, *(edge for span in spans for edge in span)})
    for start, end in pairwise(edges):
        yield PieceView(
            text=spelt(text[start:end]),
            is_source=_is_within(start, sentence.source),
            is_cue=_is_within(start, sentence.cue),
        )


def _is_within(place: int, span: Span | None) -> bool:
    return span is not None and span[0] <= place < span[1]


def _likeliest(sentence: Sentence, labels: Mapping[str, LabelView]) -> list[tuple[str, float]]:
    """Give names and probabilities, the likeliest first."""
    ranked = sorted(sentence.probabilities.items(), key=lambda pair: -pair[1])
    return [
        (labels[name].name if name in labels else short(str(name)), probability)
        for name, probability in ranked
    ]


def _bars(sentence: Sentence, labels: Mapping[str, LabelView]) -> list[str]:
    """Draw the probabilities in signs, a line each."""
    likeliest = _likeliest(sentence, labels)
    if not likeliest:
        return [labels[str(sentence.label)].name, "(no probabilities given)"]
    width = max(len(name) for name, _ in likeliest)
    return [
        f"{name:{width}} {probability:>5.0%} {'█' * round(probability * _BAR)}".rstrip()
        for name, probability in likeliest
    ]


def _said_aloud(
    sentence: Sentence, labels: Mapping[str, LabelView], *, is_uncertain: bool
) -> list[str]:
    label = labels[str(sentence.label)].name
    sure = ["uncertain"] if is_uncertain else []
    likeliest = _likeliest(sentence, labels)
    if not likeliest:
        return [label, *sure]
    return [label, *sure, *(f"{name} {probability:.0%}" for name, probability in likeliest)]


def _name_of(speaker: Speaker | None) -> str:
    return (short(speaker.name) if speaker else "") or _NAMELESS


def _who(speaker: Speaker | None) -> str:
    name, role = _name_of(speaker), short(speaker.role) if speaker else ""
    return f"{name}, {role}" if role else name
