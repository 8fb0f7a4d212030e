"""Loads the parts of corpora that a config names, and refuses data that would mislead."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from glob import glob
from hashlib import sha256
from pathlib import Path

from stance.article import Article
from stance.config import CorpusPart
from stance.corpus.reading import read_corpus
from stance.corpus.splitting import Side, read_split
from stance.errors import CorpusError, Fault
from stance.labels import LABELS


@dataclass(frozen=True, kw_only=True)
class LoadedPart:
    """One part of one corpus, in memory.

    Attributes:
        name: As reports and MLflow call it.
        files: Where it came from, as the config names it.
        articles: In the order of the files.
        digest: Of ``articles``: SHA-256 in hexadecimal, the same wherever they are stored.
    """

    name: str
    files: str
    articles: tuple[Article, ...] = field(repr=False)
    digest: str


def load_part(part: CorpusPart) -> LoadedPart | None:
    """Load a part of a corpus.

    Args:
        part: What the config says of it.

    Returns:
        The part; None if it is optional and none of its files is there.

    Raises:
        CorpusError: If files are missing or faulty, or articles are on no side of the split.
    """
    paths = sorted(Path(name) for name in glob(part.files, recursive=True))  # noqa: PTH207  # any path
    if not paths and part.optional:
        return None
    if not paths:
        raise _error(part, "no such file; check `files`, or mark the part `optional: true`")
    articles = _select(read_corpus(paths), part)
    return LoadedPart(
        name=part.name, files=part.files, articles=tuple(articles), digest=digest(articles)
    )


def _select(articles: list[Article], part: CorpusPart) -> list[Article]:
    """Give the articles on the side of the split that the part asks for."""
    if part.part is None and part.split is None:
        return articles
    if part.part is None or part.split is None:
        raise _error(part, "`part` and `split` need each other; give both or neither")
    if part.part not in set(Side):
        raise _error(part, f"`part` is {part.part!r}; it is one of {', '.join(Side)}")
    sides = read_split(part.split).articles
    unknown = [article.id for article in articles if article.id not in sides]
    if unknown:
        what = (
            f"{len(unknown)} articles are on no side of {part.split} (first: {unknown[0]}); "
            "deal them: stance data split"
        )
        raise _error(part, what)
    return [article for article in articles if sides[article.id] == part.part]


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
        Fault(path=Path(part.files), line=None, what=f"({part.name}) holds no articles; add some")
        for part in (*train, *dev, *evaluation)
        if not part.articles
    ]
    faults += _missing_labels(train)
    faults += _shared(("train", train), ("dev", dev))
    faults += _shared(("train", train), ("evaluation", evaluation))
    faults += _shared(("dev", dev), ("evaluation", evaluation))
    if faults:
        raise CorpusError(faults)


def _missing_labels(train: Sequence[LoadedPart]) -> Iterator[Fault]:
    labels = Counter(
        sentence.label
        for part in train
        for article in part.articles
        for sentence in article.sentences
    )
    for label in LABELS:
        if train and not labels[label]:
            names = ", ".join(part.name for part in train)
            what = f"({names}) no sentence is labelled {label.value}; a model cannot learn it"
            yield Fault(path=Path(train[0].files), line=None, what=what)


def _shared(
    first: tuple[str, Sequence[LoadedPart]], second: tuple[str, Sequence[LoadedPart]]
) -> Iterator[Fault]:
    """Give a fault for each article that is in both of two roles."""
    (first_role, first_parts), (second_role, second_parts) = first, second
    ids = {article.id: part for part in first_parts for article in part.articles}
    texts = {_squash(one.text): (part, one) for part in first_parts for one in part.articles}
    for part in second_parts:
        for article in part.articles:
            if article.id in ids:
                other, how = ids[article.id], "by id"
            elif (text := _squash(article.text)) in texts:
                other, twin = texts[text]
                how = f"as {twin.id}, with the same text"
            else:
                continue
            what = (
                f"({part.name}) article {article.id} of {second_role} is also in {first_role} "
                f"({other.name}, {how}); keep it on one side"
            )
            yield Fault(path=Path(part.files), line=None, what=what)


def _squash(text: str) -> str:
    return " ".join(text.casefold().split())
