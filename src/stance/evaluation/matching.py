"""Who a model takes each speaking sentence to be, held against who speaks it."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from stance.article import Article
from stance.evaluation.pairing import ArticlePair
from stance.parts import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMatch:
    """One gold sentence that has a speaker, and what was made of the speaker.

    Within an article, predicted speakers are assigned to gold ones, one to one, so that together
    they share as many sentences as possible (as CEAF does: Luo 2005, *On Coreference Resolution
    Performance Metrics*). Ids and names play no part in that; a gold speaker that shares no
    sentence stays without partner.

    Attributes:
        is_first: Whether the speaker has no earlier sentence; what is counted once for each
            speaker is counted here.
        is_grouped: Whether the sentence was given a speaker at all.
        is_right: Whether the partner of its speaker was given the sentence.
        is_same_kind: Whether the partner has the speaker's kind.
        is_same_name: Whether the partner has the speaker's name, whatever the case and the spaces.
        precision: Share of its predicted group that is in its gold group, in [0, 1] (B³, Bagga &
            Baldwin 1998, *Algorithms for Scoring Coreference Chains*); 0 if it is in none.
        recall: Share of its gold group that is in its predicted group, likewise.
    """

    is_first: bool
    is_grouped: bool
    is_right: bool
    is_same_kind: bool
    is_same_name: bool
    precision: float
    recall: float


def match_speakers(pair: ArticlePair) -> list[SpeakerMatch | None]:
    """Match the speaker of each sentence of an article; None where gold has no speaker."""
    shared = Counter(
        (gold.speaker, predicted.speaker)
        for gold, predicted in pair.sentences
        if gold.speaker is not None
    )
    gold_sizes: Counter[str] = Counter()
    predicted_sizes: Counter[str | None] = Counter()
    for (gold_id, predicted_id), n_sentences in shared.items():
        gold_sizes[gold_id] += n_sentences
        predicted_sizes[predicted_id] += n_sentences
    partners = _partners(shared)
    met: set[str] = set()
    matches: list[SpeakerMatch | None] = []
    for gold, predicted in pair.sentences:
        if gold.speaker is None:
            matches.append(None)
            continue
        n_both = shared[gold.speaker, predicted.speaker] if predicted.speaker is not None else 0
        partner = partners.get(gold.speaker)
        known = _speaker(pair.gold, gold.speaker)
        other = None if partner is None else _speaker(pair.predicted, partner)
        matches.append(
            SpeakerMatch(
                is_first=gold.speaker not in met,
                is_grouped=predicted.speaker is not None,
                is_right=partner is not None and partner == predicted.speaker,
                is_same_kind=other is not None and other.kind == known.kind,
                is_same_name=other is not None and folded(other.name) == folded(known.name),
                precision=n_both / predicted_sizes[predicted.speaker],
                recall=n_both / gold_sizes[gold.speaker],
            )
        )
        met.add(gold.speaker)
    return matches


def folded(name: str) -> str:
    """Give a name without what does not count: the case of letters, and how many spaces."""
    return " ".join(name.casefold().split())


def _partners(shared: Counter[tuple[str, str | None]]) -> dict[str, str]:
    """Give the predicted speaker assigned to each gold one, by id."""
    gold_ids = list(dict.fromkeys(gold for gold, _ in shared))
    predicted_ids = list(dict.fromkeys(other for _, other in shared if other is not None))
    table = np.zeros((len(gold_ids), len(predicted_ids)), dtype=np.int64)
    for (gold, predicted), n_sentences in shared.items():
        if predicted is not None:
            table[gold_ids.index(gold), predicted_ids.index(predicted)] = n_sentences
    rows, columns = linear_sum_assignment(table, maximize=True)
    return {
        gold_ids[row]: predicted_ids[column]
        for row, column in zip(rows, columns, strict=True)
        if table[row, column]
    }


def _speaker(article: Article, speaker_id: str) -> Speaker:
    for speaker in article.speakers:
        if speaker.id == speaker_id:
            return speaker
    raise ValueError(f"article {article.id!r} lists no speaker {speaker_id!r}")
