"""The corpora of a run, loaded and checked before anything is trained."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Self

from stance.article import Article
from stance.config import CorpusPart, DataSection
from stance.corpus.parts import LoadedPart, check_data, load_part
from stance.corpus.perturbing import perturb
from stance.corpus.perturbing.roles import change_roles
from stance.errors import CorpusError, Fault
from stance.schemes import NEWS, LabelScheme, scheme_or_news


@dataclass(frozen=True, slots=True, kw_only=True)
class RunData:
    """What a run learns from and is measured on.

    Attributes:
        train: Learnt from.
        dev: Chooses the epoch and sets the temperature.
        evaluation: Measured on at the end.
        absent: Optional parts that are not there.
        scheme: What the labels are.
    """

    train: tuple[LoadedPart, ...]
    dev: tuple[LoadedPart, ...]
    evaluation: tuple[LoadedPart, ...]
    absent: tuple[CorpusPart, ...]
    scheme: LabelScheme = NEWS

    @property
    def train_articles(self) -> list[Article]:
        """All articles that are learnt from."""
        return [article for part in self.train for article in part.articles]

    def shown_articles(self, *, seed: int, epoch: int = 0, role_swap: float = 0.0) -> list[Article]:
        """Give what an epoch shows: each part as often, and as much changed, as its config says.

        ``role_swap`` is each speaker's chance of another role; every epoch, from 0, draws anew.
        """
        return [
            _shown(article, Random(f"{seed} {epoch} {article.id} {time}"), part.perturb, role_swap)  # noqa: S311, RUF100  # nothing secret about it
            for part in self.train
            for time in range(part.repeat)
            for article in part.articles
        ]

    @property
    def dev_articles(self) -> list[Article]:
        """All articles of dev."""
        return [article for part in self.dev for article in part.articles]

    def calibration_articles(self, names: Collection[str]) -> list[Article]:
        """Give the articles that set the temperature.

        Those of the named parts of dev; of all of dev if none of these is there.
        """
        named = [article for part in self.dev if part.name in names for article in part.articles]
        return named or self.dev_articles

    @property
    def evaluation_sets(self) -> dict[str, Sequence[Article]]:
        """Articles by the name of the set, dev first."""
        return {part.name: part.articles for part in (*self.dev, *self.evaluation)}

    def without_empty(self) -> Self:
        """Give the same data without parts that hold nothing."""
        return replace(
            self,
            train=tuple(part for part in self.train if part.articles) or self.train,
            dev=tuple(part for part in self.dev if part.articles) or self.dev,
        )


def _shown(article: Article, generator: Random, perturbed: float, role_swap: float) -> Article:
    if role_swap:
        article = change_roles(article, generator, chance=role_swap)
    return perturb(article, generator, chance=perturbed)


def load_run_data(section: DataSection) -> RunData:
    """Load every part that a config names.

    Raises one ``CorpusError`` with every fault of every file, and every reason why these parts do
    not go together: a label that is missing, a part without articles, an article on two sides.
    """
    scheme = scheme_or_news(section.scheme)
    faults: list[Fault] = []
    absent: list[CorpusPart] = []

    def load(parts: Sequence[CorpusPart]) -> tuple[LoadedPart, ...]:
        loaded = []
        for part in parts:
            try:
                found = load_part(part, scheme=scheme)
            except CorpusError as error:
                faults.extend(error.faults)
                continue
            if found is None:
                absent.append(part)
            else:
                loaded.append(found)
        return tuple(loaded)

    train, dev, evaluation = load(section.train), load(section.dev), load(section.evaluation)
    if faults:
        raise CorpusError(list(dict.fromkeys(faults)))
    check_data(train=train, dev=dev, evaluation=evaluation)
    return RunData(train=train, dev=dev, evaluation=evaluation, absent=tuple(absent), scheme=scheme)
