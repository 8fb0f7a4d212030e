"""``stance runs list`` and ``show``: what a run is, as tables."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stance.evaluation.grids import NOTHING, Grid
from stance.pipeline.runs.reading import ReadRun, duration, seconds
from stance.pipeline.runs.runs import RunSummary, mlflow_facts
from stance.run_record.values import RunRecord
from stance.tracking.upload_state import UploadState

#: Signs of a digest that are shown to people; so many never were the same by chance.
DIGEST_LENGTH = 12
_LONGEST_VALUE = 200


def list_grid(runs: Sequence[RunSummary]) -> Grid:
    """Lay out runs as a table, a line each."""
    return Grid(
        title=f"{len(runs)} run{'s' * (len(runs) != 1)}",
        header=("run", "status", "took", "dev macro-F1", "in MLflow"),
        rows=[
            (
                str(one.folder),
                one.status.value.lower(),
                duration(seconds(one.record)),
                number(one.dev_macro_f1),
                _held(one.upload),
            )
            for one in runs
        ],
        words=("status", "in MLflow"),
    )


def show_run(folder: Path) -> list[Grid]:
    """Give what a run is: how it went, its data, its settings, its results."""
    run = ReadRun.read(folder)
    return [
        _pairs(run.record.name, {**run.facts, **mlflow_facts(folder)}),
        Grid(
            title="Data",
            header=("part", "for", "articles", "sentences", "digest", "files"),
            rows=list(_data(run.record)),
            words=("for", "digest", "files"),
        ),
        _pairs("Settings", {name: shown(one) for name, one in run.record.params.items()}),
        Grid(
            title="Results",
            header=("", "value"),
            rows=[(name, number(one)) for name, one in run.metrics.items()],
        ),
    ]


def number(value: float | None) -> str:
    """Give a result as a table shows it."""
    return NOTHING if value is None else f"{value:.4f}"


def shown(setting: object) -> str:
    """Give a setting as a table shows it; one that would fill a screen is cut short.

    Args:
        setting: As the record has it.

    Returns:
        One line.

    Examples:
        >>> shown(None), shown(0.5)
        ('–', '0.5')
        >>> shown("x" * 5000)[-23:]
        'xxx… (5,000 characters)'
    """
    text = NOTHING if setting is None else str(setting)
    if len(text) <= _LONGEST_VALUE:
        return text
    return f"{text[:_LONGEST_VALUE]}… ({len(text):,} characters)"


def _held(state: UploadState | None) -> str:
    return "no" if state is None else "yes" if state.complete else "in part"


def _data(record: RunRecord) -> Iterator[tuple[str, ...]]:
    for one in record.datasets:
        counts = (str(one.n_articles), str(one.n_sentences))
        yield (one.name, one.context.value, *counts, one.digest[:DIGEST_LENGTH], one.source)


def _pairs(title: str, values: Mapping[str, str]) -> Grid:
    rows = list(values.items())
    return Grid(title=title, header=("", "value"), rows=rows, words=("value",))
