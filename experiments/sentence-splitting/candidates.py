"""The sentence splitters that are compared."""

import re
from collections.abc import Callable
from importlib.util import find_spec

from stance.text.sentences import split_sentences

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]


def nupunkt() -> Splitter:
    import nupunkt as library

    return lambda text: list(library.sent_spans(text))


def sentencex() -> Splitter:
    import sentencex as library

    def split(text: str) -> Spans:
        found = library.get_sentence_boundaries("en", text)
        return [(one["start_index"], one["end_index"]) for one in found]

    return split


def syntok() -> Splitter:
    import syntok.segmenter as library

    def split(text: str) -> Spans:
        sentences = [tokens for paragraph in library.analyze(text) for tokens in paragraph]
        return [(one[0].offset, one[-1].offset + len(one[-1].value)) for one in sentences if one]

    return split


def pysbd() -> Splitter:
    import pysbd as library

    segmenter = library.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [(one.start, one.end) for one in segmenter.segment(text)]


def by_line(split: Splitter) -> Splitter:
    """Let a library split line by line."""

    def split_lines(text: str) -> Spans:
        lines = re.finditer(r"[^\n]+", text)
        return [(m.start() + a, m.start() + b) for m in lines for a, b in split(m.group())]

    return split_lines


def splitters() -> dict[str, Splitter]:
    found: dict[str, Splitter] = {}
    for load in (nupunkt, sentencex, syntok, pysbd):
        if find_spec(load.__name__):
            split = load()
            found |= {load.__name__: split, f"{load.__name__}, by line": by_line(split)}
    return {**found, "stance": split_sentences}
