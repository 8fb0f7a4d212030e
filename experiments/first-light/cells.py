"""The cells of the first-light table: three systems, three training corpora."""

from dataclasses import dataclass
from pathlib import Path

#: Where the runs are kept; never committed.
OUT = Path("runs/first-light")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One row of the table.

    Attributes:
        system: As the table calls it.
        config: Its file below ``configs/``.
        corpora: What it is trained on.
    """

    system: str
    config: str
    corpora: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the cell's runs."""
        return f"{self.system}-{'both' if len(self.corpora) > 1 else self.corpora[0]}"


CELLS = [
    Cell(system=system, config=config, corpora=corpora)
    for corpora in (("originals", "wikinews"), ("originals",), ("wikinews",))
    for system, config in (
        ("window", "news"),
        ("baseline", "baseline"),
        ("single", "single-sentence"),
    )
]
