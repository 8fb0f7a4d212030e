"""Label schemes: which labels there are, what they mean, and what they say about speakers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, TypeAlias

from stance.errors import UnknownLabelError
from stance.frozen import FrozenDict
from stance.labelnames import faults_of_name
from stance.labels import Label, SpeakerKind
from stance.spelling import did_you_mean

_FEWEST = 2
#: A place in a scheme, such as ``("labels", 1, "name")``, and what is wrong there.
SchemeFault: TypeAlias = tuple[tuple[str | int, ...], str]


class SchemeError(ValueError):
    """Labels that do not make a scheme; lists every fault."""

    def __init__(self, faults: Sequence[SchemeFault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "; ".join(what for _, what in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMeaning:
    """What one label of a scheme stands for, as a scheme file and ``model.json`` spell it.

    Attributes:
        name: As data files spell it.
        description: For people who annotate and who read the figures; schemes that differ in
            nothing else are equal.
        attributed: Whether somebody speaks in every sentence that carries it.
        kind: The kind of speaker whose sentences all carry it; None if no kind fixes it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: str
    description: str = field(default="", compare=False)
    attributed: bool = False
    kind: SpeakerKind | None = None


@dataclass(frozen=True, kw_only=True)
class LabelScheme:
    """The labels of a corpus and of the models that learn from it.

    Attributes:
        name: Of the scheme.
        outlet: The label of the outlet's own voice.
        labels: In the order of every score vector.

    Examples:
        >>> NEWS.parse("expert_analysis")
        <Label.EXPERT_ANALYSIS: 'expert_analysis'>
        >>> LabelScheme(name="odd", outlet="b", labels=(LabelMeaning(name="a"),))
        Traceback (most recent call last):
            ...
        stance.schemes.SchemeError: a scheme has two labels or more; outlet is 'b', which is none
        of its labels (a)
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: str
    outlet: str
    labels: tuple[LabelMeaning, ...]

    def __post_init__(self) -> None:
        if faults := list(self._faults()):
            raise SchemeError(faults)

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(self.names)})"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All labels, in the order of every score vector."""
        return tuple(one.name for one in self.labels)

    @cached_property
    def attributed(self) -> frozenset[str]:
        """The labels of sentences in which somebody speaks."""
        return frozenset(one.name for one in self.labels if one.attributed)

    @cached_property
    def label_of_kind(self) -> Mapping[SpeakerKind, str]:
        """The one label of the sentences of a speaker of each kind; empty if kinds fix none."""
        return FrozenDict({one.kind: one.name for one in self.labels if one.kind is not None})

    @cached_property
    def kind_of_label(self) -> Mapping[str, SpeakerKind]:
        """The kind of speaker that each label tells; empty if labels tell none."""
        return FrozenDict({label: kind for kind, label in self.label_of_kind.items()})

    @property
    def choice(self) -> str:
        """The labels as a choice in prose."""
        *others, last = (name.replace("_", " ") for name in self.names)
        return f"{', '.join(others)} or {last}"

    def parse(self, text: str) -> str:
        """Read a label as data files spell it.

        Args:
            text: The spelling found.

        Returns:
            The label; of ``NEWS``, a ``Label``.

        Raises:
            UnknownLabelError: If the scheme has none, with the nearest spelling.
        """
        found = next((label for label in self.names if label == text), None)
        if found is None:
            hint = did_you_mean(str(text), self.names)
            of_scheme = "" if self == NEWS else f" of the scheme {self.name!r}"
            raise UnknownLabelError(f"{text!r} is not a label{of_scheme}; {hint}")
        return found

    def _faults(self) -> Iterator[SchemeFault]:
        if len(self.labels) < _FEWEST:
            yield ("labels",), "a scheme has two labels or more"
        for number, name in enumerate(self.names):
            yield from ((("labels", number, "name"), what) for what in faults_of_name(name))
        for name, n_times in Counter(self.names).items():
            if n_times > 1:
                last = len(self.names) - 1 - self.names[::-1].index(name)
                yield ("labels", last, "name"), f"{n_times} labels are called {name!r}"
        if self.outlet not in self.names:
            known = ", ".join(self.names) or "there is none"
            what = f"outlet is {self.outlet!r}, which is none of its labels ({known})"
            yield ("outlet",), what
        if self.outlet in self.attributed:
            what = f"outlet is {self.outlet!r}, in which somebody else is said to speak"
            yield ("outlet",), what
        yield from self._faults_of_kinds()

    def _faults_of_kinds(self) -> Iterator[SchemeFault]:
        """Kinds are a second name of the labels, or they say nothing about them."""
        fixed = [(number, one) for number, one in enumerate(self.labels) if one.kind is not None]
        for kind, n_times in Counter(one.kind for _, one in fixed).items():
            if n_times > 1:
                same = [(number, one.name) for number, one in fixed if one.kind == kind]
                names = ", ".join(name for _, name in same)
                what = f"kind {kind} fixes {n_times} labels ({names}), it can fix one"
                yield ("labels", same[-1][0], "kind"), what
        missing = [kind for kind in SpeakerKind if kind not in self.label_of_kind]
        if fixed and missing:
            what = f"no label is fixed by kind {', '.join(missing)}, while other kinds fix one"
            yield ("labels",), what
        if fixed and len(fixed) < len(self.labels):
            names = ", ".join(one.name for one in self.labels if one.kind is None)
            yield ("labels",), f"no kind fixes {names}, while other labels have one"


#: Who speaks in a news sentence, and in what capacity: the scheme of this project.
NEWS = LabelScheme(
    name="news",
    outlet=Label.REPORTED_FACT,
    labels=(
        LabelMeaning(
            name=Label.OFFICIAL_STATEMENT,
            description="What an institution, or a person speaking for one, says.",
            attributed=True,
            kind=SpeakerKind.OFFICIAL,
        ),
        LabelMeaning(
            name=Label.EXPERT_ANALYSIS,
            description="An assessment by someone speaking from expertise, not from office.",
            attributed=True,
            kind=SpeakerKind.EXPERT,
        ),
        LabelMeaning(
            name=Label.REPORTED_FACT,
            description="The outlet's own voice, and sources neither official nor expert.",
            kind=SpeakerKind.OTHER,
        ),
    ),
)


def scheme_or_news(scheme: LabelScheme | None) -> LabelScheme:
    """Give a scheme as read from a file; ``NEWS`` itself for none and for one equal to it."""
    return NEWS if scheme is None or scheme == NEWS else scheme
