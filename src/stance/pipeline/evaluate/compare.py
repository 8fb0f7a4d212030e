"""``stance compare``: two runs or models, the same sentences, and which is better where."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from stance.article import Article
from stance.corpus.parts import digest
from stance.errors import RunFolderError
from stance.evaluation.comparing import SetComparison, compare_set
from stance.evaluation.comparison_tables import comparison_grids, comparison_rows, comparison_values
from stance.evaluation.slicing import check_fields
from stance.files import write_whole
from stance.invocation import program
from stance.pipeline.evaluate.evaluate import read_sets
from stance.pipeline.evaluate.overlap import overlaps, warnings_of
from stance.pipeline.evaluate.predictions import predictions_path, read_predictions
from stance.pipeline.evaluate.sets import load_measured, predict_gold
from stance.pipeline.runs.runs import own_uri
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, read_manifest
from stance.prediction.predictor import Predictor
from stance.rendering.grids import write
from stance.run_record.locking import observed_status
from stance.run_record.values import (
    MODEL_FOLDER,
    RUN_FILE,
    DatasetContext,
    DatasetUse,
    RunRecord,
    RunStatus,
    read_run,
)
from stance.schemes import NEWS, LabelScheme
from stance.tracking.runs import attach_table
from stance.tracking.store import tracking_uri

_DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One side of a comparison.

    ``run`` and ``record`` are None for a model without a run folder.
    """

    name: str
    model: str | Path
    run: Path | None = None
    record: RunRecord | None = field(default=None, repr=False)

    @classmethod
    def find(cls, model: str) -> Self:
        """Find a run or a model.

        That is the run if the folder is one or is the model of one, else the model.
        """
        path = Path(model)
        for folder in (path, path.parent) if path.name == MODEL_FOLDER else (path,):
            if (folder / RUN_FILE).exists():
                record = read_run(folder)
                status = observed_status(folder, record)
                if status is not RunStatus.FINISHED:
                    what = f"the run is not finished: {status.value}; wait for it, or train again"
                    raise RunFolderError(folder, what)
                return cls(
                    name=folder.resolve().name,
                    model=folder / MODEL_FOLDER,
                    run=folder,
                    record=record,
                )
        return cls(name=model, model=model)

    @property
    def measured(self) -> Mapping[str, DatasetUse]:
        """The sets that the run was measured on, by name."""
        datasets = self.record.datasets if self.record else ()
        return {one.name: one for one in datasets if one.context is not DatasetContext.TRAINING}

    @property
    def scheme(self) -> LabelScheme:
        """What the model's labels are; of a run without its model, those of news."""
        manifest = self.manifest
        if manifest is None:
            params = self.record.params if self.record else {}
            if any(name.startswith("data.scheme.") for name in params):
                what = "its model is no longer there, so it is not known what its labels mean"
                raise RunFolderError(self.run or Path(self.name), what)
            return NEWS
        return manifest.label_scheme

    @property
    def manifest(self) -> Manifest | None:
        """What the model's folder says of it; None for a run whose model is no longer there."""
        if self.run is not None and not Path(self.model).is_dir():
            return None
        return read_manifest(locate_model(self.model))

    def predictions(self, gold: Sequence[Article], *, digest: str) -> list[Article]:
        """Give what the model says of articles, from the run folder if it is there."""
        for one in self.measured.values():
            if self.run is not None and one.digest == digest:
                path = predictions_path(self.run, one.name)
                if path.is_file():
                    return read_predictions(path, gold)
        return predict_gold(Predictor.load(self.model), gold)


def own_sets(
    first: Contender, second: Contender, *, different_data: bool
) -> tuple[dict[str, Sequence[Article]], tuple[str, ...]]:
    """Give the sets that two runs were both measured on.

    Also gives the names of sets that were left out.
    """
    for one in (first, second):
        if one.run is None:
            what = "is no run folder, so it has no sets of its own; name a CORPUS as well"
            raise RunFolderError(Path(one.name), what)
    here, there = first.measured, second.measured
    same = [
        name for name, one in here.items() if name in there and there[name].digest == one.digest
    ]
    if not same:
        raise RunFolderError(first.run or Path(first.name), _nothing_shared(first, second))
    other = sorted({*here, *there} - {*same})
    if other and not different_data:
        what = (
            f"was not measured on the same data as {second.name}: {', '.join(other)}; name a "
            "CORPUS to compare both on, or add --different-data to leave these out"
        )
        raise RunFolderError(first.run or Path(first.name), what)
    return {name: _load(first, here[name]) for name in same}, tuple(other)


