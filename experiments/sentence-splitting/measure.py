"""Measure sentence splitters on the gold boundaries of labelled articles.

    python experiments/sentence-splitting/measure.py [CORPUS.jsonl …] [--half odd|even|all] [--errors N]

The rules of ``stance.text`` were tuned on the even-numbered articles of each file; the table to
quote is that of the odd ones, the default.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from stance.text.sentences import split_sentences

Splitter = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """A text with the sentences that people marked."""

    corpus: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Tally:
    """Counts of right, missed and wrong things, and their F1."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: set[object], found: set[object]) -> None:
        self.hits += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, self.gold + self.found)

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.gold)


@dataclass(slots=True)
class Score:
    """One splitter on one group of articles."""

    ends: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)


def _with_nupunkt() -> Splitter:
    import nupunkt

    return nupunkt.sent_spans


def _with_sentencex() -> Splitter:
    import sentencex

    def split(text: str) -> list[tuple[int, int]]:
        found = sentencex.get_sentence_boundaries("en", text)
        return [(one["start_index"], one["end_index"]) for one in found]

    return split


def _with_syntok() -> Splitter:
    import syntok.segmenter

    def split(text: str) -> list[tuple[int, int]]:
        paragraphs = syntok.segmenter.analyze(text)
        sentences = [tokens for paragraph in paragraphs for tokens in paragraph if tokens]
        return [(one[0].offset, one[-1].offset + len(one[-1].value)) for one in sentences]

    return split


def _with_pysbd() -> Splitter:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [(one.start, one.end) for one in segmenter.segment(text)]


CANDIDATES: dict[str, Callable[[], Splitter]] = {
    "nupunkt": _with_nupunkt,
    "sentencex": _with_sentencex,
    "syntok": _with_syntok,
    "pysbd": _with_pysbd,
}


def at_lines(split: Splitter) -> Splitter:
    """Let a library split line by line, as every one of them needs for headlines."""

    def split_lines(text: str) -> list[tuple[int, int]]:
        spans, start = [], 0
        for line in text.splitlines(keepends=True):
            spans += [(start + begin, start + end) for begin, end in split(line)]
            start += len(line)
        return spans

    return split_lines


def read_gold(paths: Iterable[Path], *, half: str) -> list[GoldArticle]:
    """Read the articles of one half of every file."""
    articles = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if half != "all" and half != ("even", "odd")[number % 2]:
                continue
            record = json.loads(line)
            sentences = tuple((one["start"], one["end"]) for one in record["sentences"])
            corpus = f"{path.parent.name}/{path.stem}"
            articles.append(GoldArticle(corpus=corpus, text=record["text"], sentences=sentences))
    return articles


def trimmed(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take the space off both ends of spans, so that libraries that keep it are not punished."""
    pieces = [(start, text[start:end]) for start, end in spans]
    return [
        (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        for start, piece in pieces
        if piece.strip()
    ]


def score(split: Splitter, articles: Iterable[GoldArticle]) -> dict[str, Score]:
    """Score a splitter by group; the last boundary of a text is nobody's merit and left out."""
    scores: dict[str, Score] = defaultdict(Score)
    for article in articles:
        found = trimmed(article.text, split(article.text))
        last = article.sentences[-1][1]
        for group in (article.corpus.split("/")[0], article.corpus, "all"):
            scores[group].spans.add(set(article.sentences), set(found))
            scores[group].ends.add(
                {end for _, end in article.sentences} - {last}, {end for _, end in found} - {last}
            )
    return scores


def seconds(split: Splitter, texts: Iterable[str], *, repeats: int = 5) -> float:
    """Median time to split all texts, in seconds."""
    texts = list(texts)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        for text in texts:
            split(text)
        times.append(time.perf_counter() - start)
    return median(times)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--half", choices=("odd", "even", "all"), default="odd")
    options = parser.parse_args()
    paths = options.corpora or sorted(Path("data").glob("originals/*.jsonl"))
    articles = read_gold(paths, half=options.half)
    splitters: dict[str, Splitter] = {}
    for name, load in CANDIDATES.items():
        if find_spec(name):
            splitters[name] = load()
            splitters[f"{name}, by line"] = at_lines(splitters[name])
    splitters["stance"] = split_sentences
    n_characters = sum(len(article.text) for article in articles)
    n_sentences = sum(len(article.sentences) for article in articles)
    print(f"{len(articles)} articles, {n_sentences} sentences, {n_characters} characters\n")
    print("| splitter | group | end F1 | P | R | span F1 | sentences/s | M characters/s |")
    print("|---|---|---|---|---|---|---|---|")
    for name, split in splitters.items():
        slow = name.startswith("pysbd")
        took = seconds(split, [article.text for article in articles], repeats=1 if slow else 5)
        for group, one in sorted(score(split, articles).items()):
            if "/" in group and name != "stance":
                continue
            ends = one.ends
            speed = f"{n_sentences / took:,.0f} | {n_characters / took / 1e6:.2f}"
            print(
                f"| {name} | {group} | {ends.f1:.4f} | {ends.precision:.4f} | {ends.recall:.4f} "
                f"| {one.spans.f1:.4f} | {speed if group == 'all' else ' | '} |"
            )


if __name__ == "__main__":
    main()
