"""What is each part of the speaker resolver worth? Switch it off and measure (see README.md)."""

import argparse
import json
import pickle
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import numpy as np
from switches import PROBES, SWITCHES
from tallies import MEASURES, Tallies, measures, sums_of

from stance.article import Article
from stance.config import CorpusPart
from stance.corpus.parts import load_part
from stance.evaluation.pairing import ArticlePair
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence

Scored: TypeAlias = Sequence[ScoredSentence]

SPLIT = Path("data/originals/split.json")
PARTS = (
    CorpusPart(name="wikinews-dev", files="data/merged/wikinews-dev.jsonl", optional=True),
    CorpusPart(
        name="newsdiscourse-dev", files="data/merged/newsdiscourse-dev.jsonl", optional=True
    ),
    CorpusPart(name="ntrex-dev", files="data/merged/ntrex-dev.jsonl", optional=True),
    CorpusPart(name="ecb-dev", files="data/merged/ecb-dev.jsonl", optional=True),
    CorpusPart(name="ecb-test", files="data/merged/ecb-test.jsonl", optional=True),
    *(
        CorpusPart(name=f"originals-{part}", files="data/originals/*.jsonl", split=SPLIT, part=part)
        for part in ("dev", "test")
    ),
)
#: Whose words for a speaker the resolver is given.
SPANS = ("model", "labels")
N_DRAWS = 1000
SPEAKERS = "stance.prediction.speakers"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "cache", type=Path, help="folder of scored sentences, outside the repository"
    )
    parser.add_argument(
        "--off",
        nargs="*",
        choices=[*SWITCHES, *PROBES],
        metavar="SWITCH",
        help="some switches (default: all)",
    )
    parser.add_argument("--together", action="store_true", help="all of these as one row, too")
    parser.add_argument("--sets", nargs="*", metavar="SET", help="some sets (default: all at hand)")
    parser.add_argument("--each-set", action="store_true", help="do not join sets of one family")
    parser.add_argument("--spans", choices=SPANS, nargs="*", default=SPANS)
    parser.add_argument("--save", type=Path, help="write what the resolver comes to, as JSON")
    parser.add_argument("--against", type=Path, help="compare with what was saved, switch none off")
    options = parser.parse_args()
    predictor = Predictor.load("bundled", n_threads=1)
    loaded = (load_part(one) for one in PARTS if options.sets is None or one.name in options.sets)
    sets = {part.name: part.articles for part in loaded if part is not None}
    scored = {
        name: scored_once(predictor, name, gold, options.cache) for name, gold in sets.items()
    }

    def run(*off: str) -> dict[str, Tallies]:
        with switched_off(*off):
            return {
                f"{name}, spans of the {spans}": tally(
                    predictor, gold, [as_given(one, scored[name], spans) for one in gold]
                )
                for name, gold in sets.items()
                for spans in options.spans
            }

    grouped = partial(joined, by=(lambda name: name) if options.each_set else family_of)
    before = run() if options.against is None else read(options.against, sets)
    print(header())
    print_rows("baseline", grouped(before))
    now = before
    if options.against:
        now = run()
        print_rows("now", grouped(now), grouped(before))
    if options.save:
        options.save.write_text(json.dumps({one: rows.tolist() for one, rows in now.items()}))
    if options.against:
        return
    names = [*SWITCHES, *PROBES] if options.off is None else options.off
    for name in names:
        print_rows(f"without {name}", grouped(run(name)), grouped(before))
    if options.together:
        print_rows("without all of these", grouped(run(*names)), grouped(before))


def scored_once(
    predictor: Predictor, name: str, gold: Sequence[Article], cache: Path
) -> dict[str, Scored]:
    """Give what the network says of each article, by id, from the cache if it is there."""
    path = cache / f"{name}-{predictor.digest[:12]}.pickle"
    if not path.exists():
        found = {one.id: predictor.score(one) for one in gold}
        cache.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(found))
    return pickle.loads(path.read_bytes())


