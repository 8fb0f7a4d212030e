"""What labelling functions say: one vote, and the votes of many functions on many sentences."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.labels import LABELS, Label
from stance.parts import Span

#: What a table holds where a function has no opinion.
ABSTAIN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one labelling function says of one sentence.

    Spans count characters of the article's text, as everywhere.

    Attributes:
        label: What the sentence carries, or None for a vote that only points at words.
        source: The words that name the speaker, or None.
        cue: The words that signal the speech, or None.
    """

    label: Label | None = None
    source: Span | None = None
    cue: Span | None = None

    def __post_init__(self) -> None:
        if self.label is None and self.source is None and self.cue is None:
            raise ValueError("a vote has a label, a source or a cue; return None to abstain")


@dataclass(frozen=True, kw_only=True)
class VoteTable:
    """The label votes of several functions on several sentences.

    Attributes:
        functions: Names of the functions, in the order of the columns.
        labels: Shape ``(sentences, functions)``, int8: an index into ``LABELS``, or ``ABSTAIN``.
    """

    functions: tuple[str, ...]
    labels: npt.NDArray[np.int8]

    def __post_init__(self) -> None:
        if self.labels.ndim != 2 or self.labels.shape[1] != len(self.functions):  # noqa: PLR2004
            raise ValueError(
                f"labels of shape {self.labels.shape} do not fit {len(self.functions)} functions; "
                "the shape is (sentences, functions)"
            )

    @classmethod
    def of(cls, votes: Iterable[Mapping[str, Label]], *, functions: Sequence[str]) -> "VoteTable":
        """Build a table from the label that each function gives each sentence.

        Functions that are not among the columns are left out.

        >>> VoteTable.of([{"official_subject": Label.OFFICIAL_STATEMENT}, {}],
        ...              functions=["official_subject", "expert_subject"]).labels.tolist()
        [[0, -1], [-1, -1]]
        """
        index = {label: number for number, label in enumerate(LABELS)}
        cells = array("b")  # a byte a vote, however many sentences there are
        for one in votes:
            cells.extend(index[one[name]] if name in one else ABSTAIN for name in functions)
        labels = np.frombuffer(cells, dtype=np.int8) if cells else np.zeros(0, dtype=np.int8)
        n_sentences = len(labels) // len(functions) if functions else 0
        return cls(functions=tuple(functions), labels=labels.reshape(n_sentences, len(functions)))
