"""The example of docs/reporting.md: what it is said to be."""

import csv
import json
from pathlib import Path

from stance.article import Article
from stance.corpus.review.drawing import digest_of_ids, read_sample
from stance.corpus.review.ordering import Order, order_articles

DATA = Path(__file__).parents[2] / "data"
PRESS = [
    json.loads(line) for line in (DATA / "examples" / "press.jsonl").read_text("utf-8").splitlines()
]
SAMPLE = read_sample(DATA / "examples" / "press-reviewed.sample.json")


def test_no_article_was_learnt_from_and_every_text_is_an_original():
    sides = json.loads((DATA / "originals" / "split.json").read_text("utf-8"))["articles"]
    originals = {
        one["id"]: one["text"]
        for path in (DATA / "originals").glob("*.jsonl")
        for one in map(json.loads, path.read_text("utf-8").splitlines())
    }

    assert PRESS
    assert {sides[one["id"]] for one in PRESS} == {"dev", "test"}
    assert all(originals[one["id"]] == one["text"] for one in PRESS)


def test_the_sample_can_be_drawn_again():
    articles = [Article(text=one["text"], id=one["id"]) for one in PRESS]
    drawing = SAMPLE.drawing

    drawn = order_articles(articles, order=Order.RANDOM, seed=drawing.seed)[: drawing.size]

    assert drawing.population.digest == digest_of_ids(one["id"] for one in PRESS)
    assert [one.id for one in drawn] == list(SAMPLE.articles)


def test_every_sentence_of_the_sample_was_reviewed():
    path = DATA / "examples" / "press-reviewed.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["article"] for row in rows} == set(SAMPLE.articles)
    assert all(row["reviewer"] for row in rows)
