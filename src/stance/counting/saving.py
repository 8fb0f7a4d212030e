"""Files that can be saved from a page which holds them itself."""

import csv
import io
from base64 import b64encode
from collections.abc import Sequence

from stance.corpus.review.cells import to_cell


def csv_address(
    header: Sequence[str], rows: Sequence[Sequence[object]], *, name: str
) -> tuple[str, str]:
    """Give the name and ``data:`` address of a CSV file, safe for spreadsheet programs."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header)
    for row in rows:
        writer.writerow([to_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return f"{name}.csv", data_address(file.getvalue(), kind="text/csv")


def data_address(text: str, *, kind: str) -> str:
    """Give the ``data:`` address of a text of a media type."""
    encoded = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return f"data:{kind};charset=utf-8;base64,{encoded}"
