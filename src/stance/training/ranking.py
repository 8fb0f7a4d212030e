"""Fitting the ranker that says who is meant and who goes on in an article.

A resolver reads training articles while a teacher answers each of its questions as the labels do,
so that what it knows of everybody stays right. The weights make these answers the likeliest.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

from stance.article import Article
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers
from stance.prediction.speakers.linking.entities import SpeakerEntity
from stance.prediction.speakers.linking.pairs import bounded_score
from stance.prediction.speakers.linking.ranker import Candidate, Features, Ranker
from stance.prediction.speakers.naming.names import same_name
from stance.prediction.speakers.speech.attribution import (
    OUTLET,
    SILENT,
    SPOKEN,
    bounded_speech,
)
from stance.prediction.speakers.vocabulary.words import fold

#: An article with a model's scores of its sentences.
Scored: TypeAlias = tuple[Article, Sequence[ScoredSentence]]

#: Precisions of the prior of a weight, of which the one is taken that is best on dev.
PENALTIES = (3.0, 10.0, 30.0)
#: A network has learnt the training articles, so its scores there are surer than on others. They
#: are scaled, blurred, and a few turned round, as far as makes them as unsure as on dev.
_SCALE, _BLUR, _TURNED = 0.93, 1.0, 0.03
#: What is left, turned round, of log-odds of speech, and of those that two mentions are of one.
_LEFT, _LEFT_OF_SCORE = -0.5, -0.3
#: How many questions are asked without a network's help, for models that give none.
_BLIND = 0.15
#: What says that a network does not say it.
_UNSAID = {"score": "no score", "newness": "no vector", "speaking": "no probe"}
_MOST_STEPS = 300
_N_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What a resolver asked.

    Attributes:
        candidates: The answers; those that belong together share their entity, if any.
        right: Indices of the right ones, at least one.
    """

    candidates: tuple[Candidate[None], ...]
    right: frozenset[int]


def ask(articles: Iterable[Scored]) -> Iterator[Question]:
    """Give the questions that a resolver asks of labelled articles, with their answers.

    Args:
        articles: With the scores that a resolver would get.

    Yields:
        Those that the labels answer.
    """
    for article, scored in articles:
        teacher = _Teacher(article)
        resolve_speakers(
            article.text, scored, scheme=article.scheme, ranker=Ranker(asked=teacher.answer)
        )
        yield from teacher.questions


class _Teacher:
    """Answers as the labels of an article do."""

    def __init__(self, article: Article) -> None:
        self.questions: list[Question] = []
        self._sentences = article.sentences
        self._starts = [sentence.start for sentence in article.sentences]
        self._names = {one.id: _folded(one.name) for one in article.speakers}

    def answer(self, place: int, candidates: Sequence[Candidate[Any]]) -> int:
        """Give the index of the right candidate, and keep the question if there is one."""
        speaker = self._sentences[place].speaker
        goes_on = candidates[0].type == OUTLET
        if goes_on and speaker is None:
            right = [0]
        elif speaker is None:  # a source that is none
            names = [one.features.get("exact name", 0.0) for one in candidates]
            return int(np.argmax(names))
        else:
            right = [i for i, one in enumerate(candidates) if self._is(one.answer, speaker)]
            if not right and goes_on:
                return 0
            right = right or [0]
        told = tuple(Candidate(None, one.type, one.features) for one in candidates)
        self.questions.append(Question(told, frozenset(right)))
        return max(right, key=lambda i: len(candidates[i].answer.sources) if i else 0)

    def _is(self, entity: SpeakerEntity | None, speaker: str) -> bool:
        """Whether somebody speaks mostly as a speaker of the labels, or is called the same."""
        if entity is None:
            return False
        spoken = (self._speaker_at(one.span.start) for one in entity.sources)
        votes = Counter(one for one in spoken if one is not None)
        if votes:
            return votes.most_common(1)[0][0] == speaker
        name = self._names[speaker]
        if not entity.names or not name:
            return False
        fullest = entity.names[0]
        is_long = min(len(fullest), len(name)) > 1 and fullest[-1] == name[-1]
        return fullest == name or (is_long and same_name(fullest, name))

    def _speaker_at(self, position: int) -> str | None:
        place = bisect_right(self._starts, position) - 1
        return self._sentences[place].speaker


def _folded(name: str) -> tuple[str, ...]:
    words = tuple(map(fold, name.split()))
    return words[1:] if words[:1] == ("the",) else words


def unlearn(questions: Iterable[Question], *, seed: int) -> Iterator[Question]:
    """Make questions such as a network leaves on articles that it has not learnt.

    Args:
        questions: Of articles that it has learnt.
        seed: Of what is drawn.

    Yields:
        As many, with other scores; some with none.
    """
    rng = np.random.default_rng(seed)
    for question in questions:
        change = _blinded if rng.random() < _BLIND else _blurring(rng)
        changed = tuple(
            _typed(replace(c, features=change(c.features))) for c in question.candidates
        )
        yield replace(question, candidates=changed)


