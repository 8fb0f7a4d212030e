"""Gold and predicted articles side by side, checked to be about the same sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from stance.article import Article
from stance.parts import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePair:
    """One article twice: as people labelled it, and as a model did, on the same sentences."""

    gold: Article
    predicted: Article

    def __post_init__(self) -> None:
        name = f"article {self.gold.id!r}"
        if self.gold.text != self.predicted.text:
            raise ValueError(f"{name}: the predicted text is not the gold text")
        if self.gold.scheme != self.predicted.scheme:
            raise ValueError(
                f"{name}: predicted by the scheme {self.predicted.scheme}, "
                f"labelled by the scheme {self.gold.scheme}"
            )
        n_gold, n_predicted = len(self.gold.sentences), len(self.predicted.sentences)
        if n_gold != n_predicted:
            raise ValueError(
                f"{name}: {n_predicted} predicted sentences for {n_gold} gold ones; "
                "predict with the gold spans"
            )
        for number, (gold, predicted) in enumerate(self.sentences, start=1):
            if gold.span != predicted.span:
                raise ValueError(
                    f"{name}, sentence {number}: predicted span {predicted.span} "
                    f"is not the gold span {gold.span}; predict with the gold spans"
                )

    @property
    def sentences(self) -> list[tuple[Sentence, Sentence]]:
        """Each gold sentence with the predicted one."""
        return list(zip(self.gold.sentences, self.predicted.sentences, strict=True))


def pair_articles(gold: Sequence[Article], predicted: Sequence[Article]) -> list[ArticlePair]:
    """Put gold and predicted articles side by side.

    Articles are matched by their place in the two sequences, not by id: a model that was given
    a text alone makes up its own id. Sides that differ in number, texts or sentence spans are a
    ``ValueError`` that names the article and the sentence.
    """
    if len(gold) != len(predicted):
        raise ValueError(f"{len(predicted)} predicted articles for {len(gold)} gold ones")
    return [
        ArticlePair(gold=one, predicted=other) for one, other in zip(gold, predicted, strict=True)
    ]
