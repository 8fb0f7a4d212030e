"""Coarse styles: what a free description of an outlet and its genre comes down to."""

import re

#: A style's coarse form is the first whose pattern it matches, else ``news``.
_PATTERNS: dict[str, str] = {
    "translated": r"translat|chinese|state.media|state.run"
    r"|english (edition|service|version|site|wire|portal|page|desk|website)",
    "conversation": r"interview|transcript|live blog|live report|question|podcast|newsletter"
    r"|q&a|fact ?box",
    "analysis": r"analysis|explainer|background|comment|opinion|column|essay|think-tank|blog"
    r"|aggregator|fact.check|preview",
    "wire": r"\bwires?\b|agency|un news service",
    "broadcast": r"broadcast|radio|bulletin|\btv\b",
    "feature": r"feature|reportage|magazine|weekend|profile|supplement|long read|investigat"
    r"|sketch|obituary|sunday",
    "trade press": r"trade|business|financial|technology|science|legal|doctors|biotech|industry"
    r"|farm press",
    "local": r"local|regional|metro|\bcity|county|provincial|town|village|parish|student"
    r"|community",
    "brief": r"brief|flash|digest|summary|item|notice|bullet",
}

#: The coarse style of an article that says nothing of its style.
UNKNOWN_STYLE = "unknown"


def coarsen(style: str | None) -> str:
    """Give the coarse form of a style.

    The styles of ``data/originals`` are free text and most occur once, so neither a split nor a
    table can use them as they are.

    Args:
        style: A description such as "regional daily, court report", or None.

    Returns:
        One of ten coarse styles, or ``UNKNOWN_STYLE``.

    Examples:
        >>> coarsen("Turkish daily, English edition, diplomacy page")
        'translated'
        >>> coarsen("national newspaper, court report")
        'news'
    """
    if style is None:
        return UNKNOWN_STYLE
    matching = (name for name, pattern in _PATTERNS.items() if re.search(pattern, style.lower()))
    return next(matching, "news")
