"""The two sides of a comparison: what they are, what they said, on which data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from stance.article import Article
from stance.errors import RunFolderError
from stance.invocation import program
from stance.pipeline.evaluate.measured_sets import load_measured
from stance.pipeline.evaluate.predictions import predictions_path, read_predictions
from stance.pipeline.evaluate.sets import predict_gold
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, read_manifest
from stance.prediction.predictor import Predictor
from stance.run_record.layout import MODEL_FOLDER, RUN_FILE
from stance.run_record.locking import observed_status
from stance.run_record.values import DatasetContext, DatasetUse, RunRecord, RunStatus, read_run
from stance.schemes import NEWS, LabelScheme

_DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One side of a comparison.

    Attributes:
        name: Of the run, or of the model as it was given.
        model: Folder, name or address for ``Predictor.load``.
        run: The run folder, or None for a model alone.
        record: Of the run.
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
