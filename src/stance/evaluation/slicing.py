"""The same scores on parts of an evaluation set: where a model is good and where it is not."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from stance.article import Article
from stance.corpus.traits import coarsen
from stance.evaluation.pairing import ArticlePair
from stance.parts import Sentence
from stance.spelling import did_you_mean
from stance.text.quotes import find_quotes, quotes_within

#: A slice of fewer sentences proves little, and is marked.
FEW_SENTENCES = 30
#: Stands for articles whose record does not have the field, where others do.
UNSAID = "(not said)"
#: Fields of the record by which sets are always sliced where any article has them.
USUAL_FIELDS = ("style", "domain", "outlet")
#: Words in a sentence, and sentences in an article, up to and with which a slice goes.
_WORD_STEPS = (10, 20, 30)
_SENTENCE_STEPS = (10, 20, 40)
#: A sentence with at least this share of its characters quoted is a quotation, not indirect.
_QUOTED_FRACTION = 0.5

#: Gives a value for each sentence of an article.
Slicer = Callable[[Article], Sequence[str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The sentences of a set that are ``chosen`` (shape ``(sentences,)``) for what they share."""

    by: str
    value: str
    chosen: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSlice(Generic[T]):
    """What was measured, by name of the measure, on the sentences of a slice."""

    by: str
    value: str
    n_articles: int
    n_sentences: int
    measures: Mapping[str, T]

    @property
    def is_small(self) -> bool:
        """Whether they are too few to prove much."""
        return self.n_sentences < FEW_SENTENCES


def measure_slices(
    pairs: Sequence[ArticlePair],
    measure: Callable[[NDArray[np.bool_], Sequence[str]], Mapping[str, T]],
    *,
    names: Sequence[str],
    fields: Iterable[str] = (),
) -> tuple[MeasuredSlice[T], ...]:
    """Measure each slice of an evaluation set.

    ``measure`` is told which sentences, and which measures. Macro-F1 is none of them where gold
    has a single label: it would say little there.
    """
    labels = np.array([gold.label for pair in pairs for gold, _ in pair.sentences], dtype=object)
    articles = np.repeat(np.arange(len(pairs)), [len(pair.sentences) for pair in pairs])
    found = []
    for one in slice_pairs(pairs, fields=fields):
        has_labels = len(set(labels[one.chosen])) > 1
        asked = [name for name in names if has_labels or name != "macro_f1"]
        measured = measure(one.chosen, asked)
        found.append(
            MeasuredSlice(
                by=one.by,
                value=one.value,
                n_articles=len(set(articles[one.chosen].tolist())),
                n_sentences=int(one.chosen.sum()),
                measures={name: measured[name] for name in asked if name in measured},
            )
        )
    return tuple(found)


def slice_pairs(pairs: Sequence[ArticlePair], *, fields: Iterable[str] = ()) -> list[Slice]:
    """Slice an evaluation set in every way that is known.

    All of it is told by gold: fields of the record, who speaks, whether a cue signals it, whether
    it is quoted, where in the article it is, how long it and the article are. One of ``fields``
    that is called like another way of slicing makes slices by "position (record)"; one that no
    article has makes a single slice, and ``check_fields`` refuses it.
    """
    articles = [pair.gold for pair in pairs]
    usual = [name for name in USUAL_FIELDS if any(name in one.metadata for one in articles)]
    slicers: dict[str, Slicer] = {
        f"{name} (record)" if name in _SLICERS else name: _by_field(name)
        for name in dict.fromkeys([*usual, *fields])
    }
    slicers |= {by: slicer for by, (slicer, _) in _SLICERS.items()}
    return [one for by, slicer in slicers.items() for one in _slices(articles, by, slicer)]