def _blinded(features: Features) -> dict[str, float]:
    """Leave out what only a network says."""
    said = {_UNSAID.get(name, name): value for name, value in features.items()}
    return {name: 1.0 if name in _UNSAID.values() else value for name, value in said.items()}


def _blurring(rng: np.random.Generator) -> Callable[[Features], dict[str, float]]:
    """Draw how what a network says of a question is changed, the same for all its candidates."""
    common, speech, speaking, newness = rng.normal(0, _BLUR, 4)
    speech_left, speaking_left = np.where(rng.random(2) < _TURNED, _LEFT, 1.0)

    def change(features: Features) -> dict[str, float]:
        changed = dict(features)
        if "speech" in changed or "speaking" in changed:
            odds = changed.get("speech", 0.0) * _SCALE * speech_left + speech + common / 2
            changed["speech"] = bounded_speech(odds)
            odds = changed.get("speaking", 0.0) * _SCALE * speaking_left + speaking + common / 2
            changed["speaking"] = bounded_speech(odds)
        if "score" in changed:
            left = _LEFT_OF_SCORE if rng.random() < _TURNED else 1.0
            odds = changed["score"] * _SCALE * left + rng.normal(0, _BLUR) - newness / 2
            changed["score"] = bounded_score(odds)
        if "newness" in changed:
            changed["newness"] = changed["newness"] * _SCALE + newness / 2
        return changed

    return change


def _typed(candidate: Candidate[None]) -> Candidate[None]:
    """Give one who may go on the type that the scores tell."""
    if candidate.type not in (SPOKEN, SILENT):
        return candidate
    odds = [candidate.features.get(name, 0.0) for name in ("speech", "speaking")]
    features = {**candidate.features, "label": float(odds[0] > 0)}
    return replace(candidate, type=SPOKEN if max(odds) > 0 else SILENT, features=features)


def fit_ranker(questions: Sequence[Question], *, dev: Sequence[Question]) -> Ranker:
    """Fit the weights that make the right answers the likeliest.

    Args:
        questions: Of training articles.
        dev: Of others, by which the penalty of large weights is chosen.

    Returns:
        The ranker.
    """
    table = _Table.of(questions)
    rankers = [table.fit(penalty) for penalty in PENALTIES]
    return min(rankers, key=lambda one: loss_of(one, dev))


def loss_of(ranker: Ranker, questions: Sequence[Question]) -> float:
    """Give the mean negative log-probability of the right answers; 0 at best."""
    losses = []
    for question in questions:
        scores = np.array([ranker.score(one) for one in question.candidates])
        losses.append(logsumexp(scores) - logsumexp(scores[sorted(question.right)]))
    return float(np.mean(losses))


@dataclass(frozen=True, slots=True)
class _Table:
    """Questions as numbers: a row for each candidate, a column for each feature of a type."""

    rows: csr_matrix
    columns: Sequence[tuple[str, str]]
    starts: npt.NDArray[np.int64]
    are_right: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, questions: Sequence[Question]) -> Self:
        columns: dict[tuple[str, str], int] = {}
        cells: list[tuple[float, int, int]] = []
        starts: list[int] = []
        are_right: list[bool] = []
        for question in questions:
            starts.append(len(are_right))
            for number, one in enumerate(question.candidates):
                for name, value in one.features.items():
                    column = columns.setdefault((one.type, name), len(columns))
                    cells.append((value, len(are_right), column))
                are_right.append(number in question.right)
        values, rows, places = zip(*cells, strict=True)
        shape = (len(are_right), len(columns))
        matrix = csr_matrix((values, (rows, places)), shape=shape)
        return cls(matrix, list(columns), np.array(starts), np.array(are_right))

    def fit(self, penalty: float) -> Ranker:
        by_column = self.rows.T.tocsr()

        def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
            scores = self.rows @ weights
            every, shares = self._of_questions(scores)
            right, right_shares = self._of_questions(np.where(self.are_right, scores, -np.inf))
            fit = (every - right).sum() + penalty * (weights @ weights) / 2
            return fit, by_column @ (shares - right_shares) + penalty * weights

        start = np.zeros(len(self.columns))
        options = {"maxiter": _MOST_STEPS}
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
        weights: dict[str, dict[str, float]] = {}
        for (type_, name), weight in zip(self.columns, found.x.tolist(), strict=True):
            if rounded := round(weight, _N_DIGITS):
                weights.setdefault(type_, {})[name] = rounded
        return Ranker(weights)

    def _of_questions(
        self, scores: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Give the log of the summed exponentials for each question, and each row's share."""
        n_rows = np.diff(np.append(self.starts, len(scores)))
        most = np.maximum.reduceat(scores, self.starts)
        powers = np.exp(scores - np.repeat(most, n_rows))
        sums = np.add.reduceat(powers, self.starts)
        return most + np.log(sums), powers / np.repeat(sums, n_rows)
