"""Predicted articles as one page for a browser."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from stance.cli.writing import Outcome, Write, check_place, write_nothing
from stance.files import whole_file

#: Endings of pages.
ENDINGS = (".html", ".htm")


def check_page(page: Path | None, *, inputs: Collection[Path]) -> None:
    """Check the name of a page before anything is predicted.

    Args:
        page: The file, or None.
        inputs: Files that are read.

    Raises:
        ValueError: If its ending is not that of a page, or it is a folder or one of the inputs.
    """
    if page is None:
        return
    if page.suffix.lower() not in ENDINGS:
        raise ValueError(f"{page} has none of the endings {', '.join(ENDINGS)} of a page")
    check_place(page, inputs=inputs)


@contextmanager
def written_page(page: Path | None, *, uncertain_below: float | None) -> Iterator[Write]:
    """Write articles as one page; it is there when all are, or not at all.

    Args:
        page: The file, or None to write none.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], are marked; None for
            what the model says.

    Yields:
        What writes one article.
    """
    if page is None:
        yield write_nothing
        return
    from stance.rendering.page import PagePart, fault_part, page_part, whole_page

    parts: list[PagePart] = []

    def write(outcome: Outcome) -> None:
        if outcome.article is not None:
            parts.append(page_part(outcome.article, uncertain_below=uncertain_below))
        else:
            what = outcome.fault.what if outcome.fault else ""
            parts.append(fault_part(outcome.place, what))

    with whole_file(page) as beside:
        yield write
        beside.write_text(whole_page(parts), encoding="utf-8", newline="")
