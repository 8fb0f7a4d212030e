"""What callers pass for texts and spans, checked: a wrong type is named with what to pass."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import index as index_of
from os import PathLike
from typing import TypeVar

from stance.parts import Span

C = TypeVar("C")
_PAIR = 2


def texts_of(texts: object) -> Iterator[str]:
    """Give the texts one by one, or say what to pass instead; a list is checked whole at once."""
    hint = "predict() takes a str, or an iterable of them"
    if isinstance(texts, bytes | bytearray | memoryview):
        raise TypeError(f"{hint}; decode bytes first: predict(data.decode('utf-8'))")
    if isinstance(texts, PathLike):
        raise TypeError(f"{hint}; read the file first: predict(path.read_text('utf-8'))")
    if isinstance(texts, str | Mapping) or not isinstance(texts, Iterable):
        raise TypeError(f"{hint}, not {type(texts).__name__}")

    def checked(index: int, one: object) -> str:
        if not isinstance(one, str):
            raise TypeError(f"{hint}; item {index} is {type(one).__name__}")
        return one

    found = (checked(index, one) for index, one in enumerate(texts))
    return iter(list(found)) if isinstance(texts, Sequence) else found


def texts_of_pairs(pairs: object, contexts: deque[C]) -> Iterator[str]:
    """Give the first of each pair, and keep the second."""
    if isinstance(pairs, str | Mapping) or not isinstance(pairs, Iterable):
        raise TypeError(f"as_tuples=True takes pairs (text, context), not {type(pairs).__name__}")

    def firsts(pairs: Iterable[object]) -> Iterator[str]:
        for index, pair in enumerate(pairs):
            if not isinstance(pair, tuple | list) or len(pair) != _PAIR:
                what = "as_tuples=True takes pairs (text, context)"
                raise TypeError(f"{what}; item {index} is {type(pair).__name__}")
            contexts.append(pair[1])
            yield pair[0]

    return texts_of(firsts(pairs))


def checked_spans(sentences: Iterable[tuple[int, int]], *, text: str) -> list[Span]:
    """Give the caller's spans, or name the first that cannot be a sentence."""
    spans: list[Span] = []
    last = 0
    for index, pair in enumerate(sentences):
        start, end = span = _span(pair, index=index)
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"sentence {index} {span} is empty or leaves the text, "
                f"which has {len(text)} characters"
            )
        if start < last:
            raise ValueError(
                f"sentence {index} {span} begins before the one before it ends ({last}); "
                "give spans in order and without overlap"
            )
        last = end
        spans.append(span)
    return spans


def _span(pair: object, *, index: int) -> Span:
    """Give a pair of whole numbers, of Python or numpy, as a span."""
    fault = f"sentence {index} is {pair!r}; a sentence is (start, end), two whole numbers"
    if isinstance(pair, str) or not isinstance(pair, Iterable):
        raise TypeError(fault)
    ends = list(pair)
    if len(ends) != len(Span._fields):
        raise ValueError(fault)
    try:
        return Span(*(index_of(one) for one in ends))
    except TypeError as error:
        raise TypeError(fault) from error
