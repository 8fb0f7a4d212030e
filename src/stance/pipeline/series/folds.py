"""Cross-validation: each article of train and dev is held out of one run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stance.config import RunConfig
from stance.corpus.parts import LoadedPart, merge_parts
from stance.corpus.splitting import SHARES, Side, Stratified, deal_by
from stance.corpus.traits import stratified
from stance.pipeline.series.variants import Variant, require_sound
from stance.pipeline.train.data import RunData

#: Name of the evaluation set of each run, the same in all, so that there is a mean over them.
HELD_OUT = "held-out"
_DEV = "fold-dev"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folds:
    """Runs that between them are measured on every article of train and dev.

    Attributes:
        n: How many folds.
    """

    n: int

    def __post_init__(self) -> None:
        if self.n < 2:  # noqa: PLR2004
            raise ValueError(f"--folds {self.n}: nothing is left to learn from; take 2 or more")

    @property
    def name(self) -> str:
        """What the folder of the series is called after."""
        return f"folds-{self.n}"

    @property
    def setting(self) -> str:
        """All that makes the series."""
        return f"folds={self.n}"

    def variants(self, config: RunConfig, data: RunData) -> list[Variant]:
        """Give the runs. Folds are balanced over batches and coarse styles, as the split is.

        A fold is measured on and does nothing else. The epoch is chosen, and the temperature set,
        on a ninth of the other folds: dev's share of train and dev in a split.
        """
        parts = (*data.train, *data.dev)
        articles = [
            stratified(article, batch=batch)
            for part in parts
            for article, batch in zip(part.articles, part.batches, strict=True)
        ]
        names = [f"fold-{number}" for number in range(1, self.n + 1)]
        fold_of = deal_by(articles, shares=dict.fromkeys(names, 1 / self.n), seed=config.seed)
        variants = []
        for name in names:
            rest = [article for article in articles if fold_of[article.id] != name]
            sides = _deal_rest(rest, seed=config.seed)
            fold = RunData(
                train=tuple(_on_side(part, sides, side=Side.TRAIN) for part in parts),
                dev=(_on_side(merge_parts(parts, name=_DEV), sides, side=Side.DEV),),
                evaluation=(
                    _on_side(merge_parts(parts, name=HELD_OUT), sides, side=None),
                    *data.evaluation,
                ),
                absent=data.absent,
                scheme=data.scheme,
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
