"""What a person sees while a model is trained, and afterwards."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bars
from transformers.utils.logging import disable_progress_bar

from stance.cli.output import aligned, is_quiet
from stance.evaluation.repeated import series_tables
from stance.evaluation.tables import to_tables
from stance.invocation import program
from stance.pipeline.series.series import SeriesOutcome
from stance.pipeline.train.train import Listener, TrainOutcome
from stance.prediction.locating import MODEL_VARIABLE
from stance.rendering.grids import Grid, draw
from stance.training.fitting.progress import Progress

if TYPE_CHECKING:
    from stance.pipeline.series.sweep import SweepOutcome

#: Where no bar can be drawn, such as in a log, a line tells how far it is; so many seconds apart.
_SECONDS_BETWEEN_LINES = 60.0


class TrainingDisplay:
    """A line for each epoch; between them a live bar, or a line a minute where none can be drawn.

    Args:
        console: Where results go; the bar and its lines go to standard error.
        clock: Gives the time in seconds.
    """

    def __init__(self, console: Console, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._told_at = clock()
        errors = Console(stderr=True)
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %  {task.fields[detail]}"),
            console=errors,
            transient=True,
            disable=not errors.is_terminal or is_quiet(),
        )
        self._task = self._bars.add_task("reading the corpora", total=None, detail="")
        self.listener = Listener(say=self._say, fitting=self._fitting, evaluating=self._evaluating)

    def __enter__(self) -> Self:
        disable_progress_bar()  # transformers' own bars would write through ours
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def show(self, outcome: TrainOutcome) -> None:
        """Print what a run came to, where it is, and how to use it."""
        self._console.print(*to_tables(outcome.scores))
        folders = {"run": str(outcome.run_folder), "model": str(outcome.model_folder)}
        self._console.print(aligned({**folders, **outcome.tracking}))
        for sentence in outcome.standing:
            self._say(sentence)
        run, model = outcome.run_folder, outcome.model_folder
        self._say("look at it: make ui")
        self._say(f"use it:     {program()} predict article.txt --model {model}")
        self._say(f'in Python:  stance.Predictor.load("{model}").predict(text)')
        self._say(
            "Without --model the bundled model answers as before; this one becomes the default by "
            f"{program()} promote {run}, or by {MODEL_VARIABLE}={model}."
        )

    def show_series(self, outcome: SeriesOutcome) -> None:
        """Print what a series of runs came to, and where it is."""
        self._console.print(*series_tables(outcome.runs, outcome.metrics))
        metrics = str(outcome.run_folder / "artifacts" / "series.md")
        facts = {"runs": str(outcome.run_folder), "all metrics": metrics, **outcome.tracking}
        self._console.print(aligned(facts))

    def show_sweep(self, outcome: "SweepOutcome") -> None:
        """Print the trials, what mattered, and how to train the best config."""
        grids = [outcome.grid]
        if outcome.importances:
            rows = [(name, f"{share:.2f}") for name, share in outcome.importances.items()]
            title = "What mattered: share of the variance"
            grids.append(Grid(title=title, header=("setting", "share"), rows=rows))
        self._console.print(*map(draw, grids))
        self._console.print(aligned({"sweep": str(outcome.run_folder), **outcome.tracking}))
        if outcome.best_config is not None:
            self._say(f"train the best: {program()} train {outcome.best_config}")

    def _say(self, sentence: str) -> None:
        self._console.print(sentence, highlight=False, markup=False, soft_wrap=True)

    def _fitting(self, progress: Progress) -> None:
        left = _duration(progress.seconds_left)
        loss = "–" if progress.loss is None else f"{progress.loss:.3f}"
        rate = f"{progress.tokens_per_s:,.0f} tokens/s"
        where = f"epoch {progress.epoch}/{progress.n_epochs}"
        detail = f"loss {loss}  {rate}  {left} left"
        self._tell(where, progress.step, progress.n_steps, detail)
        if progress.dev_macro_f1 is not None and not is_quiet():
            score = f"dev macro-F1 {progress.dev_macro_f1:.3f}"
            self._say(f"{where}  loss {loss}  {score}  {rate}  {left} left")

    def _evaluating(self, name: str, done: int, total: int) -> None:
        self._tell(f"reading {name}", done, total, "")

    def _tell(self, what: str, done: int, total: int, detail: str) -> None:
        self._bars.update(self._task, description=what, completed=done, total=total, detail=detail)
        now = self._clock()
        if self._bars.disable and not is_quiet() and now - self._told_at >= _SECONDS_BETWEEN_LINES:
            self._told_at = now
            line = f"{what}  {done}/{total}  {detail}".rstrip()
            self._bars.console.print(line, highlight=False, markup=False, soft_wrap=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
