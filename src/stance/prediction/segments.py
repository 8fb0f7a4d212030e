"""From sentences to token ids, with the characters that each token stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from stance.errors import ArtifactError
from stance.parts import Span
from stance.prediction.tokenizer_file import TOKENIZER_FILE, is_panic
from stance.text.characters import readable
from stance.text.quotes import with_one_sign

#: Characters that are tokenized as one, for sentences that never end, and how many such
#: stretches the tokenizer is given at once: the two bound its memory.
_STRETCH = 4_000
_BATCH = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segment:
    """A sentence, or the part of a long one that fits into a window.

    Attributes:
        sentence: Index of the sentence.
        token_ids: Shape ``(tokens,)``, int64; at least one.
        offsets: Shape ``(tokens, 2)``, int64; first character of the article that each token
            stands for, and the one after the last.
    """

    sentence: int
    token_ids: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]


def segment(
    text: str, sentences: Sequence[Span], *, tokenizer: Tokenizer, capacity: int, unknown_id: int
) -> Iterator[Segment]:
    """Tokenize the sentences of an article.

    A sentence of more than ``capacity`` tokens becomes several segments of nearly equal length;
    one that the tokenizer finds empty (only invisible characters) becomes one unknown token.

    Args:
        text: The article; may hold characters that UTF-8 cannot.
        sentences: Spans in it.
        tokenizer: Gives no special tokens, and neither truncates nor pads.
        capacity: Tokens that fit into a window.
        unknown_id: Token id for what has no token.

    Yields:
        Segments in the order of the text.
    """
    pieces = _tokenized(readable(text), sentences, tokenizer=tokenizer)
    for index, group in groupby(pieces, key=lambda piece: piece.sentence):
        own = list(group)
        ids = np.concatenate([piece.token_ids for piece in own])
        offsets = np.concatenate([piece.offsets for piece in own])
        if not len(ids):
            ids, offsets = np.array([unknown_id]), np.array([sentences[index]])
        size = -(-len(ids) // -(-len(ids) // capacity))
        for at in range(0, len(ids), size):
            part = slice(at, at + size)
            yield Segment(sentence=index, token_ids=ids[part], offsets=offsets[part])


def _tokenized(text: str, sentences: Sequence[Span], *, tokenizer: Tokenizer) -> Iterator[Segment]:
    """Tokenize each sentence whole, or stretch by stretch; what comes out may be empty."""
    stretches = (
        (index, stretch)
        for index, sentence in enumerate(sentences)
        for stretch in _stretches(text, sentence)
    )
    while batch := list(islice(stretches, _BATCH)):
        legible = [with_one_sign(text[start:end]) for _, (start, end) in batch]
        encodings = _encoded(legible, tokenizer)
        for (index, stretch), encoding in zip(batch, encodings, strict=True):
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            yield Segment(
                sentence=index,
                token_ids=np.array(encoding.ids, dtype=np.int64),
                offsets=offsets + stretch.start,
            )


def _encoded(texts: list[str], tokenizer: Tokenizer) -> list[Encoding]:
    try:
        encodings: list[Encoding] = tokenizer.encode_batch(texts, add_special_tokens=False)
    except BaseException as error:
        if is_panic(error):
            raise ArtifactError(TOKENIZER_FILE, f"fails on a text: {error}") from error
        raise
    return encodings


def _stretches(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence into stretches, at a space where there is one."""
    start = sentence.start
    while sentence.end - start > _STRETCH:
        cut = text.rfind(" ", start + 1, start + _STRETCH)
        end = cut if cut > 0 else start + _STRETCH
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end)
