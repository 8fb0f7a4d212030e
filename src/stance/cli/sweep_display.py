"""What a person sees after a sweep."""

from rich.console import Console

from stance.cli.output import aligned
from stance.invocation import program
from stance.pipeline.series.sweep import SweepOutcome, trials_grid
from stance.rendering.grids import Grid, draw


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
    console.print(aligned({"sweep": str(outcome.run_folder), **outcome.tracking}))
    if outcome.best_config is not None:
        console.print(
            f"train the best: {program()} train {outcome.best_config}",
            highlight=False,
            soft_wrap=True,
        )
