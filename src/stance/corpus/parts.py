"""Loads the parts of corpora that a config names, and refuses those that would mislead."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from glob import glob
from hashlib import sha256
from pathlib import Path
from typing import Self

from stance.article import Article
from stance.config import BY_ARTICLE, CorpusPart
from stance.corpus.annotations import folded
from stance.corpus.reading import read_files
from stance.corpus.splitting import Side, deal_by, read_split
from stance.corpus.traits import stratified
from stance.errors import CorpusError, Fault, refuse
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
        """Give the articles for which a condition on them and their batch holds, as a part.

        It has a digest of its own, and this one's name if it is given none; it may be empty.
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
    """Give one part or several as one with all their articles, in the order of the parts."""
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
        raise CorpusError.of(Path(part.files), what)
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
        firsts.setdefault(folded(article.text), article.id)
    if len(firsts) < FEWEST_OWN:
        what = (
            f"holds {len(firsts)} different articles; {FEWEST_OWN} are the fewest of which some "
            "can be kept back to measure on: label more"
        )
        raise CorpusError.of(Path(part.files), what)
    pairs = zip(whole.articles, whole.batches, strict=True)
    dealt = [
        stratified(article, batch=batch)
        for article, batch in pairs
        if firsts[folded(article.text)] == article.id
    ]
    sides = deal_by(dealt, shares=OWN_SHARES, seed=1)
    return whole.where(lambda article, _: sides[firsts[folded(article.text)]] == part.part)


def _error(part: CorpusPart, what: str) -> CorpusError:
    return CorpusError.of(Path(part.files), f"({part.name}) {what}")


def digest(articles: Iterable[Article]) -> str:
    """Give a fingerprint of articles, SHA-256 in hexadecimal, that depends on their content alone.

    >>> first, second = Article(text="Rain fell."), Article(text="Snow fell.")
    >>> digest([first, second]) == digest([second, first]) != digest([second])
    True
    """
    lines = sorted(json.dumps(article.to_dict(), sort_keys=True) for article in articles)
    return sha256("\n".join(lines).encode()).hexdigest()


def check_data(
    *,
    train: Sequence[LoadedPart],
    dev: Sequence[LoadedPart],
    evaluation: Sequence[LoadedPart] = (),
) -> None:
    """Refuse data that cannot teach, or on which scores would mean nothing.

    Args:
        train: Learnt from.
        dev: Stops training and sets the temperature.
        evaluation: Measured on at the end.

    Raises:
        CorpusError: With every fault: a part without articles, a label that train lacks, an
            article on two sides, known by its id or by its text.
    """
    faults = [
        Fault(path=Path(part.files), what=f"({part.name}) holds no articles; add some")
        for part in (*train, *dev, *evaluation)
        if not part.articles
    ]
    faults += _missing_labels(train)
    faults += _shared(("train", train), ("dev", dev))
    faults += _shared(("train", train), ("evaluation", evaluation))
    faults += _shared(("dev", dev), ("evaluation", evaluation))
    refuse(faults)


def _missing_labels(train: Sequence[LoadedPart]) -> Iterator[Fault]:
    labels = Counter(
        sentence.label
        for part in train
        for article in part.articles
        for sentence in article.sentences
    )
    schemes = [article.scheme for part in train for article in part.articles] or [NEWS]
    for label in schemes[0].names:
        if train and not labels[label]:
            names = ", ".join(part.name for part in train)
            what = f"({names}) no sentence is labelled {label}; a model cannot learn it"
            yield Fault(path=Path(train[0].files), what=what)


def _shared(
    first: tuple[str, Sequence[LoadedPart]], second: tuple[str, Sequence[LoadedPart]]
) -> Iterator[Fault]:
    """Give a fault for each article that is in both of two roles."""
    (first_role, first_parts), (second_role, second_parts) = first, second
    ids = {article.id: part for part in first_parts for article in part.articles}
    texts = {folded(one.text): (part, one) for part in first_parts for one in part.articles}
    for part in second_parts:
        for article in part.articles:
            if article.id in ids:
                other, how = ids[article.id], "by id"
            elif (text := folded(article.text)) in texts:
                other, twin = texts[text]
                how = f"as {twin.id}, with the same text"
            else:
                continue
            what = (
                f"({part.name}) article {article.id} of {second_role} is also in {first_role} "
                f"({other.name}, {how}); keep it on one side"
            )
            yield Fault(path=Path(part.files), what=what)
