"""How many cases of each phenomenon the resolver gets right, on data/challenge/speakers.jsonl.

python experiments/speakers/challenge.py             # a table by category
python experiments/speakers/challenge.py --misses    # and what is wrong, by case
python experiments/speakers/challenge.py --floors    # writes the floors that tests hold it to
"""

import argparse
import json
from pathlib import Path

from stance.evaluation.challenge import by_category, check_cases, read_cases
from stance.prediction.speakers import resolve_speakers

FOLDER = Path(__file__).parents[2] / "data" / "challenge"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="name what is wrong, by case")
    parser.add_argument("--floors", action="store_true", help="write today's counts as floors")
    options = parser.parse_args()

    outcomes = check_cases(read_cases(FOLDER / "speakers.jsonl"), resolve_speakers)
    groups = by_category(outcomes)
    right = {name: sum(one.is_right for one in some) for name, some in groups.items()}
    print("| category | n | right | % |", "|---|---:|---:|---:|", sep="\n")
    for name, some in groups.items():
        print(f"| {name} | {len(some)} | {right[name]} | {right[name] / len(some):.1%} |")
    n_right = sum(right.values())
    print(f"| **all** | {len(outcomes)} | {n_right} | {n_right / len(outcomes):.1%} |")
    if options.misses:
        for one in outcomes:
            if not one.is_right:
                print(f"\n{one.case.category}: {one.case.id}", *one.wrong, sep="\n  ")
    if options.floors:
        (FOLDER / "floors.json").write_text(f"{json.dumps(right, indent=1)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
