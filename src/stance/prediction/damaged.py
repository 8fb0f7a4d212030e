"""Signs that a text has lost on its way: "donâ€™t", "don\ufffdt".

A text that was read as if it were written in another encoding has two or three signs for each
quotation mark, dash and accented letter; one that was read as plain ASCII has replacement
characters.
"""

import re

#: Three bytes for a mark, or two for a letter, read one by one as Windows does, which has no sign
#: for the last byte of a closing quotation mark.
_TWICE_READ = "â[€\x80][\x80-\xbf˜™š›œžŸ‚„†‡…ˆ‰‹–—“”‘’•]|[ÂÃ][\x80-\xbf]|â€\ufffd?"
#: A mark of Windows that was read as a control character; what would be "…" counts as a space.
_CONTROL = "[\x82\x84\x91-\x97]"
#: A run stands for one sign, whose bytes have each been replaced.
_LOST = "\ufffd{1,3}"
#: What is likely to have stood there, by what stands around it.
_LIKELY = (
    (re.compile(rf"(?<=\w){_LOST}(?=(?:s|t|d|m|re|ll|ve)\b)"), "’"),
    (re.compile(rf"(?<=\b[ODL]){_LOST}(?=[A-Z][a-z])"), "’"),
    (re.compile(rf"(?<=\s){_LOST}(?=\s)"), "—"),
    (re.compile(rf"(?<![^\s(\[—–-]){_LOST}(?=[\w$£€.])"), "“"),
    (re.compile(rf"(?<=[^\s\ufffd]){_LOST}(?=[\s,.;:!?)\]—–-]|$)"), "”"),
)
#: The places of all of them in a text.
DAMAGED = re.compile(f"{_TWICE_READ}|{_CONTROL}|{_LOST}")


def mended(damaged: re.Match[str]) -> str:
    """Give the sign that a text has lost.

    Args:
        damaged: A match of ``DAMAGED``.

    Returns:
        The character; what stands there, if no character is written so or none is likely.

    Examples:
        >>> [DAMAGED.sub(mended, text) for text in ("donâ€™t", "CafÃ©", "don\ufffdt")]
        ['don’t', 'Café', 'don’t']
    """
    text, found = damaged.string, damaged.group()
    if found.rstrip("\ufffd") == "â€":
        return "”"
    if found[0] == "\ufffd":
        signs = (sign for likely, sign in _LIKELY if likely.match(text, damaged.start()))
        return next(signs, found)
    try:
        return b"".join(map(_byte_of, found)).decode("utf-8" if len(found) > 1 else "cp1252")
    except UnicodeError:
        return found


def _byte_of(sign: str) -> bytes:
    return sign.encode("latin-1" if sign <= "\xff" else "cp1252")
