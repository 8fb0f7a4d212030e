"""Count which words for speakers, and nouns of their roles, go with which kind of them.

    python experiments/speakers/leanings.py

Reads the training articles of the originals, the stand-off labels of real news that no evaluation
uses (no texts needed) and occupations.txt; writes leanings.tsv and heads.tsv in
src/stance/prediction/speakers/capacity, which the resolver reads.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from stance.corpus.splitting import Side, read_split
from stance.files import write_whole
from stance.labels import KIND_OF_LABEL, LABELS, SpeakerKind
from stance.prediction.speakers.capacity.leanings import PAST_OFFICE, head_of, is_past
from stance.prediction.speakers.words import fold

ORIGINALS = Path("data/originals")
REAL = [
    Path("data", name, "train.jsonl")
    for name in ("wikinews", "gmb", "masc", "globalvoices", "onestop")
]
OCCUPATIONS = Path(__file__).with_name("occupations.txt")
OUT = Path("src/stance/prediction/speakers/capacity")
#: In the order of the labels, as the resolver's scores are.
KINDS = [KIND_OF_LABEL[label].value for label in LABELS]
#: Fewer speakers prove nothing; so many imaginary ones of average kind are added to each count.
MIN_COUNT, PRIOR_COUNT = 4, 3.0
#: Speakers that each listed occupation counts for: rare words have met too few real ones.
N_LISTED = 4
#: Words that lean by less than this, in nats, are left out.
LEAST = 0.15
HEADER = """\
# How much more frequent {what} is in the role (or, without one, the name) of official, expert
# and other speakers than in those of all, in nats.
# Written by experiments/speakers/leanings.py; do not edit by hand.
"""


def main() -> None:
    _write("leanings", "a word", words_of=_words, listed=_occupations())
    _write("heads", "a noun", words_of=_head, listed=())


def _write(
    name: str,
    what: str,
    *,
    words_of: Callable[[Mapping[str, str]], set[str]],
    listed: Iterable[str],
) -> None:
    of_kind = Counter(speaker["kind"] for speaker in _speakers())
    total = sum(of_kind.values())
    counts = Counter(
        (word, speaker["kind"]) for speaker in _speakers() for word in words_of(speaker)
    )
    for word in listed:
        counts[word, SpeakerKind.OTHER.value] += N_LISTED
    lines = []
    for word in sorted({word for word, _ in counts}):
        n = sum(counts[word, kind] for kind in KINDS)
        if n < MIN_COUNT:
            continue
        leanings = [
            math.log((counts[word, kind] / share + PRIOR_COUNT) / (n + PRIOR_COUNT))
            for kind in KINDS
            for share in [of_kind[kind] / total]
        ]
        if max(map(abs, leanings)) >= LEAST:
            lines.append("\t".join([word, *(f"{one:.2f}" for one in leanings)]))
    write_whole(HEADER.format(what=what) + "\n".join(lines) + "\n", OUT / f"{name}.tsv")
    print(f"{name}: {len(lines)} words of {total} speakers")


def _speakers() -> Iterator[dict[str, str]]:
    sides = read_split(ORIGINALS / "split.json").articles
    for path in (*sorted(ORIGINALS.glob("*.jsonl")), *REAL):
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            if path in REAL or sides[article["id"]] == Side.TRAIN:
                yield from article["speakers"]


def _words(speaker: Mapping[str, str]) -> set[str]:
    words = set(map(fold, re.findall(r"[^\W\d_]+", speaker["role"] or speaker["name"])))
    return words | ({PAST_OFFICE} if is_past(speaker["role"]) else set())


def _head(speaker: Mapping[str, str]) -> set[str]:
    return {head_of(speaker["role"] or speaker["name"])} - {""}


def _occupations() -> list[str]:
    lines = OCCUPATIONS.read_text("utf-8").splitlines()
    return [fold(word) for line in lines if not line.startswith("#") for word in line.split()]


if __name__ == "__main__":
    main()
