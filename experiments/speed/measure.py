"""How fast is prediction, against the obvious way of giving each sentence its context?

    python experiments/speed/measure.py MODEL [CORPUS.jsonl …]

Both ways run in turn, article by article, in one process: windows of whole sentences that are
encoded once, and a window of its own around each sentence.
"""

import sys
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter

from stance.corpus.reading import read_corpus
from stance.parts import Span
from stance.prediction.locating import locate_model
from stance.prediction.manifest import NetworkSettings, read_manifest
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.speakers import resolve_speakers
from stance.text.sentences import split_sentences

#: Sentences on each side that the obvious way gives a sentence for context.
NEIGHBOURS = 5
N_ARTICLES = 40


def main() -> None:
    folder = locate_model(sys.argv[1])
    paths = [Path(name) for name in sys.argv[2:]] or [Path("data/originals/wire.jsonl")]
    texts = [article.text for article in read_corpus(paths)[:N_ARTICLES]]
    manifest = read_manifest(folder)
    if not isinstance(manifest.settings, NetworkSettings):
        sys.exit("the baseline has no windows; give a network's folder")
    scorer = NetworkScorer.load(folder, manifest=manifest, settings=manifest.settings)
    seconds = Counter()
    ratios, n_sentences = [], 0
    for text in texts:
        marks = [perf_counter()]
        spans = split_sentences(text)
        marks.append(perf_counter())
        scored = scorer.score(text, spans)
        marks.append(perf_counter())
        resolve_speakers(text, scored)
        marks.append(perf_counter())
        for name, start, end in zip(("split", "score", "speakers"), marks, marks[1:], strict=False):
            seconds[name] += end - start
        began = perf_counter()
        one_by_one(scorer, text, spans)
        obvious = perf_counter() - began
        seconds["obvious"] += obvious
        ratios.append(obvious / (marks[2] - marks[1]))
        n_sentences += len(spans)
    whole = seconds["split"] + seconds["score"] + seconds["speakers"]
    print(f"{len(texts)} articles, {n_sentences} sentences")
    print(f"predict: {n_sentences / whole:.0f} sentences/s")
    for name in ("split", "score", "speakers"):
        print(f"  {name}: {seconds[name] / whole:.1%} of the time")
    print(f"a window around each sentence: {n_sentences / seconds['obvious']:.0f} sentences/s")
    print(
        f"ratio of scoring times by article: median {median(ratios):.1f}, "
        f"from {min(ratios):.1f} to {max(ratios):.1f}"
    )


def one_by_one(scorer: NetworkScorer, text: str, spans: list[Span]) -> None:
    """Score each sentence in a window of its own."""
    for index in range(len(spans)):
        scorer.score(text, spans[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1])


if __name__ == "__main__":
    main()
