"""The place, date and agency that open a report."""

import re

_NAME = r"[^\W\d_][^\d(),:;!?–—\n]{1,40}?"
_DATE = r"(?:[^\W\d_]{3,9}\.?\ \d{1,2}|\d{1,2}\.?\ [^\W\d_]{3,9}\.?|\d{1,2}\.\d{1,2}\.?)"
_PARTICLE = 3  # "de", "am", "del": small words inside the names of places
#: Characters of a dateline and of what follows, by which it is known as one, at most.
_LONGEST = 200
_DATELINE = re.compile(
    rf"""
    (?P<place> {_NAME} )
    (?: \ \([^()\d]{{2,30}}\)(?=,) )?
    (?P<region> (?: ,\ {_NAME} ){{0,2}}? )
    (?P<date> (?: ,\ {_DATE} (?: ,?\ \d{{4}} )? | \ \({_DATE}\) ) )?
    (?P<agency> \ \([^()\d]{{2,40}}\) )?
    (?: (?P<dash> \.?\s?(?: --? | [–—_] ) ) | (?P<slashes> \.\ /[^/]{{2,40}}/\. ) | (?<=\)) )
    (?= \s+ [^\w\s]? [^\W_] )
    """,
    re.VERBOSE,
)


def dateline_end(line: str) -> int:
    """Find where the dateline ends that a line begins with.

    A dateline is a place, in capitals unless a date or an agency follows, with a dash after it. The
    dash may be missing where the date is followed by the agency, as some agencies write it.

    Args:
        line: A line without space before its first word.

    Returns:
        Characters of the dateline, dash included; 0 if the line has none.

    Examples:
        >>> dateline_end("WASHINGTON (Reuters) - Prices rose.")
        22
        >>> dateline_end("MOSCOW, March 3. /TASS/. Prices rose.")
        24
        >>> dateline_end("Prices rose (again) - sharply.")
        0
    """
    found = _DATELINE.match(line)
    if found is None or not _begins_sentence(line, found.end()):
        return 0
    in_capitals, is_dated = found["place"].isupper(), found["date"] is not None
    if found["dash"] or found["slashes"]:
        is_dateline = in_capitals or is_dated or found["agency"] is not None
    else:
        is_dateline = found["agency"] is not None and (
            is_dated or (in_capitals and bool(found["region"]))
        )
    return found.end() if is_dateline and _is_name(found["place"]) else 0


def openings(text: str) -> frozenset[int]:
    r"""Find where reports begin after the datelines of a text.

    Args:
        text: With one line or more.

    Returns:
        Places of the first letters after datelines.

    Examples:
        >>> sorted(openings("BEIRUT (AP) _ It rained.\nIt snowed."))
        [14]
    """
    found, start = set(), 0
    for line in text.splitlines(keepends=True):
        begin = start + len(line) - len(line.lstrip())
        end = dateline_end(text[begin : begin + _LONGEST])
        if end:
            rest = text[begin + end : start + len(line)]
            found.add(begin + end + len(rest) - len(rest.lstrip()))
        start += len(line)
    return frozenset(found)


def _is_name(place: str) -> bool:
    return all(word[0].isupper() or len(word) <= _PARTICLE for word in place.split())


def _begins_sentence(line: str, position: int) -> bool:
    first = next(filter(str.isalnum, line[position : position + 40]), "a")
    return not first.islower()
