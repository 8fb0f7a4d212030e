"""When an article was published, as corpus files spell it."""

import re
from datetime import date, datetime

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")


def is_date(text: str) -> bool:
    """Whether a text is a date, or a date and a time with a T between them."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.match(text) is not None  # 20240517 and 2024-W20-5 are ISO as well, but not ours


def spell_date(value: object) -> str:
    """Spell a date as corpus files do, where tables spell it with a blank before the time.

    Args:
        value: A date of a table, or what stands in its place; None is an empty text.

    Returns:
        The date; of what is none, the text without blanks around it.

    Examples:
        >>> spell_date("2024-05-17 10:00:00")
        '2024-05-17T10:00:00'
        >>> spell_date("last week ")
        'last week'
    """
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value).strip()
    spelt = f"{text[:10]}T{text[11:]}"
    return spelt if text[10:11] == " " and is_date(spelt) else text
