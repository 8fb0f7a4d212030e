"""Offsets of tools that count characters in another way."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from stance.corpus.review.regions import Region
from stance.parts import Span


def place_regions(text: str, regions: Sequence[Region]) -> list[Region]:
    """Find out whether offsets count code points or UTF-16 units, and give code points.

    Label Studio counts code points; plugins and scripts that were written in JavaScript often
    do not. Regions say which words they hold, and only one way of counting fits all of these.

    Args:
        text: The article's text.
        regions: As the tool wrote them.

    Returns:
        The same in code points; with a fault if neither way of counting fits their words.
    """
    if all(_fits(text, region) for region in regions):
        return list(regions)
    # ends[i]: UTF-16 units before character i
    ends = [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in text)]  # noqa: PLR2004
    recounted = [
        replace(one, span=Span(*(bisect_left(ends, edge) for edge in one.span))) for one in regions
    ]
    if all(_fits(text, region) for region in recounted):
        return recounted
    return [region if _fits(text, region) else _faulty(text, region) for region in regions]


def _fits(text: str, region: Region) -> bool:
    """Tell whether a region's words are at its place, whatever their blanks are."""
    if region.words is None:
        return True
    return _letters(text[slice(*region.span)]) == _letters(region.words)


def _faulty(text: str, region: Region) -> Region:
    start, end = region.span
    there = " ".join(text[start:end].split())[:40]
    fault = f"{region.words!r} is not at {start}–{end}, where the text says {there!r}"
    return replace(region, fault=region.fault or fault)


def _letters(words: str) -> str:
    # Label Studio's editor writes a line break as a backslash and an n.
    return "".join(words.replace("\\n", "").split())
