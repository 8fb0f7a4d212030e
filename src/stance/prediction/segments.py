"""From sentences to token ids, with the characters that each token stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from stance.parts import Span
from stance.text.characters import readable

#: Sentences that are given to the tokenizer at once; bounds memory on very long texts.
_BATCH = 256
#: Characters of a sentence that are tokenized at once, for texts without any full stop.
_STRETCH = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence, or the part of a long one that fits into a window.

    Attributes:
        sentence: Index of the sentence.
        token_ids: At least one.
        offsets: For each token the characters of the article that it stands for.
    """

    sentence: int
    token_ids: tuple[int, ...]
    offsets: tuple[Span, ...]


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
    legible = readable(text)
    for first in range(0, len(sentences), _BATCH):
        batch = sentences[first : first + _BATCH]
        for index, (token_ids, offsets) in enumerate(
            _tokens(legible, batch, tokenizer=tokenizer), start=first
        ):
            ids, places = token_ids or [unknown_id], offsets or [sentences[index]]
            n_parts = -(-len(ids) // capacity)
            size = -(-len(ids) // n_parts)
            for at in range(0, len(ids), size):
                yield Segment(
                    sentence=index,
                    token_ids=tuple(ids[at : at + size]),
                    offsets=tuple(places[at : at + size]),
                )


def _tokens(
    text: str, sentences: Sequence[Span], *, tokenizer: Tokenizer
) -> Iterator[tuple[list[int], list[Span]]]:
    """Tokenize each sentence, a very long one stretch by stretch."""
    stretches = [list(_stretches(text, sentence)) for sentence in sentences]
    flat = [text[start:end] for spans in stretches for start, end in spans]
    encodings = iter(tokenizer.encode_batch(flat, add_special_tokens=False))
    for spans in stretches:
        ids: list[int] = []
        offsets: list[Span] = []
        for start, _ in spans:
            encoding = next(encodings)
            ids += encoding.ids
            offsets += [Span(start + first, start + last) for first, last in encoding.offsets]
        yield ids, offsets


def _stretches(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence into stretches, at a space where there is one."""
    start = sentence.start
    while sentence.end - start > _STRETCH:
        cut = text.rfind(" ", start + 1, start + _STRETCH)
        end = cut if cut > 0 else start + _STRETCH
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end)
