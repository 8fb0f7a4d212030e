"""Learning linear probes: which words name one speaker, and whether anybody speaks."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearMap:
    """What is multiplied with a state, and added.

    Attributes:
        weights: Shape ``(width, answers)``, float32.
        bias: Shape ``(answers,)``, float32.
    """

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    @classmethod
    def of_scaled(
        cls,
        weights: npt.NDArray[np.floating],
        bias: npt.NDArray[np.floating],
        *,
        mean: npt.NDArray[np.floating],
        deviation: npt.NDArray[np.floating],
    ) -> Self:
        """Fold the scale of states into what has been learnt of states of mean 0 and deviation 1.

        ``weights`` have shape ``(answers, width)``, ``bias`` ``(answers,)``, and ``mean`` and
        ``deviation`` of the states as they are ``(width,)``.
        """
        folded = weights / deviation
        return cls(
            weights=np.ascontiguousarray(folded.T, dtype=np.float32),
            bias=(bias - folded @ mean).astype(np.float32),
        )


#: Articles whose gradients make one step, and steps in which the learning rate rises.
_BATCH, _WARMUP = 8, 100
_LEARNING_RATE, _WEIGHT_DECAY, _DROPOUT = 1e-3, 0.05, 0.3
#: Losses are of mentions, and steps of articles: so many mentions are reckoned to one.
_MENTIONS = 5.0
_NEVER = -1e4
_TINY = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedSources:
    """The sources of an article, in order.

    ``states``, shape ``(sources, width)``, float32, are what a network makes of each; ``speakers``
    whom each names, a number for each speaker of the article.
    """

    states: npt.NDArray[np.float32]
    speakers: tuple[int, ...]


class _MentionHead(nn.Module):
    """Places of mentions, and how new each seems; ``states`` have mean 0 and deviation 1."""

    def __init__(self, width: int, places: int) -> None:
        super().__init__()
        self.place = nn.Linear(width, places, bias=False)
        self.newness = nn.Linear(width, 1)
        nn.init.normal_(self.place.weight, std=width**-0.5)

    def forward(self, states: Tensor) -> Tensor:
        """Score each mention against all, and at last against somebody new.

        From shape ``(sources, width)`` to ``(sources, sources + 1)``.
        """
        states = functional.dropout(states, _DROPOUT, self.training)
        places = self.place(states)
        alike = places @ places.T / math.sqrt(places.shape[1])
        return torch.cat([alike, self.newness(states)], dim=1)


def learn_mentions(
    articles: Iterable[NamedSources],
    *,
    places: int,
    epochs: int,
    seed: int,
    report: Callable[[int, int], None],
) -> LinearMap:
    """Learn to tell, of the words for a speaker, who of those named before is meant, or nobody.

    The chance of each earlier mention is a softmax over products of places, with one term for
    somebody new; what is made likely is the sum over all mentions of the right speaker (Lee et al.
    2017, *End-to-end Neural Coreference Resolution*).

    The map is from the state of a token to what ``MentionVector`` is the mean of. ``places`` are
    the coordinates of a mention; ``seed`` decides the first weights, the order and what is dropped;
    ``report`` is told epochs done, and epochs in all.
    """
    told = list(articles)
    states = torch.from_numpy(np.concatenate([one.states for one in told]))
    mean, deviation = states.mean(0), states.std(0) + _TINY
    shown = [((torch.from_numpy(one.states) - mean) / deviation, _right(one)) for one in told]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        head = _MentionHead(len(mean), places)
        optimizer = torch.optim.AdamW(
            head.parameters(), lr=_LEARNING_RATE, weight_decay=_WEIGHT_DECAY
        )
        n_steps = epochs * math.ceil(len(shown) / _BATCH)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / _WARMUP) * (1 - step / n_steps)
        )
        for epoch in range(epochs):
            report(epoch, epochs)
            order = torch.randperm(len(shown)).tolist()
            for start in range(0, len(order), _BATCH):
                losses = [_loss(head, *shown[one]) for one in order[start : start + _BATCH]]
                optimizer.zero_grad()
                torch.autograd.backward(torch.stack(losses).sum() / (_BATCH * _MENTIONS))
                nn.utils.clip_grad_norm_(head.parameters(), 1.0)
                optimizer.step()
                schedule.step()
    with torch.no_grad():  # the scale of products, and of states, becomes part of the map
        scale = head.place.out_features**-0.25
        weights = torch.cat([head.place.weight * scale, head.newness.weight])
        bias = torch.cat([torch.zeros(head.place.out_features), head.newness.bias])
    return LinearMap.of_scaled(
        weights.numpy(), bias.numpy(), mean=mean.numpy(), deviation=deviation.numpy()
    )


def _right(sources: NamedSources) -> Tensor:
    """Tell of each mention which before it are right, ``(sources, sources + 1)``; last, nobody."""
    speakers = torch.tensor(sources.speakers)
    same = (speakers[:, None] == speakers[None]).tril(-1)
    return torch.cat([same, ~same.any(1, keepdim=True)], dim=1)


def _loss(head: _MentionHead, states: Tensor, right: Tensor) -> Tensor:
    scores = head(states)
    n = len(states)
    is_earlier = torch.ones(n, n + 1, dtype=torch.bool).tril(-1)
    is_earlier[:, -1] = True
    scores = scores.masked_fill(~is_earlier, _NEVER)
    among = scores.masked_fill(~right, _NEVER)
    loss: Tensor = (scores.logsumexp(1) - among.logsumexp(1)).sum()
    return loss


def named(states: Sequence[npt.NDArray[np.float32]], speakers: Sequence[str]) -> NamedSources:
    """Put the sources of an article together.

    ``states`` have shape ``(width,)`` each; ``speakers`` are the ids of whom they name.
    """
    numbers = {name: number for number, name in enumerate(dict.fromkeys(speakers))}
    return NamedSources(states=np.stack(states), speakers=tuple(numbers[name] for name in speakers))


#: Inverse strength of the L2 penalty on weights of states of deviation 1; chosen on articles kept
#: back (docs/decisions/03-…).
_C = 0.003
_MOST_STEPS = 500


def learn_speech(
    states: Sequence[npt.NDArray[np.float32]], are_spoken: Sequence[bool]
) -> LinearMap | None:
    """Learn to tell the sentences in which somebody speaks from those of the outlet.

    From the state of a sentence, shape ``(width,)``, to the log-odds that somebody speaks in it;
    None if nobody speaks in any, or somebody in all.

    >>> states = np.array([[1, 0], [2, 0], [-1, 0], [-2, 0]], dtype=np.float32)
    >>> learnt = learn_speech(states, [True, True, False, False])
    >>> (states @ learnt.weights + learnt.bias > 0).ravel().tolist()
    [True, True, False, False]
    """
    if all(are_spoken) or not any(are_spoken):
        return None
    told = np.stack(states)
    mean, deviation = told.mean(axis=0), told.std(axis=0) + _TINY
    fitted = LogisticRegression(C=_C, max_iter=_MOST_STEPS)
    fitted.fit((told - mean) / deviation, np.array(are_spoken))
    return LinearMap.of_scaled(fitted.coef_, fitted.intercept_, mean=mean, deviation=deviation)
