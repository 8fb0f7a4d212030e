"""Tokens of bytes begin with the space before their word; a span of words never does."""

import numpy as np

from stance.parts import Span
from stance.prediction.tags import Tag, decode_span

TEXT = "rain, Ines Okoro said"


def logits_for(*tags):
    return np.eye(len(Tag), dtype=np.float32)[list(tags)] * 9


def test_a_span_does_not_begin_with_the_space_of_its_first_token():
    offsets = [Span(0, 5), Span(5, 10), Span(10, 16), Span(16, 21)]
    logits = logits_for(Tag.OUTSIDE, Tag.SOURCE, Tag.SOURCE, Tag.CUE)

    span = decode_span(logits, tag=Tag.SOURCE, offsets=offsets, text=TEXT)

    assert TEXT[slice(*span)] == "Ines Okoro"


def test_a_token_that_is_only_a_space_is_no_span():
    offsets = [Span(0, 5), Span(5, 6), Span(6, 21)]
    logits = logits_for(Tag.OUTSIDE, Tag.SOURCE, Tag.OUTSIDE)

    assert decode_span(logits, tag=Tag.SOURCE, offsets=offsets, text=TEXT) is None


def test_a_token_without_characters_is_no_span():
    offsets = [Span(0, 5), Span(6, 6), Span(6, 21)]
    logits = logits_for(Tag.OUTSIDE, Tag.CUE, Tag.OUTSIDE)

    assert decode_span(logits, tag=Tag.CUE, offsets=offsets, text=TEXT) is None
