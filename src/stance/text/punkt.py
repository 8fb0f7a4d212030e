"""The sentence library, taught the abbreviations of news."""

from functools import cache
from typing import TYPE_CHECKING

from stance.text.abbreviations import ABBREVIATIONS, STARTERS

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

# The library reads to the next space at each mark: a line of a million marks would take hours.
# It decides on the two words around a mark, so windows with a margin find the same ends.
_WINDOW, _MARGIN = 1500, 250


def punkt_ends(line: str) -> list[int]:
    """Find sentence ends by punctuation alone.

    The model that ships with nupunkt learnt its abbreviations from millions of legal documents and
    holds "bank", "month" and "all" among them, so it is given a list of news's own.

    Args:
        line: Text without line breaks.

    Returns:
        Positions after the closing marks of a sentence, ascending; the end of the text may be
        among them.

    Examples:
        >>> punkt_ends("Gov. Reed paid $1.5 million. It was all.")
        [28, 40]
    """
    ends: list[int] = []
    for start in range(0, len(line), _WINDOW):
        first = max(0, start - _MARGIN)
        window = line[first : start + _WINDOW + _MARGIN]
        found = (first + end for _, end in _tokenizer().span_tokenize(window))
        ends += [end for end in found if start < end <= start + _WINDOW]
    return ends


@cache
def _tokenizer() -> "PunktSentenceTokenizer":
    import nupunkt  # loads a model that those who have their own sentences do not need

    parameters = nupunkt.PunktParameters(
        abbrev_types=set(ABBREVIATIONS),
        sent_starters=set(STARTERS),
        ortho_context=nupunkt.load("default").parameters.ortho_context,
    )
    tokenizer = nupunkt.PunktSentenceTokenizer(parameters, include_common_abbrevs=False)
    tokenizer.EXCL_QUEST_LOWERCASE_CONTINUES = True
    return tokenizer
