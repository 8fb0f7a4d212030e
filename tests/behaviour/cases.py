"""Passages that each ask one thing of a model, as the files in ``passages/`` spell them."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from stance.article import Article
from stance.corpus.perturbing.headlines import HeadlineCase, write_headline
from stance.corpus.perturbing.quotations import QuoteStyle, write_quotes
from stance.corpus.perturbing.swapping import swap_words
from stance.errors import CorpusError, Fault
from stance.labels import Label

PASSAGES = Path(__file__).parent / "passages"

#: A folded block of YAML has one line break where a paragraph ends.
_Text = Annotated[str, BeforeValidator(lambda text: str(text).strip().replace("\n", "\n\n"))]
_Label = Annotated[Label, BeforeValidator(lambda text: Label.parse(text))]


class Kind(StrEnum):
    """What a case tests, in the words of CheckList."""

    #: Minimum functionality: the label is right.
    MFT = "MFT"
    #: Invariance: a change that means nothing changes no label.
    INV = "INV"
    #: Direction: a change that means something changes the label, or the confidence.
    DIR = "DIR"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expectation(_Part):
    """What the sentence with certain words must be.

    ``speaker`` is a name; "" is the outlet; None leaves open who speaks.
    """

    words: str = Field(min_length=1)
    label: _Label
    speaker: str | None = None


class Variation(_Part):
    """The same passage in other dress; one of the fields is given."""

    swap: dict[str, str] = {}
    quotes: QuoteStyle | None = None
    paragraphs: str | None = Field(default=None, pattern="^(one|many)$")
    dateline: str = ""
    headline: HeadlineCase | None = None

    def of(self, text: str) -> str:
        """Dress a text."""
        if self.quotes:
            text = write_quotes(Article(text=text), self.quotes).text
        if self.headline:
            text = write_headline(Article(text=text), self.headline).text
        if self.paragraphs == "one":
            text = text.replace("\n\n", " ")
        if self.paragraphs == "many":
            text = text.replace(". ", ".\n\n")
        text = f"{self.dateline} {text}" if self.dateline else text
        return swap_words(Article(text=text), self.swap).text if self.swap else text


class Turn(_Part):
    """A change that means something, and what it must bring about.

    ``expect`` holds after it; in ``surer`` the label must become more probable than before.
    """

    swap: dict[str, str]
    expect: tuple[Expectation, ...] = ()
    surer: tuple[Expectation, ...] = ()


class Case(_Part):
    """One passage, the capability that it tests, and what is expected."""

    name: str = Field(pattern="^[a-z0-9_]+$")
    capability: str
    text: _Text
    expect: tuple[Expectation, ...] = ()
    unchanged_when: tuple[Variation, ...] = ()
    turned: Turn | None = None

    @property
    def kind(self) -> Kind:
        """What it tests."""
        if self.turned:
            return Kind.DIR
        return Kind.INV if self.unchanged_when else Kind.MFT


def read_cases(folder: Path = PASSAGES) -> list[Case]:
    """Read all cases of a folder.

    Args:
        folder: YAML files with a list of cases each.

    Returns:
        The cases, by file.

    Raises:
        CorpusError: With every fault of every case.
    """
    cases, faults, names = [], [], set()
    for path in sorted(folder.glob("*.yaml")):
        for line, fields in _items(path):
            try:
                case = Case.model_validate(fields)
            except ValidationError as error:
                whats = [
                    f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()
                ]
            else:
                cases.append(case)
                whats = [*_faults_in(case)]
                if case.name in names:
                    whats.append(f"the name {case.name!r} is taken; give it another")
                names.add(case.name)
            faults += [Fault(path=path, line=line, what=what) for what in whats]
    if faults:
        raise CorpusError(faults)
    return cases


def _items(path: Path) -> Iterator[tuple[int, object]]:
    text = path.read_text("utf-8")
    nodes = yaml.compose(text, Loader=yaml.SafeLoader).value
    yield from zip((node.start_mark.line + 1 for node in nodes), yaml.safe_load(text), strict=True)


def _faults_in(case: Case) -> Iterator[str]:
    """Find words that do not say which sentence is meant, and swaps that change nothing."""
    turned = Variation(swap=case.turned.swap).of(case.text) if case.turned else ""
    for text, expected in (
        (case.text, case.expect),
        (turned, case.turned.expect if turned else ()),
    ):
        for one in expected:
            if text.count(one.words) != 1:
                yield f"{case.name}: {one.words!r} is {text.count(one.words)} times in the text"
    swaps = [one.swap for one in case.unchanged_when] + ([case.turned.swap] if case.turned else [])
    for swap in swaps:
        for words in swap:
            if words not in case.text:
                yield f"{case.name}: {words!r} to be swapped is not in the text"
    if not (case.expect or case.unchanged_when or case.turned):
        yield f"{case.name}: expects nothing; say what"
