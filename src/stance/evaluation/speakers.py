"""How well speakers are told apart, named and placed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from stance.article import Article
from stance.evaluation.agreement import Agreement
from stance.evaluation.pairing import ArticlePair
from stance.parts import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerScores:
    """How well speakers were found; every score is in [0, 1] and higher is better.

    Within each article, predicted speakers are assigned to gold ones, one to one, so that
    together they share as many sentences as possible (as CEAF does: Luo 2005, *On Coreference
    Resolution Performance Metrics*). Ids and names play no part in that; a gold speaker that
    shares no sentence stays without partner. Fractions of nothing are 0.

    Attributes:
        n_sentences: Gold sentences that have a speaker.
        n_speakers: Gold speakers with a sentence, over all articles.
        accuracy: Fraction of ``n_sentences`` spoken by the partner of their gold speaker.
        kind_accuracy: Fraction of ``n_speakers`` whose partner has their kind; those without
            partner count as wrong.
        name_accuracy: Fraction of ``n_speakers`` whose partner has their name, whatever the
            case and the spaces.
        grouping: B³ (Bagga & Baldwin 1998, *Algorithms for Scoring Coreference Chains*) over the
            gold sentences that have a speaker. Recall is the mean over all of them of the share
            of their gold group that is in their predicted group; one that was given no speaker
            is in no group and has 0. Precision is the mean, over those that were given a
            speaker, of the share of their predicted group that is in their gold group.
            Speakers given to the outlet's own sentences are left to ``Scores.attributed``.
    """

    n_sentences: int
    n_speakers: int
    accuracy: float
    kind_accuracy: float
    name_accuracy: float
    grouping: Agreement


def score_speakers(pairs: Sequence[ArticlePair]) -> SpeakerScores:
    """Compare the speakers of articles.

    Args:
        pairs: Gold and predicted articles.

    Returns:
        The scores over all articles together.
    """
    castings = [_cast(pair) for pair in pairs]
    n_sentences = sum(casting.voices.total() for casting in castings)
    n_speakers = sum(casting.n_speakers for casting in castings)
    matches = [match for casting in castings for match in casting.matches]
    return SpeakerScores(
        n_sentences=n_sentences,
        n_speakers=n_speakers,
        accuracy=_fraction(sum(match.n_sentences for match in matches), n_sentences),
        kind_accuracy=_fraction(sum(match.is_same_kind for match in matches), n_speakers),
        name_accuracy=_fraction(sum(match.is_same_name for match in matches), n_speakers),
        grouping=_b_cubed([casting.voices for casting in castings]),
    )


#: Counts gold sentences of an article by gold and by predicted speaker; None for no speaker.
_Voices = Counter[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A gold speaker and the predicted one assigned to it."""

    n_sentences: int
    is_same_kind: bool
    is_same_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Casting:
    """An article's voices, and who is who in them."""

    voices: _Voices
    n_speakers: int
    matches: tuple[_Match, ...]


def _cast(pair: ArticlePair) -> _Casting:
    voices: _Voices = Counter(
        (gold.speaker, predicted.speaker)
        for gold, predicted in pair.sentences
        if gold.speaker is not None
    )
    gold_ids = list(dict.fromkeys(gold for gold, _ in voices))
    predicted_ids = list(dict.fromkeys(other for _, other in voices if other is not None))
    shared = np.zeros((len(gold_ids), len(predicted_ids)), dtype=np.int64)
    for (gold, predicted), n_sentences in voices.items():
        if predicted is not None:
            shared[gold_ids.index(gold), predicted_ids.index(predicted)] = n_sentences
    assigned = zip(*linear_sum_assignment(shared, maximize=True), strict=True)
    matches = tuple(
        _match(
            pair, ids=(gold_ids[row], predicted_ids[column]), n_sentences=int(shared[row, column])
        )
        for row, column in assigned
        if shared[row, column]
    )
    return _Casting(voices=voices, n_speakers=len(gold_ids), matches=matches)


def _match(pair: ArticlePair, *, ids: tuple[str, str], n_sentences: int) -> _Match:
    gold, predicted = _speaker(pair.gold, ids[0]), _speaker(pair.predicted, ids[1])
    return _Match(
        n_sentences=n_sentences,
        is_same_kind=gold.kind == predicted.kind,
        is_same_name=_folded(gold.name) == _folded(predicted.name),
    )


def _speaker(article: Article, speaker_id: str) -> Speaker:
    for speaker in article.speakers:
        if speaker.id == speaker_id:
            return speaker
    raise ValueError(f"article {article.id!r} lists no speaker {speaker_id!r}")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _b_cubed(articles: Sequence[_Voices]) -> Agreement:
    n_gold = n_predicted = 0
    precision = recall = 0.0
    for voices in articles:
        gold_sizes: Counter[str] = Counter()
        predicted_sizes: Counter[str] = Counter()
        grouped = [(gold, one, n) for (gold, one), n in voices.items() if one is not None]
        for (gold, _), n_sentences in voices.items():
            gold_sizes[gold] += n_sentences
        for _, predicted, n_sentences in grouped:
            predicted_sizes[predicted] += n_sentences
        # Each of the n sentences that a gold and a predicted group share finds those n in both.
        precision += sum(n * n / predicted_sizes[predicted] for _, predicted, n in grouped)
        recall += sum(n * n / gold_sizes[gold] for gold, _, n in grouped)
        n_gold += gold_sizes.total()
        n_predicted += predicted_sizes.total()
    return Agreement(
        precision=_fraction(precision, n_predicted),
        recall=_fraction(recall, n_gold),
        n_gold=n_gold,
        n_predicted=n_predicted,
    )


def _fraction(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
