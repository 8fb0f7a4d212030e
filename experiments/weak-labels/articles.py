"""The articles of these experiments: a pool to label, and sets to measure on."""

from pathlib import Path
from random import Random

from stance.article import Article
from stance.config import CorpusPart
from stance.corpus.parts import load_part

#: What is made on the way; nothing in it is committed.
OUT = Path("runs/weak-labels")
#: The articles that people label are the first of the shuffled pool, at most so many …
MAX_GOLD = 200
#: … and those that functions label are the next so many, the same for each number of the former.
N_WEAK = 150

_ORIGINALS = {"files": "data/originals/*.jsonl", "split": Path("data/originals/split.json")}
POOL = (
    CorpusPart(name="originals-train", part="train", **_ORIGINALS),
    CorpusPart(name="wikinews-train", files="data/merged/wikinews-train.jsonl"),
)
SETS = (
    CorpusPart(name="originals-test", part="test", **_ORIGINALS),
    CorpusPart(name="wikinews-dev", files="data/merged/wikinews-dev.jsonl"),
)
_DEV = CorpusPart(name="originals-dev", part="dev", **_ORIGINALS)
_N_DEV = 20


def load(part: CorpusPart) -> list[Article]:
    """Give the articles of a part that has to be there."""
    loaded = load_part(part)
    if loaded is None:
        raise SystemExit(f"{part.files} is not there; see data/wikinews/README.md")
    return list(loaded.articles)


def shuffled_pool(seed: int) -> tuple[list[Article], list[Article]]:
    """Give gold articles to take the first of, and others to label weakly."""
    pool = [article for part in POOL for article in load(part)]
    Random(seed).shuffle(pool)
    return pool[:MAX_GOLD], pool[MAX_GOLD : MAX_GOLD + N_WEAK]


def few_dev_articles() -> list[Article]:
    """Give the few gold articles that stop every training and set its temperature."""
    articles = load(_DEV)
    Random(0).shuffle(articles)
    return articles[:_N_DEV]
