"""Measure sentence splitters on the sentences that people marked in labelled articles.

    python experiments/sentence-splitting/measure.py [CORPUS.jsonl …] [--half odd|even|all]
        [--layout as-is|lines|columns] [--by-file] [--only NAME …]

The rules of ``stance.text`` were tuned on the even-numbered articles of each file; the figures to
quote are those of the odd ones, the default. Candidates that are not installed are left out.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from candidates import Spans, Splitter, splitters

from stance.text.datelines import dateline_end


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """A text with the sentences that people marked."""

    corpus: str
    text: str
    sentences: Spans


@dataclass(slots=True)
class Tally:
    """Counts of right, marked and found things."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: set[object], found: set[object]) -> None:
        self.hits += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    def __str__(self) -> str:
        f1 = 2 * self.hits / max(1, self.gold + self.found)
        precision, recall = self.hits / max(1, self.found), self.hits / max(1, self.gold)
        return f"{100 * f1:.2f} | {100 * precision:.2f} | {100 * recall:.2f}"


@dataclass(slots=True)
class Score:
    """One splitter on one group of articles."""

    ends: Tally = field(default_factory=Tally)
    spans: Tally = field(default_factory=Tally)


def laid_out(text: str, layout: str, *, width: int = 72) -> str:
    """Change the line breaks of a text, and no offset in it."""
    if layout != "columns":
        return re.sub(r"\s*\n\s*", lambda found: " " * (len(found.group()) - 1) + "\n", text)
    pieces, column = list(text), 0
    for word in re.finditer(r"\S+", text):
        space = text[word.start() - 1] if word.start() else "\n"
        if space == " " and column + 1 + len(word.group()) > width:
            pieces[word.start() - 1] = space = "\n"
        column = len(word.group()) if space == "\n" else column + 1 + len(word.group())
    return "".join(pieces)


def read_gold(paths: Iterable[Path], *, half: str, layout: str = "as-is") -> list[GoldArticle]:
    """Read the articles of one half of every file."""
    articles = []
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if half in ("all", ("even", "odd")[number % 2]):
                record = json.loads(line)
                text = record["text"]
                articles.append(
                    GoldArticle(
                        corpus=f"{path.parent.name}/{path.stem}",
                        text=text if layout == "as-is" else laid_out(text, layout),
                        sentences=[(one["start"], one["end"]) for one in record["sentences"]],
                    )
                )
    return articles


def trimmed(text: str, spans: Spans) -> Spans:
    """Take the space off both ends, so that a library that keeps it is not punished."""
    pieces = [(start, text[start:end]) for start, end in spans]
    return [
        (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        for start, piece in pieces
        if piece.strip()
    ]


def score(split: Splitter, articles: Sequence[GoldArticle]) -> dict[str, Score]:
    """Score by group; the last end of a text is nobody's merit and left out."""
    scores: dict[str, Score] = defaultdict(Score)
    for article in articles:
        found = trimmed(article.text, split(article.text))
        last = article.sentences[-1][1]
        for group in ("all", article.corpus.split("/")[0], article.corpus):
            ends = [{end for _, end in spans} - {last} for spans in (article.sentences, found)]
            scores[group].ends.add(*ends)
            scores[group].spans.add(set(article.sentences), set(found))
    return scores


def datelines(articles: Iterable[GoldArticle]) -> str:
    starts = [(a, line.start()) for a in articles for line in re.finditer(r"[^\n]+", a.text)]
    ends = [(a, start + dateline_end(a.text[start : start + 200])) for a, start in starts]
    found = [(a, end) for (a, end), (_, start) in zip(ends, starts, strict=True) if end > start]
    n_own = sum(end in {stop for _, stop in a.sentences} for a, end in found)
    return f"datelines: {len(found)}, of which people made {n_own} sentences of their own"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--half", choices=("odd", "even", "all"), default="odd")
    parser.add_argument("--layout", choices=("as-is", "lines", "columns"), default="as-is")
    parser.add_argument("--by-file", action="store_true")
    parser.add_argument("--only", action="append", metavar="NAME")
    options = parser.parse_args()
    paths = options.corpora or sorted(Path("data/originals").glob("*.jsonl"))
    articles = read_gold(paths, half=options.half, layout=options.layout)
    size = sum(len(article.text) for article in articles)
    n_sentences = sum(len(article.sentences) for article in articles)
    print(f"{len(articles)} articles, {n_sentences} sentences, {size} characters")
    print(datelines(articles))
    print("| splitter | group | end F1 | P | R | span F1 | P | R | sentences/s |")
    for name, split in splitters().items():
        if options.only and name not in options.only:
            continue
        times = []
        for _ in range(1 if name.startswith("pysbd") else 6):
            start = time.perf_counter()
            for article in articles:
                split(article.text)
            times.append(time.perf_counter() - start)
        speed = f"{n_sentences / times[0]:,.0f} first, {n_sentences / median(times):,.0f} median"
        for group, one in sorted(score(split, articles).items()):
            if "/" not in group or options.by_file:
                print(f"| {name} | {group} | {one.ends} | {one.spans} | {speed} |")


if __name__ == "__main__":
    main()
