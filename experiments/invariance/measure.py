"""How many labels stay when what means nothing changes?

    python experiments/invariance/measure.py [--model MODEL] [--only CHANGE …] [CORPUS.jsonl …]

Every kind of change is made in every article that offers something to change, consistently
through the article. The model reads both, and splits them itself. Without a corpus: the part
"test" of originals, and Wikinews dev if it has been merged. Writes ``results.json`` and
``table.md`` beside this file.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import numpy as np

from stance.article import Article
from stance.corpus.perturbing import CHANGES
from stance.corpus.perturbing.editing import Edit, edit
from stance.corpus.perturbing.headlines import HeadlineCase, write_headline
from stance.corpus.perturbing.paragraphs import break_paragraphs
from stance.corpus.perturbing.quotations import QuoteStyle, write_quotes
from stance.corpus.reading import read_corpus
from stance.evaluation.intervals import draw_articles
from stance.labels import Label
from stance.parts import Span
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.predictor import Predictor

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
ORIGINALS = Path("data/originals")
WIKINEWS = Path("data/merged/wikinews-dev.jsonl")
GOAL = 0.98

Change = Callable[[Article, Random], Article]


def with_two_signs(article: Article) -> Article:
    """Write double marks as two signs each, as the archives of some papers do."""
    return rewritten(write_quotes(article, QuoteStyle.STRAIGHT), {'"': "''"})


def spelled_out(article: Article) -> Article:
    """Write marks and apostrophes as HTML spells them out, as feeds do."""
    names = {'"': "&quot;", "“": "&ldquo;", "”": "&rdquo;", "'": "&#39;", "’": "&rsquo;"}
    return rewritten(article, names)


def with_tags(article: Article) -> Article:
    """Put tags between paragraphs, and no line ends."""
    return rewritten(article, {"\n+": "</p><p>"})


def with_hidden_spaces(article: Article) -> Article:
    """Put a space without width after each full stop, as some editors of web pages do."""
    return rewritten(article, {r"(?<=\.)(?= )": "\u200b"})


def read_twice(article: Article) -> Article:
    """Read curly marks, dashes and accents in another encoding, as careless archives have them."""
    curly = write_quotes(article, QuoteStyle.CURLY)
    return rewritten(curly, {re.escape(sign): _misread(sign) for sign in _beyond_ascii(curly.text)})


def _misread(sign: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in sign.encode("utf-8")
    )


def with_lost_signs(article: Article) -> Article:
    """Lose curly marks and dashes, as what is read as plain ASCII does."""
    return rewritten(write_quotes(article, QuoteStyle.CURLY), {"[“”‘’–—]": "\ufffd"})


def _beyond_ascii(text: str) -> set[str]:
    return {sign for sign in text if not sign.isascii() and sign.isprintable()}


def rewritten(article: Article, written: Mapping[str, str]) -> Article:
    """Write what each pattern finds in another way; no two find the same."""
    found = [
        Edit(start=one.start(), end=one.end(), text=text)
        for pattern, text in written.items()
        for one in re.finditer(pattern, article.text)
    ]
    return edit(article, sorted(found, key=lambda one: one.start))


#: What is measured: drawn at random, so made once for each seed.
DRAWN: Mapping[str, Change] = {
    name: CHANGES[name] for name in ("names", "places", "outlets", "dateline", "clutter")
}
#: What is measured: the same each time.
FIXED: Mapping[str, Change] = {
    **{
        f"quotes {style}": lambda article, _, style=style: write_quotes(article, style)
        for style in QuoteStyle
    },
    "quotes of two signs": lambda article, _: with_two_signs(article),
    "quotes spelled out": lambda article, _: spelled_out(article),
    "read in another encoding": lambda article, _: read_twice(article),
    "signs lost": lambda article, _: with_lost_signs(article),
    "tags": lambda article, _: with_tags(article),
    "hidden spaces": lambda article, _: with_hidden_spaces(article),
    "one paragraph": lambda article, draw: break_paragraphs(article, share=0, generator=draw),
    "a paragraph each": lambda article, draw: break_paragraphs(article, share=1, generator=draw),
    **{
        f"headline {case}": lambda article, _, case=case: write_headline(article, case)
        for case in (HeadlineCase.UPPER, HeadlineCase.TITLE)
    },
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a kind of change did to the labels of a corpus."""

    n_articles: int
    n_sentences: int
    unchanged: float
    low: float
    high: float
    right_before: float
    right_after: float


