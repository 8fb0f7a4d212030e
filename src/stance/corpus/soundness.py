"""Refuses data that would mislead."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from stance.corpus.parts import LoadedPart, squashed
from stance.errors import CorpusError, Fault
from stance.schemes import NEWS


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
    schemes = [article.scheme for part in train for article in part.articles] or [NEWS]
    for label in schemes[0].names:
        if train and not labels[label]:
            names = ", ".join(part.name for part in train)
            what = f"({names}) no sentence is labelled {label}; a model cannot learn it"
            yield Fault(path=Path(train[0].files), line=None, what=what)


def _shared(
    first: tuple[str, Sequence[LoadedPart]], second: tuple[str, Sequence[LoadedPart]]
) -> Iterator[Fault]:
    """Give a fault for each article that is in both of two roles."""
    (first_role, first_parts), (second_role, second_parts) = first, second
    ids = {article.id: part for part in first_parts for article in part.articles}
    texts = {squashed(one.text): (part, one) for part in first_parts for one in part.articles}
    for part in second_parts:
        for article in part.articles:
            if article.id in ids:
                other, how = ids[article.id], "by id"
            elif (text := squashed(article.text)) in texts:
                other, twin = texts[text]
                how = f"as {twin.id}, with the same text"
            else:
                continue
            what = (
                f"({part.name}) article {article.id} of {second_role} is also in {first_role} "
                f"({other.name}, {how}); keep it on one side"
            )
            yield Fault(path=Path(part.files), line=None, what=what)
