"""Measure identifiers of languages on news in 124 languages and on English.

    python experiments/language/measure.py NTREX [CORPUS.jsonl …] [--only NAME …]
        [--treebank FILE.conllu …] [--lessons FOLDER …] [--by-language]

NTREX is a clone of https://github.com/MicrosoftTranslator/NTREX. Candidates that are not installed
are left out. Memory and loading time are right for the first candidate of a run only.
"""

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from candidates import LOADERS, Identifier
from news import ASKED, UNITS, Passage, read_english, read_lessons, read_translations, read_treebank

_HERE = Path(__file__).parent
_ENGLISH = ("en", "und")
#: Norwegian has three codes, the languages of former Yugoslavia have several.
_SAME = {"nb": "no", "nn": "no", "iw": "he", "fil": "tl", "zh-Hant": "zh", "in": "id"}


@dataclass(slots=True)
class Tally:
    """What an identifier said of the texts of one kind."""

    n: int = 0
    n_english: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, code: str) -> None:
        code = _SAME.get(code, code)
        self.n += 1
        self.n_english += code in _ENGLISH
        self.codes[code] += 1


def tally(identify: Identifier, passages: Iterable[Passage]) -> dict[tuple[str, str], Tally]:
    """Count answers by source and unit."""
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for passage in passages:
        found[passage.source, passage.unit].add(identify(passage.text))
    return found


def missed(tallies: dict[tuple[str, str], Tally], sources: set[str]) -> str:
    """Tell how many texts in other languages go for English, by unit, in percent."""
    cells = []
    for unit in UNITS:
        ones = [one for (source, of), one in tallies.items() if of == unit and source in sources]
        n, n_missed = sum(one.n for one in ones), sum(one.n_english for one in ones)
        cells.append(f"{100 * n_missed / max(1, n):.2f}")
    return " / ".join(cells)


def alarms(tallies: dict[tuple[str, str], Tally]) -> str:
    """Tell how many English texts are said to be in other languages, by unit."""
    cells = []
    for unit in UNITS:
        ones = [one for (_, of), one in tallies.items() if of == unit]
        n = sum(one.n for one in ones)
        cells.append(f"{n - sum(one.n_english for one in ones)} of {n}")
    return " / ".join(cells)


def milliseconds(identify: Identifier, text: str, *, n_times: int = 30) -> float:
    times = []
    for _ in range(n_times):
        start = time.perf_counter()
        identify(text)
        times.append(time.perf_counter() - start)
    return 1000 * median(times)


def report(name: str, options: argparse.Namespace, corpora: Sequence[Path]) -> None:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    identify = LOADERS[name]()
    identify("Die Regierung will die Steuern senken.")
    seconds = time.perf_counter() - start
    n_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"\n{name}: loads in {1000 * seconds:.0f} ms, {n_mib:.0f} MiB")
    article = "\n".join(json.loads(line)["text"] for line in corpora[0].open(encoding="utf-8"))
    print(f"  3,000 characters: {milliseconds(identify, article[:3000]):.2f} ms")
    foreign = tally(identify, read_translations(options.ntrex))
    others = {source for source, _ in foreign} - set(ASKED)
    print(f"  missed %, 25 languages: {missed(foreign, set(ASKED))}")
    print(f"  missed %, {len(others)} others: {missed(foreign, others)}")
    right = sum(foreign[one, "document"].codes[code] for one, code in ASKED.items())
    print(f"  right code: {right} of {sum(foreign[one, 'document'].n for one in ASKED)} documents")
    print(f"  false alarms: {alarms(tally(identify, read_english(options.ntrex, corpora)))}")
    for kind, (n_alarms, n) in hard_cases(identify).items():
        print(f"  {kind}: {n_alarms} of {n}", end="")
    print()
    report_unseen(identify, options)
    if options.by_language:
        for (source, unit), one in sorted(foreign.items()):
            share = 100 * one.n_english / one.n
            print(f"  {source} {unit}: {share:.2f} %, {one.codes.most_common(3)}")


def hard_cases(identify: Identifier) -> dict[str, tuple[int, int]]:
    """Count the alarms on texts written for this measurement."""
    counts: dict[str, tuple[int, int]] = {}
    for name in ("english", "foreign"):
        for line in (_HERE / f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            kind = record.get("kind", "foreign")
            n_alarms, n = counts.get(kind, (0, 0))
            is_alarm = identify(record["text"]) not in _ENGLISH
            counts[kind] = (n_alarms + is_alarm, n + 1)
    return counts


def report_unseen(identify: Identifier, options: argparse.Namespace) -> None:
    for path in options.treebank:
        found = tally(identify, read_treebank(path))
        units = {unit: f"{one.n_english} of {one.n}" for (_, unit), one in found.items()}
        print(f"  {path.stem}, English: {units}")
    for folder in options.lessons:
        print(f"  {folder.name}, false alarms: {alarms(tally(identify, read_lessons(folder)))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ntrex", type=Path)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--only", action="append", metavar="NAME")
    parser.add_argument("--treebank", action="extend", nargs="+", type=Path, default=[])
    parser.add_argument("--lessons", action="extend", nargs="+", type=Path, default=[])
    parser.add_argument("--by-language", action="store_true")
    options = parser.parse_args()
    corpora = sorted(Path("data/originals").glob("*.jsonl")) + options.corpora
    for name in options.only or LOADERS:
        try:
            report(name, options, corpora)
        except ImportError as error:
            print(f"\n{name}: {error}")


if __name__ == "__main__":
    main()
