"""How far two annotators agree on the same articles, where they do not, and both as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import krippendorff
import numpy as np
from rich.console import RenderableType
from sklearn.metrics import cohen_kappa_score

from stance.article import Article
from stance.evaluation.matching import folded
from stance.evaluation.measures import measure_all
from stance.evaluation.pairing import ArticlePair
from stance.evaluation.tallies import SPAN_KINDS, Agreement, tally
from stance.parts import Sentence, Span
from stance.rendering.grids import NOTHING, Grid, draw, write

_TEXT_LENGTH = 60


class DisputedPart(StrEnum):
    """What two annotators differ on."""

    LABEL = "label"
    SPEAKER = "speaker"
    SOURCE = "source"
    CUE = "cue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one annotator said of a sentence, in words; without a speaker it is the outlet's."""

    label: str
    speaker: str | None
    source: str | None
    cue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One sentence on which two annotators differ: a speaker by name, spans by place.

    ``start`` is the first character of the sentence in the article's text.
    """

    article_id: str
    start: int
    text: str
    parts: tuple[DisputedPart, ...]
    first: Reading
    second: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAgreement:
    """How far two annotators agree on labels, beyond what chance would bring about.

    Attributes:
        observed: Fraction of the sentences on which they agree, in [0, 1]; higher is better.
        kappa: Cohen's kappa (Cohen 1960, *A Coefficient of Agreement for Nominal Scales*), at
            most 1, 0 for chance; each annotator has a habit of their own. None where neither
            ever chose otherwise, so that there is no chance to correct for.
        alpha: Krippendorff's alpha for nominal data (Krippendorff 2011, *Computing
            Krippendorff's Alpha-Reliability*), at most 1, 0 for chance; both share one habit.
            None as with ``kappa``. Krippendorff asks for 0.8, and for 0.667 as the very least.
        n_first: Sentences to which the first annotator gave the label; of all labels at once,
            all sentences.
        n_second: The same of the second.
    """

    observed: float
    kappa: float | None
    alpha: float | None
    n_first: int
    n_second: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerAgreement:
    """How far two annotators agree on who the first one's speakers are; None without speakers.

    Attributes:
        n_speakers: Speakers of the first, over all articles.
        kind_accuracy: Fraction of them whose partner has their kind (see ``SpeakerMatch``).
        name_accuracy: Fraction of them whose partner has their name.
        b3_f1: Whether both group the sentences of one speaker together.
    """

    n_speakers: int
    kind_accuracy: float | None
    name_accuracy: float | None
    b3_f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatorAgreement:
    """How far two annotators agree; in spans and speakers the first one stands for gold.

    Attributes:
        n_articles: Articles that both annotated, on the same text.
        n_sentences: Sentences that both cut in the same way; only these are compared.
        only_first: Ids of the articles that only the first annotated.
        only_second: Ids of the articles that only the second annotated.
        other_text: Ids of the articles whose texts differ; they are not compared.
        n_cut_otherwise: Sentences of either that the other cut in another way.
        overall: All labels at once.
        labels: Each label of the scheme against the others.
        source: Agreement on the words that name the speaker: ``exact``, ``overlap``, ``words``.
        cue: Agreement on the words that signal the speech, likewise.
        same_speaker: A speaker given to a sentence by both is the same, whatever the names and
            ids are (see ``SpeakerMatch``); its F1 does not depend on who comes first.
        speakers: Their grouping, names and kinds.
        disputes: The sentences on which they differ, in the order of the first.
    """

    n_articles: int
    n_sentences: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    other_text: tuple[str, ...]
    n_cut_otherwise: int
    overall: LabelAgreement
    labels: Mapping[str, LabelAgreement]
    source: Mapping[str, Agreement]
    cue: Mapping[str, Agreement]
    same_speaker: Agreement
    speakers: SpeakerAgreement
    disputes: tuple[Dispute, ...] = field(repr=False)


def compare_annotators(
    first: Sequence[Article], second: Sequence[Article]
) -> AnnotatorAgreement | None:
    """Compare two annotators on the articles of one id; None if they share no sentence."""
    others = {article.id: article for article in second}
    shared = [(one, others[one.id]) for one in first if one.id in others]
    same_text = [both for both in shared if both[0].text == both[1].text]
    pairs = [_on_shared_sentences(*both) for both in same_text]
    labels = [(a.label, b.label) for pair in pairs for a, b in pair.sentences]
    if not labels:
        return None
    names = pairs[0].gold.scheme.names
    shared_ids = {one.id for one, _ in shared}
    n_sentences = sum(len(article.sentences) for both in same_text for article in both)
    spans, same_speaker, speakers = _compare_speakers(pairs)
    return AnnotatorAgreement(
        n_articles=len(pairs),
        n_sentences=len(labels),
        only_first=tuple(one.id for one in first if one.id not in shared_ids),
        only_second=tuple(one.id for one in second if one.id not in shared_ids),
        other_text=tuple(one.id for one, other in shared if one.text != other.text),
        n_cut_otherwise=n_sentences - 2 * len(labels),
        # From 1: 0 stands for "not this label".
        overall=_agree([(names.index(a) + 1, names.index(b) + 1) for a, b in labels]),
        labels={name: _agree([(a == name, b == name) for a, b in labels]) for name in names},
        source=spans["source"],
        cue=spans["cue"],
        same_speaker=same_speaker,
        speakers=speakers,
        disputes=tuple(_find_disputes(pairs)),
    )


def to_tables(agreement: AnnotatorAgreement, *, max_disputes: int) -> list[RenderableType]:
    """Draw tables of the labels, of spans and speakers, and of some disputed sentences."""
    return [draw(grid) for grid in _grids(agreement, max_disputes=max_disputes)]


def to_markdown(agreement: AnnotatorAgreement, *, max_disputes: int) -> str:
    """Write the tables of ``to_tables`` as Markdown."""
    return "\n".join(write(grid) for grid in _grids(agreement, max_disputes=max_disputes))


def _on_shared_sentences(one: Article, other: Article) -> ArticlePair:
    spans = {sentence.span for sentence in one.sentences}
    spans &= {sentence.span for sentence in other.sentences}
    first, second = (
        replace(article, sentences=tuple(s for s in article.sentences if s.span in spans))
        for article in (one, other)
    )
    return ArticlePair(gold=first, predicted=second)


def _agree(choices: Sequence[tuple[int, int]]) -> LabelAgreement:
    first, second = (np.array(side, dtype=np.int64) for side in zip(*choices, strict=True))
    kappa = alpha = None
    if len({*first.tolist(), *second.tolist()}) > 1:
        kappa = float(cohen_kappa_score(first, second))
        alpha = float(krippendorff.alpha(np.stack([first, second]), level_of_measurement="nominal"))
    return LabelAgreement(
        observed=float(np.mean(first == second)),
        kappa=kappa,
        alpha=alpha,
        n_first=int(np.count_nonzero(first)),
        n_second=int(np.count_nonzero(second)),
    )


def _compare_speakers(
    pairs: Sequence[ArticlePair],
) -> tuple[dict[str, dict[str, Agreement]], Agreement, SpeakerAgreement]:
    tallies = tally(pairs)
    counts = tallies.counts

    def agreement(right: str, of: str) -> Agreement:
        return Agreement.of_counts(
            n_right=counts[right],
            n_predicted=counts[f"{of}.predicted"],
            n_gold=counts[f"{of}.gold"],
        )

    spans = {
        kind: {
            "exact": agreement(f"{kind}.exact", kind),
            "overlap": agreement(f"{kind}.overlap", kind),
            "words": agreement(f"{kind}.words.right", f"{kind}.words"),
        }
        for kind in SPAN_KINDS
    }
    n_speakers = int(counts["speakers"])
    b3 = measure_all(tallies, np.ones((1, len(pairs)), dtype=np.int64), names=["speaker_b3_f1"])
    speakers = SpeakerAgreement(
        n_speakers=n_speakers,
        kind_accuracy=counts["speakers.kind"] / n_speakers if n_speakers else None,
        name_accuracy=counts["speakers.name"] / n_speakers if n_speakers else None,
        b3_f1=float(b3["speaker_b3_f1"][0]) if n_speakers else None,
    )
    return spans, agreement("speaker.right", "attributed"), speakers


def _find_disputes(pairs: Sequence[ArticlePair]) -> Iterator[Dispute]:
    for pair in pairs:
        for one, other in pair.sentences:
            first, second = _read(pair.gold, one), _read(pair.predicted, other)
            is_disputed = {
                DisputedPart.LABEL: one.label != other.label,
                DisputedPart.SPEAKER: _named(first) != _named(second),
                DisputedPart.SOURCE: one.source != other.source,
                DisputedPart.CUE: one.cue != other.cue,
            }
            if any(is_disputed.values()):
                yield Dispute(
                    article_id=pair.gold.id,
                    start=one.start,
                    text=pair.gold.text_of(one),
                    parts=tuple(part for part, differs in is_disputed.items() if differs),
                    first=first,
                    second=second,
                )


def _read(article: Article, sentence: Sentence) -> Reading:
    def words(span: Span | None) -> str | None:
        return article.text_of(span) if span else None

    speaker = article.speaker_of(sentence)
    return Reading(
        label=sentence.label,
        speaker=speaker.name if speaker else None,
        source=words(sentence.source),
        cue=words(sentence.cue),
    )


def _named(reading: Reading) -> str | None:
    return None if reading.speaker is None else folded(reading.speaker)


def _grids(agreement: AnnotatorAgreement, *, max_disputes: int) -> Iterator[Grid]:
    labels = {"all": agreement.overall} | {str(name): one for name, one in agreement.labels.items()}
    yield Grid(
        title=f"Labels, {agreement.n_articles} articles, {agreement.n_sentences} sentences",
        header=("label", "agreed", "kappa", "alpha", "first", "second"),
        rows=[
            (
                *(name, f"{one.observed:.3f}", _number(one.kappa), _number(one.alpha)),
                *(str(one.n_first), str(one.n_second)),
            )
            for name, one in labels.items()
        ],
    )
    yield _spans_and_speakers(agreement)
    if agreement.disputes:
        yield _disputes(agreement, max_disputes=max_disputes)


def _spans_and_speakers(agreement: AnnotatorAgreement) -> Grid:
    found = {
        "source, exact": agreement.source["exact"],
        "source, overlap": agreement.source["overlap"],
        "cue, exact": agreement.cue["exact"],
        "cue, overlap": agreement.cue["overlap"],
        "same speaker": agreement.same_speaker,
    }
    rows = [
        (name, _number(one.f1 if one.n_gold + one.n_predicted else None), str(one.n_gold))
        for name, one in found.items()
    ]
    speakers = agreement.speakers
    rows += [
        ("speakers, B³", _number(speakers.b3_f1), str(agreement.same_speaker.n_gold)),
        ("speakers, kind", _number(speakers.kind_accuracy), str(speakers.n_speakers)),
        ("speakers, name", _number(speakers.name_accuracy), str(speakers.n_speakers)),
    ]
    return Grid(
        title="Spans and speakers (F1; kind and name: share of the first's speakers)",
        header=("what", "agreement", "of the first"),
        rows=rows,
    )


def _disputes(agreement: AnnotatorAgreement, *, max_disputes: int) -> Grid:
    shown = agreement.disputes[:max_disputes]
    title = f"In dispute: {len(agreement.disputes)} of {agreement.n_sentences} sentences"
    return Grid(
        title=title if len(shown) == len(agreement.disputes) else f"{title}, first {len(shown)}",
        header=("article", "sentence", "first", "second"),
        rows=[_dispute_row(dispute) for dispute in shown],
        prose=("sentence", "first", "second"),
    )


def _dispute_row(dispute: Dispute) -> tuple[str, ...]:
    text = " ".join(dispute.text.split())
    shown = text if len(text) <= _TEXT_LENGTH else f"{text[: _TEXT_LENGTH - 1]}…"
    first, second = (
        "; ".join(
            f"{part.value}: {NOTHING if (said := getattr(reading, part.value)) is None else said}"
            for part in dispute.parts
        )
        for reading in (dispute.first, dispute.second)
    )
    return (dispute.article_id, shown, first, second)


def _number(number: float | None) -> str:
    return NOTHING if number is None else f"{number:.3f}"