def main() -> None:
    """Measure all kinds on all corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--model", default=BUNDLED_FOLDER)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=(), help="measure these changes again")
    parser.add_argument("--threads", type=int, default=0, help="0 for all cores")
    options = parser.parse_args()
    reader = Reader(Predictor.load(options.model, n_threads=options.threads))
    corpora = {path.stem: read_corpus([path]) for path in options.corpora} or shipped()
    results = json.loads(RESULTS.read_text("utf-8")) if options.only and RESULTS.exists() else {}
    for corpus, articles in corpora.items():
        rows = results.setdefault(corpus, {})
        for name, change in {**DRAWN, **FIXED}.items():
            if options.only and name not in options.only:
                continue
            n_seeds = options.seeds if name in DRAWN else 1
            before = [with_title(one) for one in articles] if "headline" in name else articles
            rows[name] = asdict(measure(reader, before, change, n_seeds=n_seeds))
            print(f"{corpus:16} {name:20} {rows[name]['unchanged']:.3f}", flush=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    (HERE / "table.md").write_text(table(results), "utf-8")


def shipped() -> dict[str, list[Article]]:
    """Give the part "test" of originals, and Wikinews dev where it is at hand."""
    part_of = json.loads((ORIGINALS / "split.json").read_text("utf-8"))["articles"]
    articles = read_corpus(sorted(ORIGINALS.glob("*.jsonl")))
    corpora = {"originals-test": [one for one in articles if part_of[one.id] == "test"]}
    return corpora | ({"wikinews-dev": read_corpus([WIKINEWS])} if WIKINEWS.exists() else {})


def with_title(article: Article) -> Article:
    """Put an article's title over its text."""
    title = str(article.metadata.get("title", ""))
    if not title or article.text.startswith(title):
        return article
    headline = Edit(start=0, end=0, text=f"{title}\n\n", sentences=(Span(0, len(title)),))
    return edit(article, [headline])


class Reader:
    """A model that remembers what it has read."""

    def __init__(self, predictor: Predictor) -> None:
        self._predictor = predictor
        self._read: dict[str, Article] = {}

    def labels(self, gold: Article) -> list[Label]:
        """Give the label of what the model takes for each gold sentence, by overlap."""
        if gold.text not in self._read:
            self._read[gold.text] = self._predictor.predict(gold.text)
        found = self._read[gold.text].sentences
        return [
            max(found, key=lambda one: min(one.end, own.end) - max(one.start, own.start)).label
            for own in gold.sentences
        ]


def measure(reader: Reader, articles: Sequence[Article], change: Change, *, n_seeds: int) -> Row:
    """Count the sentences whose label stays, in the articles that a change alters."""
    counts = []
    for index, article in enumerate(articles):
        changed = [change(article, Random(f"{seed} {index}")) for seed in range(n_seeds)]
        counts.append(sum((count(reader, article, one) for one in changed), np.zeros(4, int)))
    counts = np.array([one for one in counts if one[0]])
    total, kept, before, after = counts.sum(axis=0).tolist()
    sums = draw_articles(len(counts), seed=1) @ counts
    low, high = np.quantile(sums[:, 1] / sums[:, 0], (0.025, 0.975)).tolist()
    return Row(
        n_articles=len(counts),
        n_sentences=total,
        unchanged=kept / total,
        low=low,
        high=high,
        right_before=before / total,
        right_after=after / total,
    )


def count(reader: Reader, article: Article, changed: Article) -> np.ndarray:
    """Count sentences: all, unchanged, right before, right after; none if nothing changed."""
    counts = np.zeros(4, int)
    if changed == article:
        return counts
    before, after = reader.labels(article), reader.labels(changed)
    for one, other in same_sentences(article, changed):
        gold = article.sentences[one].label
        counts += [
            1,
            before[one] is after[other],
            before[one] is gold,
            after[other] is gold,
        ]
    return counts


def same_sentences(article: Article, changed: Article) -> Iterator[tuple[int, int]]:
    """Pair the sentences of an article with what became of them."""
    if len(article.sentences) == len(changed.sentences):
        yield from ((index, index) for index in range(len(article.sentences)))
        return
    one, other = ([some.text_of(own) for own in some.sentences] for some in (article, changed))
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        yield from ((match.a + step, match.b + step) for step in range(match.size))


def table(results: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Give one table for each corpus."""
    lines = []
    for corpus, rows in results.items():
        lines += [
            f"### {corpus}\n",
            "| change | articles | sentences | unchanged | right before | right after |",
            "|---|---|---|---|---|---|",
        ]
        for name, row in rows.items():
            goal = "" if row["unchanged"] >= GOAL else " (below goal)"
            lines.append(
                f"| {name} | {row['n_articles']} | {row['n_sentences']} | "
                f"{row['unchanged']:.1%} ({row['low']:.1%}–{row['high']:.1%}){goal} | "
                f"{row['right_before']:.1%} | {row['right_after']:.1%} |"
            )
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
