"""What a model is measured on against what it learnt from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from stance.article import Article
from stance.config import RunConfig
from stance.pipeline.train.data import RunData
from stance.prediction.learnt import CHOSEN_BY, LEARNT_FROM, digests_in, packed, text_digest
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, read_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much of an evaluation set a model has met before.

    Attributes:
        n_articles: Of the set.
        n_learnt_from: Those that its weights were learnt from; None if the model does not say.
        n_chosen_by: Those by which its epoch, temperature or threshold was chosen; likewise.
    """

    n_articles: int
    n_learnt_from: int | None
    n_chosen_by: int | None

    def sentences(self, name: str, *, model: str = "the model") -> list[str]:
        """Say what a reader of the figures has to know.

        >>> Overlap(n_articles=73, n_learnt_from=37, n_chosen_by=0).sentences("dev")
        ['37 of 73 articles of dev are among those that the model learnt from: its figures
        there say little']
        """
        of = f"of {self.n_articles} articles of {name} are among those"
        said = []
        if self.n_learnt_from:
            said.append(
                f"{self.n_learnt_from} {of} that {model} learnt from: its figures there say little"
            )
        if self.n_chosen_by:
            said.append(
                f"{self.n_chosen_by} {of} by which {model} was chosen and calibrated: its figures "
                "there are a little too good"
            )
        return said


def overlaps(manifest: Manifest, sets: Mapping[str, Sequence[Article]]) -> dict[str, Overlap]:
    """Tell how much of evaluation sets a model has met."""
    learnt, chosen = (digests_in(manifest, name) for name in (LEARNT_FROM, CHOSEN_BY))
    found = {}
    for name, articles in sets.items():
        digests = [text_digest(article.text) for article in articles]
        found[name] = Overlap(
            n_articles=len(articles),
            n_learnt_from=_count(digests, learnt),
            n_chosen_by=_count(digests, chosen),
        )
    return found


def warnings_of(found: Mapping[str, Overlap], *, model: str = "the model") -> list[str]:
    """Give all that readers of the figures have to know."""
    said = [line for name, one in found.items() for line in one.sentences(name, model=model)]
    if any(one.n_learnt_from is None for one in found.values()):
        said.append(
            f"{model} does not say which articles it learnt from; where these are among them, its "
            "figures say little"
        )
    return said


def met_articles(config: RunConfig, data: RunData) -> dict[str, JsonValue]:
    """Give what a manifest's provenance says of the articles that a model met in training.

    What the model knows that training goes on from, or that teaches, is in the new one too.
    What was learnt is left out if a model that training went on from does not say it.
    """
    met = {
        LEARNT_FROM: {text_digest(article.text) for article in data.train_articles},
        CHOSEN_BY: {text_digest(article.text) for article in data.dev_articles},
    }
    known: dict[str, JsonValue] = {}
    before = [
        read_manifest(locate_model(model))
        for model in (config.training.start, config.training.distill_from)
        if model is not None
    ]
    for name, own in met.items():
        others = [digests_in(manifest, name) for manifest in before]
        if None not in others:
            known[name] = packed(own.union(*(one for one in others if one is not None)))
    return known


def chosen_again(manifest: Manifest, data: RunData) -> Manifest:
    """Add to what a model says of itself the articles on which it is calibrated anew."""
    known = digests_in(manifest, CHOSEN_BY) or frozenset()
    chosen = packed(known.union(text_digest(article.text) for article in data.dev_articles))
    return manifest.model_copy(update={"provenance": {**manifest.provenance, CHOSEN_BY: chosen}})


def _count(digests: Iterable[str], known: frozenset[str] | None) -> int | None:
    return None if known is None else sum(one in known for one in digests)
