"""Count which nouns of roles go with which kind of speaker: the priors in the table of terms.

    python experiments/speakers/priors.py

Reads the training articles of the originals and the stand-off labels of real news that no
evaluation uses (no texts needed); writes the last column of src/stance/lexicon/terms.tsv.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from stance.corpus.splitting import Side, read_split
from stance.files import write_whole
from stance.labels import KIND_OF_LABEL, LABELS
from stance.lexicon.table import terms
from stance.prediction.speakers.capacity.leanings import PAST_OFFICE, head_of, is_past

ORIGINALS = Path("data/originals")
REAL = [
    Path("data", name, "train.jsonl")
    for name in ("wikinews", "gmb", "masc", "globalvoices", "onestop")
]
TABLE = Path("src/stance/lexicon/terms.tsv")
N_CELLS = 5
#: In the order of the labels, as the resolver's scores are.
KINDS = [KIND_OF_LABEL[label].value for label in LABELS]
#: Fewer speakers prove nothing; so many imaginary ones of average kind are added to each count.
MIN_COUNT, PRIOR_COUNT = 4, 3.0
#: Terms that say less of the kind than this, in nats, get no prior.
LEAST = 0.15


def main() -> None:
    of_kind = Counter(speaker["kind"] for speaker in speakers())
    total = sum(of_kind.values())
    counts = Counter((term, one["kind"]) for one in speakers() for term in terms_of(one))

    def prior_of(term: str) -> str:
        n = sum(counts[term, kind] for kind in KINDS)
        if n < MIN_COUNT:
            return ""
        prior = [
            math.log((counts[term, kind] * total / of_kind[kind] + PRIOR_COUNT) / (n + PRIOR_COUNT))
            for kind in KINDS
        ]
        return " ".join(f"{one:.2f}" for one in prior) if max(map(abs, prior)) >= LEAST else ""

    lines = TABLE.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            cells = [*line.split("\t"), *[""] * N_CELLS][: N_CELLS - 1]
            lines[number] = "\t".join([*cells, prior_of(cells[0])]).rstrip("\t")
    write_whole("\n".join(lines) + "\n", TABLE)
    print(f"{len(terms())} terms, {total} speakers")


def speakers() -> Iterator[dict[str, str]]:
    sides = read_split(ORIGINALS / "split.json").articles
    for path in (*sorted(ORIGINALS.glob("*.jsonl")), *REAL):
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            if path in REAL or sides[article["id"]] == Side.TRAIN:
                yield from article["speakers"]


def terms_of(speaker: Mapping[str, str]) -> Iterator[str]:
    """Give the noun of a speaker's role (or, without one, name), and whether an office is over."""
    yield head_of(speaker["role"] or speaker["name"])
    if is_past(speaker["role"]):
        yield PAST_OFFICE


if __name__ == "__main__":
    main()
