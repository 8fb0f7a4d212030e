"""Does any text break ``predict``? Articles made of scraps, and originals spoilt here and there.

    PYTHONPATH=tests python experiments/reliability/fuzz.py --texts 100000 \\
        | python experiments/tables.py --grid reliability/fuzz

A text that breaks it is shortened, told on standard error and to be put into ``CRASHERS`` of
``tests/reliability/test_fuzzing.py``; the same fault at the same place is told once.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import making
from reliability.stub import make_predictor
from reliability.test_fuzzing import SCRAPS, check
from stance.corpus.reading import list_files, read_corpus
from stance.prediction.predictor import Predictor

ORIGINALS = Path("data/originals")
#: An original is cut to so many characters at most, and spoilt at so many places.
LONGEST, N_SPOILT = 4000, 12
#: The last character that is put in, and after how many texts it is told how far it is.
RAREST, TOLD_EACH = 0x2FFFF, 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--texts", type=int, default=100_000, help="in all (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    originals = [one.text for one in read_corpus(list_files([ORIGINALS]))]
    makers = {
        "made of scraps": made_of_scraps,
        "originals, spoilt": lambda chance: spoilt(chance.choice(originals), chance),
    }
    ends = time.monotonic() + 60 * options.minutes
    with TemporaryDirectory() as temporary:
        predictors = {
            "arbitrary scores": make_predictor(),
            "a tiny random network": tiny_network(Path(temporary)),
        }
        kinds = [(kind, who) for kind in makers for who in predictors]
        found = {kind: [0, 0] for kind in kinds}  # texts and characters
        faults: dict[str, str] = {}
        for number in range(options.texts):
            if time.monotonic() > ends:
                break
            kind, who = kinds[number % len(kinds)]
            text = makers[kind](random.Random(f"{options.seed} {number}"))
            found[kind, who][0] += 1
            found[kind, who][1] += len(text)
            place = fault_of(text, predictors[who])
            if place is not None and place not in faults:
                faults[place] = shortened(text, predictors[who], place=place)
                print(f"{who}: {place}\n  {faults[place]!a}", file=sys.stderr, flush=True)
            if number % TOLD_EACH == 0:
                print(f"{number:,} texts", file=sys.stderr, flush=True)
    print("| kind | answered by | texts | characters |", "| --- | --- | ---: | ---: |", sep="\n")
    for (kind, who), (n_texts, n_characters) in found.items():
        print(f"| {kind} | {who} | {n_texts:,} | {n_characters:,} |")
    n_texts = sum(one for one, _ in found.values())
    n_faults = len(faults)
    print(
        f"| **in all** | {n_faults} faults | {n_texts:,} | {sum(n for _, n in found.values()):,} |"
    )
    sys.exit(bool(faults))


def tiny_network(folder: Path) -> Predictor:
    """Give a network of two layers with random weights; its spans are arbitrary."""
    for name in ("encoder", "model"):
        (folder / name).mkdir()
    model = making.write_model(folder / "model", making.make_encoder(folder / "encoder"))
    return Predictor.load(model, n_threads=1)


def made_of_scraps(chance: random.Random) -> str:
    gap = chance.choice(["", " ", " "])
    scraps = [chance.choice(SCRAPS) for _ in range(chance.randrange(1, 200))]
    return gap.join(scraps)


def spoilt(text: str, chance: random.Random) -> str:
    """Cut an article anywhere, and put in, take out, double and move parts of it."""
    start = chance.randrange(len(text))
    text = text[start : start + chance.randrange(1, LONGEST)]
    for _ in range(chance.randrange(N_SPOILT)):
        at = chance.randrange(len(text) + 1)
        end = at + min(chance.randrange(1, 60), chance.randrange(1, 60))
        text = chance.choice(_CHANGES)(text, at, end, chance)
    return text


_CHANGES: list[Callable[[str, int, int, random.Random], str]] = [
    lambda text, at, _end, chance: text[:at] + chance.choice(SCRAPS) + text[at:],
    lambda text, at, _end, chance: text[:at] + chr(chance.randrange(RAREST)) + text[at:],
    lambda text, at, end, _chance: text[:at] + text[end:],
    lambda text, at, end, _chance: text[:end] + text[at:],
    lambda text, at, end, _chance: text[:at] + text[at:end].swapcase() + text[end:],
    lambda text, at, end, _chance: text[end:] + text[at:end] + text[:at],
    # read as if it were written in another encoding
    lambda text, at, end, _chance: (
        text[:at] + text[at:end].encode("utf-8", "replace").decode("cp1252", "replace") + text[end:]
    ),
]


def fault_of(text: str, predictor: Predictor) -> str | None:
    """Give the kind and the place of what a text breaks; None if it breaks nothing."""
    try:
        check(text, predictor)
    # Whatever it is, it is what is looked for.
    except Exception as error:  # noqa: BLE001
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
    return None


def shortened(text: str, predictor: Predictor, *, place: str) -> str:
    """Take out of a text what it breaks the same without."""
    size = len(text) // 2
    while size:
        for at in range(0, len(text), size):
            shorter = text[:at] + text[at + size :]
            if fault_of(shorter, predictor) == place:
                text = shorter
                break
        else:
            size //= 2
    return text


if __name__ == "__main__":
    main()
