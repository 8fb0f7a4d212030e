"""What all readers of tables hold to: how CSV is opened, and how dates are spelt."""

import csv
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TextIO

_DELIMITERS = ",;\t"  # as programs save them, whatever the country
_LONGEST_CELL = 1 << 27  # characters; one may hold a whole article
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")


def open_rows(file: TextIO, *, strict: bool = False) -> "csv.DictReader[str]":
    """Begin to read CSV with a header, by the delimiter that the header has most often.

    The file is at its beginning; cells may be as long as articles. ``strict`` makes quotation
    marks in odd places an error.
    """
    header = file.readline()
    file.seek(0)
    csv.field_size_limit(_LONGEST_CELL)
    return csv.DictReader(file, delimiter=max(_DELIMITERS, key=header.count), strict=strict)


def cells_of(row: Mapping[str | None, object]) -> dict[str, str]:
    """Give the cells of a row by column; ValueError if some have no column and are not empty."""
    more = row.get(None)  # where `csv` puts them
    if isinstance(more, list) and any(cell.strip() for cell in more):
        raise ValueError("more cells than the header; put the text in quotation marks")
    return {name: str(value or "") for name, value in row.items() if name}


def is_date(text: str) -> bool:
    """Whether a text is a date, or a date and a time with a T between them."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.match(text) is not None  # 20240517 and 2024-W20-5 are ISO as well, but not ours


def spell_date(value: object) -> str:
    """Spell a date as corpus files do; what is none is given without blanks around it.

    >>> spell_date("2024-05-17 10:00:00"), spell_date("last week "), spell_date(None)
    ('2024-05-17T10:00:00', 'last week', '')
    """
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value).strip()
    spelt = f"{text[:10]}T{text[11:]}"
    return spelt if text[10:11] == " " and is_date(spelt) else text
