"""Loads the parts of corpora that a config names."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from glob import glob
from hashlib import sha256
from pathlib import Path
from typing import Self

from stance.article import Article
from stance.config import BY_ARTICLE, CorpusPart
from stance.corpus.reading import read_files
from stance.corpus.splitting import Side, deal_by, read_split
from stance.corpus.traits import stratified
from stance.errors import CorpusError, Fault
from stance.invocation import program
from stance.schemes import NEWS, LabelScheme

#: How articles of one corpus are dealt where no split file says it.
OWN_SHARES: Mapping[str, float] = {Side.TRAIN: 0.8, Side.DEV: 0.2}
#: Fewer articles than this are not dealt.
FEWEST_OWN = 10


@dataclass(frozen=True, kw_only=True)
class LoadedPart:
    """One part of one corpus, in memory.

    Attributes:
        name: As reports and MLflow call it.
        files: Where it came from, as the config names it.
        articles: In the order of the files.
        batches: Name of each article's file, without its ending; files were written at different
            times, to different ends.
        digest: Of ``articles``: SHA-256 in hexadecimal, the same wherever they are stored.
        repeat: Times that an epoch shows them, in training.
        perturb: Chance of each change that keeps the labels, in training, in [0, 1].
    """

    name: str
    files: str
    articles: tuple[Article, ...] = field(repr=False)
    batches: tuple[str, ...] = field(repr=False)
    digest: str
    repeat: int = 1
    perturb: float = 0.0

    def where(self, keep: Callable[[Article, str], bool], *, name: str | None = None) -> Self:
        """Give the articles of this part that a condition holds for, as a part.

        Args:
            keep: Told an article and its batch.
            name: Of the new part; None for that of this one.

        Returns:
            The part, with a digest of its own; it may hold no article.
        """
        pairs = zip(self.articles, self.batches, strict=True)
        kept = [(article, batch) for article, batch in pairs if keep(article, batch)]
        articles = tuple(article for article, _ in kept)
        return replace(
            self,
            name=name or self.name,
            articles=articles,
            batches=tuple(batch for _, batch in kept),
            digest=digest(articles),
        )


def merge_parts(parts: Sequence[LoadedPart], *, name: str) -> LoadedPart:
    """Give several parts as one.

    Args:
        parts: One at least.
        name: Of the whole.

    Returns:
        All their articles, in the order of the parts.
    """
    articles = tuple(article for part in parts for article in part.articles)
    return LoadedPart(
        name=name,
        files=", ".join(dict.fromkeys(part.files for part in parts)),
        articles=articles,
        batches=tuple(batch for part in parts for batch in part.batches),
        digest=digest(articles),
    )


def load_part(part: CorpusPart, *, scheme: LabelScheme = NEWS) -> LoadedPart | None:
    """Load a part of a corpus.

    Args:
        part: What the config says of it.
        scheme: What its labels are.

    Returns:
        The part; None if it is optional and none of its files is there.

    Raises:
        CorpusError: If files are missing or faulty, or articles are on no side of the split.
    """
    paths = sorted(Path(name) for name in glob(part.files, recursive=True))  # noqa: PTH207  # any path
    if not paths and part.optional:
        return None
    if not paths and part.split == BY_ARTICLE:
        what = "no such file; name that of your articles: data.articles=…"
        raise CorpusError([Fault(path=Path(part.files), line=None, what=what)])
    if not paths:
        raise _error(part, "no such file; check `files`, or mark the part `optional: true`")
    files = read_files(paths, scheme=scheme)
    articles = [article for one in files.values() for article in one]
    batches = [path.stem for path, one in files.items() for _ in one]
    whole = LoadedPart(
        name=part.name,
        files=part.files,
        articles=tuple(articles),
        batches=tuple(batches),
        digest=digest(articles),
        repeat=part.repeat,
        perturb=part.perturb,
    )
    return _select(whole, part)


def _select(whole: LoadedPart, part: CorpusPart) -> LoadedPart:
    """Give the articles on the side of the split that the part asks for."""
    if part.part is None and part.split is None:
        return whole
    if part.part is None or part.split is None:
        raise _error(part, "`part` and `split` need each other; give both or neither")
    if part.split == BY_ARTICLE:
        return _by_article(whole, part)
    if part.part not in set(Side):
        raise _error(part, f"`part` is {part.part!r}; it is one of {', '.join(Side)}")
    sides = read_split(part.split).articles
    unknown = [article.id for article in whole.articles if article.id not in sides]
    if unknown:
        what = (
            f"{len(unknown)} articles are on no side of {part.split} (first: {unknown[0]}); "
            f"deal them: {program()} data split"
        )
        raise _error(part, what)
    return whole.where(lambda article, _: sides[article.id] == part.part)


def _by_article(whole: LoadedPart, part: CorpusPart) -> LoadedPart:
    """Deal articles to train and dev, those with one text to one side.

    Those that are added to the end of a file move none of the others.
    """
    if part.part not in OWN_SHARES:
        raise _error(part, f"`part` is {part.part!r}; by-article it is train or dev")
    firsts: dict[str, str] = {}
    for article in whole.articles:
        firsts.setdefault(squashed(article.text), article.id)
    if len(firsts) < FEWEST_OWN:
        what = (
            f"holds {len(firsts)} different articles; {FEWEST_OWN} are the fewest of which some "
            "can be kept back to measure on: label more"
        )
        raise CorpusError([Fault(path=Path(part.files), line=None, what=what)])
    pairs = zip(whole.articles, whole.batches, strict=True)
    dealt = [
        stratified(article, batch=batch)
        for article, batch in pairs
        if firsts[squashed(article.text)] == article.id
    ]
    sides = deal_by(dealt, shares=OWN_SHARES, seed=1)
    return whole.where(lambda article, _: sides[firsts[squashed(article.text)]] == part.part)


def squashed(text: str) -> str:
    """Give a text as it is compared with others: case and white space do not count."""
    return " ".join(text.casefold().split())


def _error(part: CorpusPart, what: str) -> CorpusError:
    return CorpusError([Fault(path=Path(part.files), line=None, what=f"({part.name}) {what}")])


def digest(articles: Iterable[Article]) -> str:
    """Give a fingerprint of articles that depends on their content alone.

    Args:
        articles: In any order.

    Returns:
        SHA-256 of their records, sorted, in hexadecimal.

    Examples:
        >>> first, second = Article(text="Rain fell."), Article(text="Snow fell.")
        >>> digest([first, second]) == digest([second, first])
        True
        >>> digest([first]) == digest([second])
        False
    """
    lines = sorted(json.dumps(article.to_dict(), sort_keys=True) for article in articles)
    return sha256("\n".join(lines).encode()).hexdigest()
