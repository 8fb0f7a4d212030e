"""How the articles of a review were drawn: a record beside the file, and in each article."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stance.article import Article
from stance.corpus.review.ordering import Order
from stance.corpus.sources import read_utf8
from stance.errors import CorpusError
from stance.files import write_whole

#: The field of an article that says how it was drawn.
FIELD = "sample"
#: Behind the name of a file of articles to review, that of the record beside it.
SUFFIX = ".sample.json"


class _Part(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Population(_Part):
    """The articles that a sample was drawn from.

    Attributes:
        n_articles: How many.
        n_sentences: In all of them.
        digest: SHA-256 of their ids; see ``digest_of_ids``.
    """

    n_articles: Annotated[int, Field(ge=1)]
    n_sentences: Annotated[int, Field(ge=0)]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Drawing(_Part):
    """How a sample was drawn.

    Attributes:
        design: What put an article before another; only a random sample can tell of all articles.
        size: How many articles.
        seed: Of the draw.
        population: What it was drawn from.
    """

    design: Order
    size: Annotated[int, Field(ge=1)]
    seed: int
    population: Population


class Sample(_Part):
    """A drawing, with the ids of its articles in the order in which they were drawn."""

    drawing: Drawing
    articles: Annotated[tuple[str, ...], Field(min_length=1)]


class Drawn(Drawing):
    """What a sampled article says of itself: the drawing, and its own place in it, from 1."""

    position: Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFile:
    """A sample, and the file that it is from."""

    path: Path
    sample: Sample


def describe_sample(
    articles: Sequence[Article], drawn: Sequence[Article], *, order: Order, seed: int
) -> Sample:
    """Say how the first of some ordered articles were drawn from all of them."""
    population = Population(
        n_articles=len(articles),
        n_sentences=sum(len(article.sentences) for article in articles),
        digest=digest_of_ids(article.id for article in articles),
    )
    drawing = Drawing(design=order, size=len(drawn), seed=seed, population=population)
    return Sample(drawing=drawing, articles=tuple(article.id for article in drawn))


def digest_of_ids(ids: Iterable[str]) -> str:
    """Give the SHA-256 of ids, whatever their order."""
    lines = "".join(f"{json.dumps(one)}\n" for one in sorted(ids))
    return sha256(lines.encode()).hexdigest()


def path_beside(path: Path) -> Path:
    """Name the record of a sample beside the file that was written to be reviewed."""
    return path.with_suffix(SUFFIX)


def write_sample(sample: Sample, path: Path) -> None:
    """Write the record of a sample."""
    write_whole(f"{sample.model_dump_json(indent=1)}\n", path)


def read_sample(path: Path) -> Sample:
    """Read the record of a sample; it is a CorpusError if it is none."""
    text = read_utf8(path)
    try:
        return Sample.model_validate_json(text)
    except ValidationError as error:
        what = f"no record of a sample ({_first(error)}); name the {SUFFIX} of stance review export"
        raise CorpusError.of(path, what) from error


def keep_drawing(articles: Iterable[Article], file: SampleFile) -> list[Article]:
    """Give articles, those of a sample with the field that says how they were drawn.

    It is a CorpusError if one of the sample is not among them.
    """
    sample = file.sample
    positions = {name: at for at, name in enumerate(sample.articles, start=1)}
    found = [_marked(article, sample, positions.pop(article.id, None)) for article in articles]
    if positions:
        first = next(iter(positions))
        what = f"{len(positions)} of its articles are not in the corpus, {first!r} first"
        raise CorpusError.of(file.path, f"{what}; name the corpus that it was drawn from")
    return found


def drawn_in(metadata: Mapping[str, object]) -> Drawn | None:
    """Read how an article was drawn; None if it says nothing, ValueError if it says nonsense."""
    value = metadata.get(FIELD)
    if value is None:
        return None
    try:
        return Drawn.model_validate_json(json.dumps(value))
    except (ValidationError, TypeError) as error:
        what = _first(error) if isinstance(error, ValidationError) else str(error)
        raise ValueError(f"{FIELD!r} is no record of a drawing ({what})") from error


def _marked(article: Article, sample: Sample, position: int | None) -> Article:
    metadata = {name: one for name, one in article.metadata.items() if name != FIELD}
    if position is not None:
        drawn = Drawn(**sample.drawing.model_dump(), position=position)
        metadata[FIELD] = drawn.model_dump(mode="json")
    return replace(article, metadata=metadata)


def _first(error: ValidationError) -> str:
    one = error.errors()[0]
    place = ".".join(map(str, one["loc"]))
    return f"{place}: {one['msg']}" if place else one["msg"]
