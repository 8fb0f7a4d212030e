"""Writes which capabilities a model has, as a table and a list of what fails.

PYTHONPATH=tests python -m behaviour.report [MODEL]
"""

import sys
from collections.abc import Callable, Sequence

from behaviour.cases import read_cases
from behaviour.checking import Outcome, check_cases
from stance.prediction.locating import BUNDLED_FOLDER
from stance.prediction.predictor import Predictor


def share_passed(outcomes: Sequence[Outcome]) -> float:
    """Give the share of cases passed, in [0, 1]."""
    return sum(one.is_passed for one in outcomes) / len(outcomes)


def to_markdown(outcomes: Sequence[Outcome]) -> str:
    """Give the share passed by kind and by capability, and each failure with what is wrong."""
    lines = ["| kind | passed |", "| --- | --- |"]
    lines += _rows(outcomes, by=lambda one: one.case.kind)
    lines.append(f"| **all** | **{_count(outcomes)}** ({share_passed(outcomes):.1%}) |")
    lines += ["", "| capability | passed |", "| --- | --- |"]
    lines += _rows(outcomes, by=lambda one: one.case.capability)
    failed = [one for one in outcomes if not one.is_passed]
    if failed:
        lines += ["", "Failures:", ""]
    for one in failed:
        lines.append(f"- `{one.case.name}` ({one.case.capability})")
        lines += [f"  - {what}" for what in one.wrong]
    return "\n".join(lines)


def _rows(outcomes: Sequence[Outcome], *, by: Callable[[Outcome], str]) -> list[str]:
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(by(one), []).append(one)
    return [f"| {name} | {_count(some)} |" for name, some in groups.items()]


def _count(outcomes: Sequence[Outcome]) -> str:
    return f"{sum(one.is_passed for one in outcomes)} of {len(outcomes)}"


def main() -> None:
    predictor = Predictor.load(sys.argv[1] if len(sys.argv) > 1 else BUNDLED_FOLDER)
    print(to_markdown(check_cases(read_cases(), predict=predictor.predict)))  # noqa: T201


if __name__ == "__main__":
    main()
