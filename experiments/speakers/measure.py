"""Measure the speaker resolver on gold sentences, sources and cues (see README.md)."""

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from stance.article import Article
from stance.corpus.reading import read_corpus
from stance.evaluation.pairing import ArticlePair, pair_articles
from stance.evaluation.speakers import score_speakers
from stance.labels import LABELS, SpeakerKind
from stance.parts import Sentence
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

ORIGINALS = Path("data/originals")
SURE = {"oracle": 0.98, "noisy": 0.9}
NOISE = {"oracle": 0.0, "noisy": 0.1}
HEADER = (
    f"{'corpus':24} {'scores':7} {'spoken':>6} {'speaker':>8} {'(within reach)':>15} {'B3 f1':>6} "
    f"{'kind':>6} {'name':>6} {'role':>6} {'label':>6}"
)


def main() -> None:
    """Print one row for each corpus and kind of scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path, help="JSONL files (default: originals)")
    parser.add_argument("--part", default="test", help="part of originals: train, dev or test")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong sentences")
    options = parser.parse_args()
    corpora = {"/".join(path.parts[-2:]): read_corpus([path]) for path in options.corpora}
    if not corpora:
        split = json.loads((ORIGINALS / "split.json").read_text("utf-8"))["articles"]
        articles = read_corpus(sorted(ORIGINALS.glob("*.jsonl")))
        part = [article for article in articles if split[article.id] == options.part]
        corpora = {f"originals/{options.part}": part}
    print(HEADER)
    for name, articles in corpora.items():
        for scores in SURE:
            pairs = pair_articles(articles, [resolve(one, scores) for one in articles])
            print(f"{name:24} {scores:7} {figures(pairs)}")
            if scores == "oracle":
                show_errors(pairs, options.errors)


def resolve(gold: Article, scores: str) -> Article:
    """Resolve the speakers of a gold article from what a model might say of its sentences."""
    generator = random.Random(f"7 {gold.id}")
    scored = [as_scored(sentence, scores, generator) for sentence in gold.sentences]
    return resolve_speakers(gold.text, scored)


def as_scored(sentence: Sentence, scores: str, generator: random.Random) -> ScoredSentence:
    """Exchange labels and leave out sources at the rate of the kind of scores."""
    label, is_seen = sentence.label, True
    if generator.random() < NOISE[scores]:
        label = generator.choice([other for other in LABELS if other is not label])
    if generator.random() < NOISE[scores]:
        is_seen = False
    rest = (1 - SURE[scores]) / (len(LABELS) - 1)
    chances = [SURE[scores] if one is label else rest for one in LABELS]
    return ScoredSentence(
        span=sentence.span,
        log_probabilities=tuple(map(math.log, chances)),
        source=sentence.source if is_seen else None,
        cue=sentence.cue if is_seen else None,
    )


def figures(pairs: list[ArticlePair]) -> str:
    """Give the row of a table; HEADER names the columns."""
    all_of_them = score_speakers(pairs)
    within_reach = score_speakers([without_unreachable(pair) for pair in pairs])
    sentences = [both for pair in pairs for both in pair.sentences]
    labels = sum(gold.label is found.label for gold, found in sentences) / len(sentences)
    overlaps = list(role_overlaps(pairs))
    return (
        f"{all_of_them.n_sentences:6} {all_of_them.accuracy:8.4f} {within_reach.accuracy:15.4f} "
        f"{all_of_them.grouping.f1:6.3f} {all_of_them.kind_accuracy:6.3f} "
        f"{all_of_them.name_accuracy:6.3f} {sum(overlaps) / max(len(overlaps), 1):6.3f} "
        f"{labels:6.3f}"
    )


def without_unreachable(pair: ArticlePair) -> ArticlePair:
    """Leave out gold speech that nothing given to the resolver shows.

    A sentence that carries on the speech of a witness or a document, outside quotation marks and
    without a source, has the label of the outlet's own sentences.
    """
    kinds = {speaker.id: speaker.kind for speaker in pair.gold.speakers}
    kept = [
        index
        for index, (gold, found) in enumerate(pair.sentences)
        if gold.source or found.quotes or kinds.get(gold.speaker or "") is not SpeakerKind.OTHER
    ]
    gold, found = (
        Article(
            text=one.text,
            sentences=tuple(one.sentences[index] for index in kept),
            speakers=one.speakers,
        )
        for one in (pair.gold, pair.predicted)
    )
    return ArticlePair(gold=gold, predicted=found)


def role_overlaps(pairs: list[ArticlePair]) -> Iterator[float]:
    """Give F1 over the words of the role, for each gold speaker that has one and its partner."""
    for pair in pairs:
        partners = partners_of(pair)
        for speaker in pair.gold.speakers:
            other = partners.get(speaker.id)
            if speaker.role and other:
                role = next(one.role for one in pair.predicted.speakers if one.id == other)
                yield word_f1(speaker.role, role)


def partners_of(pair: ArticlePair) -> dict[str, str]:
    """Give, for each gold speaker, the predicted one that it shares most sentences with."""
    shared = Counter(
        (gold.speaker, found.speaker)
        for gold, found in pair.sentences
        if gold.speaker and found.speaker
    )
    return {gold: found for (gold, found), _ in reversed(shared.most_common()) if gold and found}


def word_f1(one: str, other: str) -> float:
    """Compare two strings as bags of words."""
    left, right = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return 2 * (left & right).total() / (left.total() + right.total())


def show_errors(pairs: list[ArticlePair], n_errors: int) -> None:
    """Print a random sample of sentences with a wrong speaker, each after the three before it."""
    wrong = [
        (pair, index)
        for pair in pairs
        for partners in [partners_of(pair)]
        for index, (gold, found) in enumerate(pair.sentences)
        if partners.get(gold.speaker or "") != found.speaker
    ]
    random.Random(7).shuffle(wrong)
    for pair, index in wrong[:n_errors]:
        print(f"--- {pair.gold.id}")
        for gold, found in pair.sentences[max(index - 3, 0) : index + 1]:
            names = [
                getattr(article.speaker_of(sentence), "name", "·")
                for article, sentence in ((pair.gold, gold), (pair.predicted, found))
            ]
            print(f"    {' | '.join(names)} | {pair.gold.text_of(gold)[:150]}")


if __name__ == "__main__":
    main()
