"""Which runs a series is made of: seeds, folds of cross-validation, kinds of article left out."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Self
from urllib.parse import quote

from stance.config import RunConfig
from stance.corpus.parts import LoadedPart, check_data, merge_parts
from stance.corpus.splitting import SHARES, Side, Stratified, deal_by
from stance.corpus.traits import Trait, stratified, trait_of
from stance.errors import CorpusError, Fault
from stance.pipeline.train.data import RunData
from stance.spelling import did_you_mean

#: What is wrong with a set of the config that is called as one that a series makes.
_TAKEN = "two sets of this run are called so; rename the one of the config"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One run of a series."""

    name: str
    config: RunConfig
    data: RunData


@dataclass(frozen=True, kw_only=True)
class Series:
    """Runs of one config that differ in their seed or their data.

    Attributes:
        name: What their folder is called after.
        setting: All that makes the series, so that a later call can tell whether it wants the same.
        variants: Gives the runs.
    """

    name: str
    setting: str
    variants: Callable[[RunConfig, RunData], list[Variant]]


def seeds(n: int) -> Series:
    """Give a series on the same data, with seeds that follow on each other."""
    if n < 2:  # noqa: PLR2004
        raise ValueError(f"--seeds {n}: there is no spread; take 2 or more")

    def variants(config: RunConfig, data: RunData) -> list[Variant]:
        configs = [
            config.model_copy(update={"seed": seed}) for seed in range(config.seed, config.seed + n)
        ]
        return [Variant(name=f"seed-{one.seed}", config=one, data=data) for one in configs]

    return Series(name=f"seeds-{n}", setting=f"seeds={n}", variants=variants)


def require_sound(variants: Sequence[Variant]) -> None:
    """Refuse a series of which some run could not be trained or measured, before any is."""
    faults: list[Fault] = []
    for one in variants:
        data = one.data
        parts = (*data.dev, *data.evaluation)
        counts = Counter(part.name for part in parts)
        faults += [
            Fault(path=Path(part.files), line=None, what=f"{one.name}: ({part.name}) {_TAKEN}")
            for part in parts
            if counts[part.name] > 1
        ]
        try:
            check_data(train=data.train, dev=data.dev, evaluation=data.evaluation)
        except CorpusError as error:
            faults += [
                Fault(path=fault.path, line=fault.line, what=f"{one.name}: {fault.what}")
                for fault in error.faults
            ]
    if faults:
        raise CorpusError(faults)


#: Name of the evaluation set of each run, the same in all, so that there is a mean over them.
HELD_OUT = "held-out"
_DEV = "fold-dev"


def folds(n: int) -> Series:
    """Give a series that between its runs is measured on every article of train and dev.

    Folds are balanced over batches and coarse styles, as the split is. A fold is measured on and
    does nothing else. The epoch is chosen, and the temperature set, on a ninth of the other folds:
    dev's share of train and dev in a split.
    """
    if n < 2:  # noqa: PLR2004
        raise ValueError(f"--folds {n}: nothing is left to learn from; take 2 or more")
    return Series(name=f"folds-{n}", setting=f"folds={n}", variants=partial(_folds, n))


def _folds(n: int, config: RunConfig, data: RunData) -> list[Variant]:
    parts = (*data.train, *data.dev)
    articles = [
        stratified(article, batch=batch)
        for part in parts
        for article, batch in zip(part.articles, part.batches, strict=True)
    ]
    names = [f"fold-{number}" for number in range(1, n + 1)]
    fold_of = deal_by(articles, shares=dict.fromkeys(names, 1 / n), seed=config.seed)
    variants = []
    for name in names:
        rest = [article for article in articles if fold_of[article.id] != name]
        sides = _deal_rest(rest, seed=config.seed)
        held_out = _on_side(merge_parts(parts, name=HELD_OUT), sides, side=None)
        fold = replace(
            data,
            train=tuple(_on_side(part, sides, side=Side.TRAIN) for part in parts),
            dev=(_on_side(merge_parts(parts, name=_DEV), sides, side=Side.DEV),),
            evaluation=(held_out, *data.evaluation),
        )
        variants.append(Variant(name=name, config=config, data=fold.without_empty()))
    require_sound(variants)
    return variants


def _deal_rest(articles: Sequence[Stratified], *, seed: int) -> dict[str, Side]:
    both = SHARES[Side.TRAIN] + SHARES[Side.DEV]
    shares = {side: SHARES[side] / both for side in (Side.TRAIN, Side.DEV)}
    return deal_by(articles, shares=shares, seed=seed)


def _on_side(part: LoadedPart, sides: Mapping[str, Side], *, side: Side | None) -> LoadedPart:
    return part.where(lambda article, _: sides.get(article.id) is side)


#: Name of the evaluation set of each run, the same in all, so that there is a mean over them.
LEFT_OUT = "left-out"
#: Articles that a value must have to be left out unasked; on fewer a score says little.
MIN_ARTICLES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """Articles from which nothing is learnt, told by one of their traits.

    Attributes:
        trait: What has the values.
        values: Those to leave out, one in each run of a series; none stands for all that have
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
        self.chosen(data)

    def chosen(self, data: RunData) -> list[str]:
        """Give the values to leave out; raise if one is not there."""
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

    def without(self, value: str, data: RunData) -> RunData:
        """Give data from which nothing with a value is learnt, and which is measured on it."""
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


def leave_out(left_out: LeaveOut) -> Series:
    """Give a series each run of which learns nothing from one value, and is measured on it.

    What is left out of train is left out of dev as well, since dev chooses the epoch and sets the
    temperature. The evaluation sets of the config stay as they are.
    """
    trait, values = left_out.trait.value, ",".join(left_out.values)

    def variants(config: RunConfig, data: RunData) -> list[Variant]:
        found = [
            Variant(
                name=f"without-{quote(value, safe=' ')}",
                config=config,
                data=left_out.without(value, data),
            )
            for value in left_out.chosen(data)
        ]
        require_sound(found)
        return found

    setting = f"leave-out={trait}={values}" if values else f"leave-out={trait}"
    return Series(name=f"leave-out-{trait}", setting=setting, variants=variants)


def _unknown(value: str, counts: Counter[str]) -> str:
    return f"no article has {value!r}; {did_you_mean(value, sorted(counts))}"