def _nothing_shared(first: Contender, second: Contender) -> str:
    """Say what each of two runs was measured on; equal digests would be equal data."""
    lines = [f"shares no evaluation set with {second.name}"]
    for one in (first, second):
        sets = [
            f"{name} ({use.n_articles} articles, {use.digest[:_DIGEST_LENGTH]})"
            for name, use in one.measured.items()
        ]
        lines.append(f"  {one.name} was measured on {', '.join(sets) or 'nothing'}")
    runs = f"{first.run} {second.run}"
    lines.append(f"name a CORPUS to compare both on: {program()} compare {runs} CORPUS")
    return "\n".join(lines)


def _load(contender: Contender, use: DatasetUse) -> Sequence[Article]:
    """Load a set of a run once more, from where its config says it is."""
    place = contender.run or Path(contender.name)
    if contender.record is None:
        raise RunFolderError(place, "is no run folder; name a CORPUS to compare on")
    found = load_measured(contender.record, use, scheme=contender.scheme)
    if isinstance(found, str):
        raise RunFolderError(place, f"its set {found}; name a CORPUS to compare on")
    return found.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two models on the same evaluation sets.

    ``left_out`` names sets that only one was measured on, or on other data.
    """

    first: Contender
    second: Contender
    sets: Mapping[str, SetComparison]
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def compare(
    models: tuple[str, str],
    corpora: Sequence[Path] = (),
    *,
    fields: Iterable[str] = (),
    different_data: bool = False,
) -> Comparison:
    """Compare two models on the same sentences.

    ``models`` are run folders, model folders, names or MLflow addresses. Without ``corpora`` two
    runs are compared on the sets that both were measured on; what their models said of them is in
    the run folders and is not predicted again. ``different_data`` leaves out the sets that differ
    instead of refusing. Models of two schemes are a ``ValueError``.
    """
    first, second = (Contender.find(model) for model in models)
    if first.scheme != second.scheme:
        raise ValueError(
            f"{first.name} has the labels of the scheme {first.scheme}, {second.name} those of "
            f"{second.scheme}; only models of one scheme compare"
        )
    sets: Mapping[str, Sequence[Article]]
    left_out: tuple[str, ...] = ()
    if corpora:
        sets = read_sets(corpora, scheme=first.scheme)
    else:
        sets, left_out = own_sets(first, second, different_data=different_data)
    fields = list(fields)
    check_fields([article for articles in sets.values() for article in articles], fields)
    compared = {}
    for name, gold in sets.items():
        key = digest(gold)
        sides = [contender.predictions(gold, digest=key) for contender in (first, second)]
        compared[name] = compare_set(gold, *sides, fields=fields)
    return Comparison(
        first=first,
        second=second,
        sets=compared,
        left_out=left_out,
        warnings=tuple(line for one in (first, second) for line in _warnings(one, sets)),
    )


def _warnings(contender: Contender, sets: Mapping[str, Sequence[Article]]) -> list[str]:
    manifest = contender.manifest
    if manifest is None:
        return []
    return warnings_of(overlaps(manifest, sets), model=contender.name)


def attach(comparison: Comparison) -> list[str]:
    """Put the table of a comparison into the MLflow runs of both sides, where the UI shows it."""
    runs = []
    for one in (comparison.first, comparison.second):
        if one.run is None or one.record is None:
            raise RunFolderError(Path(one.name), "is no run folder, so no MLflow run belongs to it")
        runs.append((one.run, tracking_uri(own_uri(one.record))))
    rows = comparison_rows(comparison.sets)
    name = f"comparisons/{comparison.first.name}-and-{comparison.second.name}.json"
    return [attach_table(run, rows, name=name, uri=uri) for run, uri in runs]


def write_json(path: Path, comparison: Comparison) -> None:
    """Write all differences and all flipped sentences as one JSON object, whole or not at all."""
    content = {
        "first": comparison.first.name,
        "second": comparison.second.name,
        "left_out": comparison.left_out,
        "warnings": comparison.warnings,
        "sets": {name: comparison_values(one) for name, one in comparison.sets.items()},
    }
    write_whole(json.dumps(content, indent=1, allow_nan=False) + "\n", path)


def write_markdown(path: Path, comparison: Comparison) -> None:
    """Write all tables and all flipped sentences as Markdown, whole or not at all."""
    tables = "\n".join(write(grid) for grid in comparison_grids(comparison.sets, n_flips=None))
    title = f"# {comparison.first.name} and {comparison.second.name}"
    warnings = "".join(f"* {one}\n" for one in comparison.warnings)
    write_whole(f"{title}\n\n{warnings}\n{tables}", path)