def check_fields(articles: Iterable[Article], fields: Iterable[str]) -> None:
    """Refuse fields that no record has, with the nearest names.

    >>> check_fields([Article(text="Rain.", metadata={"style": "wire"})], ["stile"])
    Traceback (most recent call last):
        ...
    ValueError: no article has the field 'stile'; did you mean 'style'?
    """
    known = sorted({name for article in articles for name in article.metadata})
    faults = [
        f"no article has the field {name!r}; {did_you_mean(name, known)}"
        for name in fields
        if name not in known
    ]
    if faults:
        raise ValueError("\n".join(faults))


def _slices(articles: Sequence[Article], by: str, slicer: Slicer) -> Iterator[Slice]:
    values = np.array([value for article in articles for value in slicer(article)], dtype=object)
    order = _SLICERS[by][1] if by in _SLICERS else sorted(set(values))
    for value in order:
        chosen = np.asarray(values == value, dtype=np.bool_)
        if chosen.any():
            yield Slice(by=by, value=value, chosen=chosen)


def _by_field(name: str) -> Slicer:
    def slicer(article: Article) -> list[str]:
        found = article.metadata.get(name)
        value = UNSAID if found is None else str(found)
        if name == "style" and found is not None:
            value = coarsen(value)
        return [value] * len(article.sentences)

    return slicer


def _speaker_kinds(article: Article) -> list[str]:
    speakers = [article.speaker_of(sentence) for sentence in article.sentences]
    return [speaker.kind.value if speaker else "outlet" for speaker in speakers]


def _cues(article: Article) -> list[str]:
    def cue(sentence: Sentence) -> str:
        return "outlet" if sentence.speaker is None else "cue" if sentence.cue else "no cue"

    return [cue(sentence) for sentence in article.sentences]


def _quotation(article: Article) -> list[str]:
    quotes = find_quotes(article.text)
    found = []
    for sentence in article.sentences:
        n_quoted = sum(end - start for start, end in quotes_within(quotes, sentence.span))
        share = n_quoted / (sentence.end - sentence.start)
        if share >= _QUOTED_FRACTION:
            found.append("quotation")
        elif sentence.speaker is None:
            found.append("outlet")
        else:
            found.append("partly quoted" if n_quoted else "indirect")
    return found


def _positions(article: Article) -> list[str]:
    n = len(article.sentences)
    thirds = ("early", "middle", "late")
    return ["first" if index == 0 else thirds[3 * index // n] for index in range(n)]


def _sentence_lengths(article: Article) -> list[str]:
    lengths = [len(article.text_of(sentence).split()) for sentence in article.sentences]
    return [_step(n, _WORD_STEPS, "words") for n in lengths]


def _article_lengths(article: Article) -> list[str]:
    n = len(article.sentences)
    return [_step(n, _SENTENCE_STEPS, "sentences")] * n


def _step(n: int, steps: Sequence[int], unit: str) -> str:
    """Give the name of the step that a number is on; ``steps`` are upper ends, inclusive.

    >>> _step(10, (10, 20), "words"), _step(11, (10, 20), "words"), _step(99, (10,), "words")
    ('1–10 words', '11–20 words', 'over 10 words')
    """
    low = 1
    for high in steps:
        if n <= high:
            return f"{low}–{high} {unit}"
        low = high + 1
    return f"over {steps[-1]} {unit}"


def _steps(steps: Sequence[int], unit: str) -> list[str]:
    return [_step(n, steps, unit) for n in (*steps, steps[-1] + 1)]


#: What a sentence and its article tell by themselves, with the values in the order in which a
#: reader expects them.
_SLICERS: Mapping[str, tuple[Slicer, Sequence[str]]] = {
    "speaker": (_speaker_kinds, ("official", "expert", "other", "outlet")),
    "cue": (_cues, ("cue", "no cue", "outlet")),
    "quotation": (_quotation, ("quotation", "partly quoted", "indirect", "outlet")),
    "position": (_positions, ("first", "early", "middle", "late")),
    "sentence length": (_sentence_lengths, _steps(_WORD_STEPS, "words")),
    "article length": (_article_lengths, _steps(_SENTENCE_STEPS, "sentences")),
}
