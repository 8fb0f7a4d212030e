"""Deals articles to train, dev and test, and keeps who went where in a file."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from stance.errors import CorpusError, Fault
from stance.files import write_whole
from stance.invocation import program

_S = TypeVar("_S", bound=str)


class Side(StrEnum):
    """Where an article is used."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


#: Share of articles on each side.
SHARES: Mapping[Side, float] = {Side.TRAIN: 0.8, Side.DEV: 0.1, Side.TEST: 0.1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratified:
    """An article, as dealing sees it.

    Attributes:
        id: The article's id.
        batch: The file that it came with; files were written at different times, to different ends.
        style: Its coarse style.
    """

    id: str
    batch: str
    style: str


class Split(BaseModel):
    """Who went where, and what made it so.

    Attributes:
        command: The command that wrote the file.
        seed: Breaks ties, hence chooses one of many equally good splits.
        articles: Side of each article by id, in the order in which they were dealt.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    seed: int
    articles: dict[str, Side]

    def count(self) -> dict[Side, int]:
        """Give the number of articles on each side."""
        counts = Counter(self.articles.values())
        return {side: counts[side] for side in Side}


def deal(
    articles: Sequence[Stratified], *, seed: int, kept: Mapping[str, Side] | None = None
) -> dict[str, Side]:
    """Deal articles one after the other to the side that lacks them most.

    Sides are balanced over batches and over coarse styles at once. There are about as many
    pairs of the two as articles, so strata of pairs would be empty; instead each article goes
    where its batch, its style and the whole lack it most in sum: the minimisation of clinical
    trials (Pocock and Simon, Biometrics 31, 1975). Only earlier articles count, so later ones
    never move an earlier one.

    The sides of ``kept``, given earlier, stand for articles that are still there, whatever they do
    to the balance; these come first in the answer, in their order. The seed breaks ties.
    """
    return deal_by(articles, shares=SHARES, seed=seed, kept=kept)


def deal_by(
    articles: Sequence[Stratified],
    *,
    shares: Mapping[_S, float],
    seed: int,
    kept: Mapping[str, _S] | None = None,
) -> dict[str, _S]:
    """Deal articles as ``deal`` does, to any sides with shares that add up to 1."""
    kept = kept or {}
    known = {article.id: article for article in articles}
    order = [known[name] for name in kept if name in known]
    order += [article for article in articles if article.id not in kept]
    counts: Counter[tuple[str, str]] = Counter()
    sides: dict[str, _S] = {}
    for article in order:
        strata = ("all", f"batch {article.batch}", f"style {article.style}")
        side = kept.get(article.id) or _neediest(
            article.id, strata, shares=shares, counts=counts, seed=seed
        )
        counts.update((stratum, side) for stratum in strata)
        sides[article.id] = side
    return sides


def _neediest(
    article_id: str,
    strata: Sequence[str],
    *,
    shares: Mapping[_S, float],
    counts: Counter[tuple[str, str]],
    seed: int,
) -> _S:
    """Give the side that is furthest below its share, summed over the strata."""

    def need(side: _S) -> float:
        lacking = 0.0
        for stratum in strata:
            n_dealt = sum(counts[stratum, one] for one in shares)
            lacking += shares[side] * (n_dealt + 1) - counts[stratum, side]
        return lacking + _chance(article_id, side=side, seed=seed)

    return max(shares, key=need)


def _chance(article_id: str, *, side: str, seed: int) -> float:
    """Give a number in [0, 1) that depends on nothing else.

    Without it the first article of every batch would be on the same side.
    """
    digest = blake2b(f"{seed}:{article_id}:{side}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64


def read_split(path: Path) -> Split:
    """Read a split file, as ``write_split`` made it."""
    try:
        return Split.model_validate_json(path.read_bytes())
    except OSError as error:
        what = f"cannot be read ({error.strerror}); make it with: {program()} data split"
        raise CorpusError.of(path, what) from error
    except ValidationError as error:
        remake = f"; remake it with: {program()} data split"
        whats = (
            ": ".join(filter(None, [".".join(map(str, one["loc"])), one["msg"]]))
            for one in error.errors()
        )
        raise CorpusError([Fault(path=path, what=what + remake) for what in whats]) from error


def write_split(split: Split, path: Path) -> None:
    """Write a split file, one article in a line, so that a change is readable in a diff."""
    write_whole(
        json.dumps(split.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n", path
    )
