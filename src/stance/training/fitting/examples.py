"""Windows with the labels and tags that the network is to give."""

from collections.abc import Sequence
from dataclasses import dataclass

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
