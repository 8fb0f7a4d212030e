"""Whether articles that people labelled can stand for all: a random sample, wholly reviewed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.article import Article
from stance.corpus.review.drawing import FIELD, Drawing, Drawn, digest_of_ids, drawn_in
from stance.corpus.review.ordering import Order
from stance.errors import CorpusError

_MAX_NAMED = 5
_DRAW = "draw one: stance review export … --sample random --size N"


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomSample:
    """Articles that people labelled, drawn at random.

    Attributes:
        articles: The first of those drawn, all of them wholly reviewed.
        drawing: How they were drawn.
    """

    articles: tuple[Article, ...]
    drawing: Drawing


def take_sample(articles: Sequence[Article], *, path: Path) -> RandomSample:
    """Take the reviewed articles of a random sample out of what an import wrote.

    A sentence is reviewed if it has no probabilities left: a person decided. Whoever stopped in
    the middle has a random sample as well, as articles were drawn in a random order; whoever left
    some out has none.

    Args:
        articles: All articles of the file; those outside the sample are passed over.
        path: The file, to tell faults.

    Returns:
        The sample.

    Raises:
        CorpusError: If it is not random, of several draws, or has gaps.
    """
    drawn: list[tuple[Drawn, Article]] = []
    for article in articles:
        try:
            found = drawn_in(article.metadata)
        except ValueError as error:
            raise CorpusError.of(path, f"article {article.id!r}: {error}") from error
        drawn += [(found, article)] if found is not None else []
    _check_drawing([one for one, _ in drawn], path=path)
    drawn.sort(key=lambda pair: pair[0].position)
    reviewed = [article for _, article in drawn if _is_reviewed(article)]
    if not reviewed:
        what = "no article of the sample is wholly reviewed; review it, and import it again"
        raise CorpusError.of(path, what)
    skipped = [article.id for _, article in drawn[: len(reviewed)] if not _is_reviewed(article)]
    if skipped:
        named = ", ".join(skipped[:_MAX_NAMED]) + (" …" if len(skipped) > _MAX_NAMED else "")
        raise CorpusError.of(
            path,
            f"articles of the sample were left out ({named}) while later ones were reviewed, so "
            "that those reviewed are no random sample; review every sentence of these as well",
        )
    values = drawn[0][0].model_dump(exclude={"position"})
    return RandomSample(articles=tuple(reviewed), drawing=Drawing(**values))


def check_population(sample: RandomSample, ids: Collection[str], *, path: Path) -> None:
    """Refuse a sample of other articles than those that are reported on."""
    population = sample.drawing.population
    if digest_of_ids(ids) == population.digest:
        return
    raise CorpusError.of(
        path,
        f"the sample was drawn from {population.n_articles:,} other articles than these "
        f"{len(ids):,}, of which it says nothing; report on those that it was drawn from, or "
        f"{_DRAW}",
    )


def _check_drawing(drawn: Sequence[Drawn], *, path: Path) -> None:
    if not drawn:
        what = f"no article has the field {FIELD!r}, which says how it was drawn; name the record"
        hint = "when it is imported: stance review import … --sample FILE.sample.json"
        raise CorpusError.of(path, f"{what} {hint}; or {_DRAW}")
    drawings = {one.model_dump_json(exclude={"position"}) for one in drawn}
    if len(drawings) > 1:
        what = f"has articles of {len(drawings)} samples; name a file with one of them"
        raise CorpusError.of(path, what)
    design = drawn[0].design
    if design is not Order.RANDOM:
        raise CorpusError.of(
            path,
            f"its articles were chosen by {design.value}, not at random, so that they cannot tell "
            f"of all articles; {_DRAW}",
        )


def _is_reviewed(article: Article) -> bool:
    return not any(one.probabilities for one in article.sentences)
