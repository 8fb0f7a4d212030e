"""How far two annotators agree on the same articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from warnings import catch_warnings, simplefilter

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score

from stance.article import Article
from stance.evaluation.agreement import Agreement
from stance.evaluation.disputes import Dispute, find_disputes
from stance.evaluation.pairing import ArticlePair
from stance.evaluation.spans import SpanKind, SpanScores, score_spans
from stance.evaluation.speakers import SpeakerScores, score_speakers


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
        source: Agreement on the words that name the speaker.
        cue: Agreement on the words that signal the speech.
        same_speaker: A speaker given to a sentence by both is the same, whatever the names and
            ids are (see ``SpeakerScores``); its F1 does not depend on who comes first.
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
    source: SpanScores
    cue: SpanScores
    same_speaker: Agreement
    speakers: SpeakerScores
    disputes: tuple[Dispute, ...] = field(repr=False)


def compare_annotators(
    first: Sequence[Article], second: Sequence[Article]
) -> AnnotatorAgreement | None:
    """Compare what two annotators made of the same articles.

    Args:
        first: Articles with unique ids, as the first annotator left them.
        second: The same of the second annotator; articles are matched by id.

    Returns:
        Their agreement; None if they share no sentence.
    """
    others = {article.id: article for article in second}
    shared = [(one, others[one.id]) for one in first if one.id in others]
    pairs = [_on_shared_sentences(*both) for both in shared if both[0].text == both[1].text]
    labels = [(a.label, b.label) for pair in pairs for a, b in pair.sentences]
    if not labels:
        return None
    names = pairs[0].gold.scheme.names
    speakers = score_speakers(pairs)
    shared_ids = {one.id for one, _ in shared}
    return AnnotatorAgreement(
        n_articles=len(pairs),
        n_sentences=len(labels),
        only_first=tuple(one.id for one in first if one.id not in shared_ids),
        only_second=tuple(one.id for one in second if one.id not in shared_ids),
        other_text=tuple(one.id for one, other in shared if one.text != other.text),
        n_cut_otherwise=sum(
            len(one.sentences) + len(other.sentences)
            for one, other in shared
            if one.text == other.text
        )
        - 2 * len(labels),
        # From 1: 0 stands for "not this label".
        overall=_agree([(names.index(a) + 1, names.index(b) + 1) for a, b in labels]),
        labels={name: _agree([(a == name, b == name) for a, b in labels]) for name in names},
        source=score_spans(pairs, kind=SpanKind.SOURCE),
        cue=score_spans(pairs, kind=SpanKind.CUE),
        same_speaker=_same_speaker(pairs, speakers),
        speakers=speakers,
        disputes=tuple(find_disputes(pairs)),
    )


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
    is_constant = len({*first.tolist(), *second.tolist()}) == 1
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)  # of a division by zero, answered with None
        kappa = None if is_constant else float(cohen_kappa_score(first, second))
    alpha = None if is_constant else _alpha(np.stack([first, second]))
    return LabelAgreement(
        observed=float(np.mean(first == second)),
        kappa=kappa,
        alpha=alpha,
        n_first=int(np.count_nonzero(first)),
        n_second=int(np.count_nonzero(second)),
    )


def _alpha(choices: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> float:
    return float(krippendorff.alpha(choices, level_of_measurement="nominal"))


def _same_speaker(pairs: Sequence[ArticlePair], scores: SpeakerScores) -> Agreement:
    return Agreement.of_counts(
        n_right=round(scores.accuracy * scores.n_sentences),
        n_predicted=sum(other.speaker is not None for pair in pairs for _, other in pair.sentences),
        n_gold=scores.n_sentences,
    )
