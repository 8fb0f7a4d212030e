"""Measure the speaker resolver on gold spans: who speaks, in what capacity, under what name.

    PYTHONPATH=src python experiments/speakers/measure.py [CORPUS.jsonl …] [--labels oracle|noisy]

A resolver is fed the gold sentences, sources and cues with near-certain gold labels ("oracle"), or
with one label in ten exchanged and one source in ten left out ("noisy").
"""

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from stance.article import Article
from stance.labels import LABELS
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.resolving import resolve_speakers

ORIGINALS = Path("data/originals")


def score_gold(article: Article, *, noise: float, seed: int) -> list[ScoredSentence]:
    """Turn gold sentences into what a model with a given error rate would say of them."""
    generator = random.Random(f"{seed} {article.id}")
    scored = []
    for sentence in article.sentences:
        label, source, cue = sentence.label, sentence.source, sentence.cue
        if generator.random() < noise:
            label = generator.choice([other for other in LABELS if other is not label])
        if source and generator.random() < noise:
            source = cue = None
        sure = 0.9 if noise else 0.98
        chances = [sure if one is label else (1 - sure) / 2 for one in LABELS]
        scored.append(
            ScoredSentence(
                span=sentence.span,
                log_probabilities=tuple(map(math.log, chances)),
                source=source,
                cue=cue,
            )
        )
    return scored


def compare(gold: Article, found: Article, tally: Counter) -> list[int]:
    """Add one article's counts to a tally; give the indices of sentences with a wrong speaker."""
    pairs = list(zip(gold.sentences, found.sentences, strict=True))
    spoken = [(g, f) for g, f in pairs if g.speaker]
    tally["sentences"] += len(pairs)
    tally["labels"] += sum(g.label == f.label for g, f in pairs)
    tally["spoken"] += len(spoken)
    tally["found spoken"] += sum(f.speaker is not None for _, f in pairs)
    golds = [speaker.id for speaker in gold.speakers]
    founds = [speaker.id for speaker in found.speakers]
    shared = np.zeros((len(golds), len(founds)))
    for g, f in spoken:
        if f.speaker and g.speaker in golds:
            shared[golds.index(g.speaker), founds.index(f.speaker)] += 1
    rows, columns = linear_sum_assignment(-shared)
    match = {golds[r]: founds[c] for r, c in zip(rows, columns, strict=True) if shared[r, c]}
    tally["speaker right"] += sum(f.speaker == match.get(g.speaker, "-") for g, f in spoken)
    _add_bcubed(spoken, tally)
    wrong = [i for i, (g, f) in enumerate(pairs) if f.speaker != match.get(g.speaker or "")]
    tally["sourced"] += sum(bool(g.source) for g, _ in spoken)
    tally["sourced right"] += sum(
        f.speaker == match.get(g.speaker, "-") for g, f in spoken if g.source
    )
    by_id = {speaker.id: speaker for speaker in found.speakers}
    for speaker in gold.speakers:
        if speaker.id in match:
            other = by_id[match[speaker.id]]
            tally["matched"] += 1
            tally["kind right"] += speaker.kind == other.kind
            tally["name right"] += _bare(speaker.name) == _bare(other.name)
            if speaker.role:
                tally["roles"] += 1
                tally["role overlap"] += _overlap(speaker.role, other.role)
            else:
                tally["roleless"] += 1
                tally["role invented"] += bool(other.role)
        tally["gold speakers"] += any(s.speaker == speaker.id for s in gold.sentences)
    return wrong


def _add_bcubed(spoken, tally):
    gold, found = defaultdict(set), defaultdict(set)
    for index, (g, f) in enumerate(spoken):
        gold[g.speaker].add(index)
        found[f.speaker or f"none {index}"].add(index)
    for index, (g, f) in enumerate(spoken):
        one, other = gold[g.speaker], found[f.speaker or f"none {index}"]
        tally["b3 precision"] += len(one & other) / len(other)
        tally["b3 recall"] += len(one & other) / len(one)


def _bare(name: str) -> str:
    return re.sub(r"^(the|an?) ", "", name.casefold())


def _overlap(one: str, other: str) -> float:
    left, right = (Counter(re.findall(r"\w+", text.casefold())) for text in (one, other))
    both = sum((left & right).values())
    return 2 * both / (sum(left.values()) + sum(right.values())) if both else 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--labels", default="oracle", choices=["oracle", "noisy"])
    parser.add_argument("--errors", type=int, default=0, help="print this many wrong sentences")
    parser.add_argument("--part", default="")
    options = parser.parse_args()
    paths = options.corpora or sorted(ORIGINALS.glob("*.jsonl"))
    tally = Counter()
    samples = []
    number = 0
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            number += 1
            if options.part and number % 2 != (options.part == "odd"): continue
            gold = Article.from_json(line)
            noise = 0.1 if options.labels == "noisy" else 0.0
            found = resolve_speakers(gold.text, score_gold(gold, noise=noise, seed=7))
            wrong = compare(gold, found, tally)
            samples += [(gold, found, index) for index in wrong]
    precision = tally["b3 precision"] / tally["spoken"]
    recall = tally["b3 recall"] / tally["spoken"]
    n = tally["spoken"]
    print(
        f"sentences {tally['sentences']}  spoken {n} (found {tally['found spoken']})  label {tally['labels'] / tally['sentences']:.4f}"
        f"  speaker {tally['speaker right'] / n:.4f} (sourced {tally['sourced right'] / tally['sourced']:.4f})  B3 {2 * precision * recall / (precision + recall):.4f}"
        f" (p {precision:.3f} r {recall:.3f})  matched {tally['matched'] / tally['gold speakers']:.3f}"
        f"  kind {tally['kind right'] / tally['matched']:.3f}  name {tally['name right'] / tally['matched']:.3f}"
        f"  role {tally['role overlap'] / max(tally['roles'],1):.3f} invented {tally['role invented'] / max(tally['roleless'],1):.3f}"
    )
    random.Random(3).shuffle(samples)
    for gold, found, index in samples[: options.errors]:
        show(gold, found, index)


def show(gold, found, index):
    """Print a wrong sentence with those before it."""
    print(f"---- {gold.id}")
    for i in range(max(0, index - 4), min(index + 2, len(gold.sentences))):
        g, f = gold.sentences[i], found.sentences[i]
        names = [a.speaker_of(s).name if s.speaker else "·" for a, s in ((gold, g), (found, f))]
        mark = ">>" if i == index else "  "
        source = gold.text_of(g.source) if g.source else "-"
        print(f"{mark} {g.label[:3]} {names[0]} | {names[1]} | src={source!r} | {gold.text_of(g)[:230]!r}")


if __name__ == "__main__":
    main()
