"""The corpora that every system is trained and measured on."""

from collections.abc import Sequence
from pathlib import Path

from stance.article import Article
from stance.config import CorpusPart
from stance.corpus.parts import LoadedPart, load_part

_SPLIT = Path("data/originals/split.json")
_ORIGINALS = "data/originals/*.jsonl"
TRAIN_PARTS = (
    CorpusPart(name="originals-train", files=_ORIGINALS, split=_SPLIT, part="train"),
    CorpusPart(name="wikinews-train", files="data/merged/wikinews-train.jsonl"),
)
SETS = (
    CorpusPart(name="wikinews-dev", files="data/merged/wikinews-dev.jsonl"),
    CorpusPart(name="newsdiscourse-dev", files="data/local/newsdiscourse-dev.jsonl", optional=True),
    CorpusPart(name="originals-test", files=_ORIGINALS, split=_SPLIT, part="test"),
)


def load_train() -> list[Article]:
    """Give the articles to learn from."""
    return [article for one in _load(TRAIN_PARTS).values() for article in one.articles]


def load_sets() -> dict[str, LoadedPart]:
    """Give the evaluation sets that are there."""
    return _load(SETS)


def _load(parts: Sequence[CorpusPart]) -> dict[str, LoadedPart]:
    loaded = {part.name: load_part(part) for part in parts}
    return {name: one for name, one in loaded.items() if one is not None}
