"""What a sweep leaves behind: a table, two pictures, and the best config."""

from collections.abc import Sequence
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from stance.config import RunConfig, with_values
from stance.evaluation.figures import save_png
from stance.evaluation.grids import Grid, write
from stance.evaluation.sweep_figures import draw_history, draw_importances
from stance.files import write_whole
from stance.pipeline.series.trials import TrialOutcome, Trials
from stance.run_record.folder import RunFolder

BEST_FILE = "best.yaml"
_LONGEST_FAULT = 60


def best_of(trials: Sequence[TrialOutcome]) -> TrialOutcome | None:
    """Give the trial with the highest score, the earlier of two equal ones."""
    done = [one for one in trials if one.score is not None]
    return max(done, key=lambda one: (one.score, -one.number), default=None)


def trials_grid(trials: Sequence[TrialOutcome], *, metric: str) -> Grid:
    """Lay out trials as a table, the best first."""
    names = list(dict.fromkeys(name for one in trials for name in one.values))
    ordered = sorted(
        trials, key=lambda one: (-inf if one.score is None else one.score, -one.number)
    )
    return Grid(
        title=f"Trials by {metric}",
        header=("trial", "score", "ending", *names),
        rows=[
            (
                str(one.number),
                "–" if one.score is None else f"{one.score:.4f}",
                one.ending.value if one.fault is None else f"failed: {one.fault[:_LONGEST_FAULT]}",
                *(_cell(one.values.get(name)) for name in names),
            )
            for one in reversed(ordered)
        ],
        words=("ending",),
    )


def log_results(
    parent: RunFolder, trials: Trials, *, config: RunConfig, metric: str
) -> Path | None:
    """Record what a sweep came to."""
    outcomes = trials.outcomes()
    best = best_of(outcomes)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "trials.md").write_text(
            write(trials_grid(outcomes, metric=metric)), encoding="utf-8"
        )
        parent.log_file(folder / "trials.md")
        scores = [(one.number, one.score) for one in outcomes if one.score is not None]
        if scores:
            save_png(draw_history(scores, metric=metric), folder / "history.png")
            parent.log_file(folder / "history.png", folder="figures")
        importances = trials.importances()
        if importances:
            save_png(draw_importances(importances, metric=metric), folder / "importances.png")
            parent.log_file(folder / "importances.png", folder="figures")
        for setting, share in importances.items():
            parent.log_metrics({f"importance/{setting}": share}, step=0)
        if best is None or best.score is None:
            return None
        parent.log_metrics({f"best/{metric}": best.score, "best/trial": best.number}, step=0)
        content = _yaml(with_values(config, best.values), best=best, metric=metric)
        write_whole(content, parent.path / BEST_FILE)
        parent.log_file(parent.path / BEST_FILE)
    return parent.path / BEST_FILE


def _yaml(config: RunConfig, *, best: TrialOutcome, metric: str) -> str:
    import yaml

    head = f"# Trial {best.number} of a sweep: {metric} {best.score:.4f}.\n"
    tree = config.model_dump(mode="json")
    return head + yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


def _cell(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
