"""Windows with the labels and tags to learn, dealt into batches of similar length."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from stance.article import Article
from stance.parts import Sentence
from stance.prediction.batches import WindowInputs, window_inputs
from stance.prediction.cutting import cut
from stance.prediction.manifest import NetworkSettings
from stance.prediction.segments import Segment
from stance.prediction.tags import Tag
from stance.prediction.windows import Window

#: Marks a place that the loss leaves out, as ``torch.nn.functional.cross_entropy`` has it.
IGNORED = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window to learn from.

    Attributes:
        inputs: What the network is given.
        labels: Shape ``(segments,)``, int64; index into the labels of the scheme, or ``IGNORED``.
        targets: Shape ``(segments, labels)``, float32; the distribution over labels to learn:
            the sentence's probabilities if it has some, else all on its label.
        tags: Shape ``(tokens,)``, int64; a ``Tag``, or ``IGNORED`` at the special tokens.
    """

    inputs: WindowInputs
    labels: npt.NDArray[np.int64]
    targets: npt.NDArray[np.float32]
    tags: npt.NDArray[np.int64]


def make_examples(
    articles: Sequence[Article],
    *,
    tokenizer: Tokenizer,
    settings: NetworkSettings,
    decided_only: bool,
) -> list[Example]:
    """Cut labelled articles into windows.

    ``decided_only`` scores each sentence once, as in prediction; else every view of it is learnt.
    """
    examples = []
    for article in articles:
        spans = [sentence.span for sentence in article.sentences]
        segments, windows = cut(article.text, spans, tokenizer=tokenizer, settings=settings)
        examples += [
            _example(
                article, segments, window=window, settings=settings, all_views=not decided_only
            )
            for window in windows
            if window.decided or not decided_only
        ]
    return examples


def _example(
    article: Article,
    segments: Sequence[Segment],
    *,
    window: Window,
    settings: NetworkSettings,
    all_views: bool,
) -> Example:
    inside = segments[window.start : window.end]
    known = article.scheme.names
    labels, targets, tags = [], [], [IGNORED]
    for index, one in enumerate(inside, start=window.start):
        sentence = article.sentences[one.sentence]
        counts = all_views or index in window.decided
        labels.append(known.index(sentence.label) if counts else IGNORED)
        targets.append([sentence.distribution.get(label, 0.0) for label in known])
        tags += _tags(one, sentence) if counts else [IGNORED] * len(one.token_ids)
    tags.append(IGNORED)
    return Example(
        inputs=window_inputs(inside, start_id=settings.start_id, end_id=settings.end_id),
        labels=np.array(labels, dtype=np.int64),
        targets=np.array(targets, dtype=np.float32),
        tags=np.array(tags, dtype=np.int64),
    )


def _tags(segment: Segment, sentence: Sentence) -> list[int]:
    """Tag each token of a segment by the span that it lies in."""
    spans = [(Tag.SOURCE, sentence.source), (Tag.CUE, sentence.cue)]
    return [
        next(
            (tag for tag, span in spans if span and span.start < end and start < span.end),
            Tag.OUTSIDE,
        )
        for start, end in segment.offsets.tolist()
    ]


#: Batches among whose windows neighbours in length are sought; keeps batches diverse.
_BATCHES_IN_A_POOL = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The windows that one process takes of a batch at once.

    ``label_scale`` is what the sum of their label losses is multiplied by, so that the mean over
    the batch's shares is the mean over all sentences of the batch; ``tag_scale`` is the same for
    tag losses and the tokens of the batch.
    """

    examples: tuple[Example, ...]
    label_scale: float
    tag_scale: float


class ShuffledShares(Sequence[Share]):
    """The shares of many batches, those of a batch side by side; a new order each epoch.

    Processes are dealt shares in turn, so a batch's shares are taken in one optimizer step.
    ``renew`` gives the batches of a later epoch, from 1, if they are not the same; so many are
    shown as in the first, since the optimizer's steps are counted in advance.
    """

    def __init__(
        self,
        batches: Sequence[Sequence[Share]],
        *,
        seed: int,
        renew: Callable[[int], Sequence[Sequence[Share]]] | None = None,
    ) -> None:
        self._batches = list(batches)
        self._seed = seed
        self._renew = renew
        self._epoch: int | None = None
        self._order = [share for batch in batches for share in batch]

    def set_epoch(self, epoch: int) -> None:
        """Take the order of an epoch; the Trainer calls this, even twice, when one begins."""
        if epoch == self._epoch:
            return
        self._epoch = epoch
        batches = list(self._renew(epoch) if self._renew and epoch else self._batches)
        random.Random(f"{self._seed} {epoch}").shuffle(batches)  # noqa: S311, RUF100  # nothing secret about it
        shown = islice(cycle(batches), len(self._batches))
        self._order = [share for batch in shown for share in batch]

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> Share:  # type: ignore[override]  # nobody slices it
        return self._order[index]


def group_by_length(examples: Sequence[Example], *, size: int, seed: int) -> list[list[Example]]:
    """Deal windows into batches of nearly equal length.

    Sentences alone differ in length by a factor of ten; batches drawn blindly would be two thirds
    padding.
    """
    if size < 1:
        raise ValueError(f"a batch holds at least one window, not {size}")
    order = list(examples)
    random.Random(seed).shuffle(order)  # noqa: S311, RUF100  # nothing secret about it
    pool = size * _BATCHES_IN_A_POOL
    batches = []
    for start in range(0, len(order), pool):
        near = sorted(order[start : start + pool], key=lambda one: len(one.inputs.input_ids))
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    return batches


def cut_shares(batch: Sequence[Example], *, n_shares: int) -> list[Share]:
    """Cut a batch into shares that can be taken apart from each other.

    Shares have equally many windows, as processes need that gather their answers; where the
    windows do not suffice, some are shown again with nothing asked of them.
    """
    n_labels, n_tags = (
        sum(int((asked != IGNORED).sum()) for asked in one)
        for one in ([one.labels for one in batch], [one.tags for one in batch])
    )
    size = math.ceil(len(batch) / n_shares)
    full = [*batch, *[_unasked(batch[0])] * (size * n_shares - len(batch))]
    return [
        Share(
            examples=tuple(full[at : at + size]),
            label_scale=n_shares / max(1, n_labels),
            tag_scale=n_shares / max(1, n_tags),
        )
        for at in range(0, len(full), size)
    ]


def _unasked(example: Example) -> Example:
    return replace(
        example,
        labels=np.full_like(example.labels, IGNORED),
        tags=np.full_like(example.tags, IGNORED),
    )
