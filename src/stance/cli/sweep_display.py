"""What a person sees after a sweep."""

from rich.console import Console
from rich.table import Table

from stance.evaluation.grids import Grid, draw
from stance.pipeline.sweep import SweepOutcome
from stance.pipeline.sweep_results import trials_grid


def show_sweep(outcome: SweepOutcome, *, console: Console) -> None:
    """Print the trials, what mattered, and how to train the best config.

    Args:
        outcome: Of the sweep.
        console: Where to.
    """
    console.print(draw(trials_grid(outcome.trials, metric=outcome.metric)))
    if outcome.importances:
        rows = [(name, f"{share:.2f}") for name, share in outcome.importances.items()]
        title = "What mattered: share of the variance"
        console.print(draw(Grid(title=title, header=("setting", "share"), rows=rows)))
    where = Table.grid(padding=(0, 2))
    where.add_row("sweep", str(outcome.run_folder))
    for name, value in outcome.tracking.items():
        where.add_row(name, value)
    console.print(where)
    if outcome.best_config is not None:
        console.print(
            f"train the best: stance train {outcome.best_config}", highlight=False, soft_wrap=True
        )
