"""What a model does on kinds of article that it never saw: one kind is left out of each run."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote

from stance.config import RunConfig
from stance.corpus.parts import LoadedPart, merge_parts
from stance.corpus.traits import Trait, trait_of
from stance.pipeline.series.variants import Variant, require_sound
from stance.pipeline.train.data import RunData
from stance.spelling import did_you_mean

#: Name of the evaluation set of each run, the same in all, so that there is a mean over them.
LEFT_OUT = "left-out"
#: Articles that a value must have to be left out unasked; on fewer a score says little.
MIN_ARTICLES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """Each run learns nothing from the articles with one value, and is measured on them.

    Attributes:
        trait: What has the values.
        values: Those to leave out, one in each run; none stands for all that have
            ``MIN_ARTICLES`` articles in train and dev.
    """

    trait: Trait
    values: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what the command line says.

        >>> LeaveOut.parse("batch=agency,wire").values
        ('agency', 'wire')
        >>> LeaveOut.parse("stile")
        Traceback (most recent call last):
            ...
        ValueError: 'stile' cannot be left out; did you mean 'style'?
        """
        name, equals, listed = text.partition("=")
        if name not in set(Trait):
            raise ValueError(f"{name!r} cannot be left out; {did_you_mean(name, Trait)}")
        values = [value.strip() for value in listed.split(",")] if equals else []
        if equals and not all(values):
            raise ValueError(f"{text!r} names an empty value; write {name}=one,other")
        return cls(trait=Trait(name), values=tuple(dict.fromkeys(values)))

    @property
    def name(self) -> str:
        """What the folder of the series is called after."""
        return f"leave-out-{self.trait.value}"

    @property
    def setting(self) -> str:
        """All that makes the series."""
        values = f"={','.join(self.values)}" if self.values else ""
        return f"leave-out={self.trait.value}{values}"

    def variants(self, config: RunConfig, data: RunData) -> list[Variant]:
        """Give the runs.

        What is left out of train is left out of dev as well, since dev chooses the epoch and sets
        the temperature. The evaluation sets of the config stay as they are.
        """
        variants = [
            Variant(
                name=f"without-{_slug(value)}", config=config, data=self._without(value, data=data)
            )
            for value in self._chosen(data)
        ]
        require_sound(variants)
        return variants

    def rest_of(self, data: RunData) -> RunData:
        """Give data from which nothing with the named values is learnt."""
        train = tuple(self._rest(part, self.values) for part in data.train)
        if not any(part.articles for part in train):
            raise ValueError(f"nothing is left to learn from without {', '.join(self.values)}")
        return replace(data, train=train).without_empty()

    def check(self, data: RunData) -> None:
        """Raise if values are not named, or not there."""
        if not self.values:
            raise ValueError(f"name what to leave out, as in {self.trait.value}=one,other")
        self._chosen(data)

    def _chosen(self, data: RunData) -> list[str]:
        whole = merge_parts((*data.train, *data.dev), name=LEFT_OUT)
        pairs = zip(whole.articles, whole.batches, strict=True)
        found = (trait_of(article, self.trait, batch=batch) for article, batch in pairs)
        counts = Counter(value for value in found if value is not None)
        if not self.values:
            chosen = sorted(value for value, n in counts.items() if n >= MIN_ARTICLES)
            if not chosen:
                raise ValueError(
                    f"no {self.trait.value} has {MIN_ARTICLES} articles in train and dev; name "
                    f"those to leave out, as in --leave-out {self.trait.value}=one,other"
                )
            return chosen
        faults = [_unknown(value, counts) for value in self.values if value not in counts]
        if faults:
            raise ValueError(f"leave out {self.trait.value}: {'; '.join(faults)}")
        return list(self.values)

    def _without(self, value: str, *, data: RunData) -> RunData:
        whole = merge_parts((*data.train, *data.dev), name=LEFT_OUT)
        left_out = whole.where(
            lambda article, batch: trait_of(article, self.trait, batch=batch) == value
        )
        return replace(
            data,
            train=tuple(self._rest(part, [value]) for part in data.train),
            dev=tuple(self._rest(part, [value]) for part in data.dev),
            evaluation=(left_out, *data.evaluation),
        ).without_empty()

    def _rest(self, part: LoadedPart, values: Collection[str]) -> LoadedPart:
        return part.where(
            lambda article, batch: trait_of(article, self.trait, batch=batch) not in values
        )


def _unknown(value: str, counts: Counter[str]) -> str:
    return f"no article has {value!r}; {did_you_mean(value, sorted(counts))}"


def _slug(value: str) -> str:
    """Give a value as part of a folder's name, and no two values alike."""
    return quote(value, safe=" ")
