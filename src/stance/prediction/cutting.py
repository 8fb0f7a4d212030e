"""Cutting an article for the encoder, the same in training and in prediction."""

from collections.abc import Sequence

from tokenizers import Tokenizer

from stance.parts import Span
from stance.prediction.manifest import NetworkSettings
from stance.prediction.segments import Segment, segment
from stance.prediction.windows import Window, pack_windows


def cut(
    text: str, sentences: Sequence[Span], *, tokenizer: Tokenizer, settings: NetworkSettings
) -> tuple[list[Segment], list[Window]]:
    """Tokenize the sentences of an article and pack them into windows.

    Args:
        text: The article.
        sentences: Spans in it, in order, without overlap.
        tokenizer: Neither truncates nor pads.
        settings: How windows are packed.

    Returns:
        All segments, and the windows over them.
    """
    capacity = settings.max_tokens - 2  # a special token in front and one at the end
    segments = list(
        segment(
            text,
            sentences,
            tokenizer=tokenizer,
            capacity=capacity,
            unknown_id=settings.unknown_id,
        )
    )
    windows = pack_windows(
        [len(one.token_ids) for one in segments],
        capacity=capacity,
        overlap=settings.overlap_tokens,
        max_segments=settings.max_sentences,
    )
    return segments, windows