def as_given(gold: Article, scored: Mapping[str, Scored], spans: str) -> Scored:
    """Give the sentences with the sources and cues of the model, or of the labels."""
    if spans == "model":
        return scored[gold.id]
    return [
        replace(one, source=true.source, cue=true.cue)
        for one, true in zip(scored[gold.id], gold.sentences, strict=True)
    ]


@contextmanager
def switched_off(*names: str) -> Iterator[None]:
    """Let parts of the resolver give what says nothing, wherever they have been imported."""
    with ExitStack() as stack:
        for name in names:
            for path, neutral in SWITCHES.get(name, {}).items():
                for place, attribute in places_of(path):
                    stack.enter_context(patch.object(place, attribute, neutral))
        forgotten = [field for name in names for field in PROBES.get(name, ())]
        if forgotten:
            stack.enter_context(patch.object(Predictor, "resolve", without(*forgotten)))
        yield


def places_of(path: str) -> Iterator[tuple[object, str]]:
    """Find where "speech.turns.turns_of", or a method of a class, is bound."""
    names = path.split(".")
    n_modules = 1 + Path("src", *SPEAKERS.split("."), names[0]).is_dir()
    holder: Any = import_module(".".join((SPEAKERS, *names[:n_modules])))
    names = names[n_modules:]
    for name in names[:-1]:
        holder = getattr(holder, name)
    part = getattr(holder, names[-1])
    yield holder, names[-1]
    for name, other in list(sys.modules.items()):
        if name.startswith(SPEAKERS) and other is not holder:
            yield from ((other, one) for one, value in list(vars(other).items()) if value is part)


def without(*fields: str) -> Callable[[Predictor, str, Scored], Article]:
    """Resolve an article of which the network does not say everything."""
    resolve = Predictor.resolve
    nothing = dict.fromkeys(fields)
    return lambda predictor, text, scored: resolve(
        predictor, text, [replace(one, **nothing) for one in scored]
    )


def tally(predictor: Predictor, gold: Sequence[Article], given: Sequence[Scored]) -> Tallies:
    """Resolve articles and give the sums of which measures are made."""
    answers = [predictor.resolve(one.text, scored) for one, scored in zip(gold, given, strict=True)]
    pairs = map(lambda one, other: ArticlePair(gold=one, predicted=other), gold, answers)
    return np.array([list(map(float, sums_of(pair))) for pair in pairs])


def family_of(name: str) -> str:
    """Give what a set is joined with: real news, or articles written for this project."""
    family = "originals" if name.startswith("originals") else "real news"
    return f"{family}, {name.partition(', ')[2]}"


def joined(found: Mapping[str, Tallies], *, by: Callable[[str], str]) -> dict[str, Tallies]:
    groups = {by(name): [] for name in found}
    for name, tallies in found.items():
        groups[by(name)].append(tallies)
    return {name: np.concatenate(own) for name, own in groups.items()}


def read(path: Path, sets: Collection[str]) -> dict[str, Tallies]:
    saved = json.loads(path.read_text()).items()
    return {name: np.array(rows) for name, rows in saved if name.partition(", ")[0] in sets}


def header() -> str:
    cells = " | ".join(MEASURES)
    return f"| set | resolver | {cells} |\n| --- | --- |{' ---: |' * len(MEASURES)}"


def print_rows(
    title: str, found: Mapping[str, Tallies], before: Mapping[str, Tallies] | None = None
) -> None:
    """Print the measures of each set, or the differences, ± over articles drawn anew."""
    for name, tallies in found.items():
        n = len(tallies)
        draws = np.random.default_rng(7).multinomial(n, np.full(n, 1 / n), size=N_DRAWS)
        weights = np.vstack([np.ones(n), draws])
        values = measures(tallies, weights)
        if before is not None:
            values = values - measures(before[name], weights)
        sign = "" if before is None else "+"
        cells = [f"{row[0]:{sign}.2f} ± {row[1:].std():.2f}" for row in values]
        print(f"| {name} | {title} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
