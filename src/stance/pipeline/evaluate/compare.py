"""``stance compare``: two runs or models, the same sentences, and which is better where."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.article import Article
from stance.corpus.parts import digest
from stance.errors import RunFolderError
from stance.evaluation.comparison_tables import comparison_grids, comparison_rows, comparison_values
from stance.evaluation.comparisons import SetComparison, compare_set
from stance.evaluation.grids import write
from stance.evaluation.slicing import check_fields
from stance.files import write_whole
from stance.pipeline.evaluate.contenders import Contender, own_sets
from stance.pipeline.evaluate.evaluate import read_sets
from stance.pipeline.evaluate.overlap import overlaps, warnings_of
from stance.pipeline.runs.runs import own_uri
from stance.tracking.comparison_table import attach_table
from stance.tracking.store import tracking_uri


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two models on the same evaluation sets.

    Attributes:
        first: The first model.
        second: The second one.
        sets: By name of the set.
        left_out: Names of sets that only one was measured on, or on other data.
        warnings: What the two met in training of what they are compared on, a sentence each.
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

    What a run's model said of its own evaluation sets is in the run folder and is not predicted
    again.

    Args:
        models: Run folders, model folders, names or MLflow addresses.
        corpora: What to compare on; empty for the sets that both runs were measured on.
        fields: Further fields of the record to slice by.
        different_data: Compare on the sets that are the same for both, and leave out the others,
            instead of refusing.

    Returns:
        How they differ.

    Raises:
        RunFolderError: If a run is not finished, keeps no predictions, or was measured on other
            data than the other one.
        CorpusError: With every fault of every corpus file.
        ArtifactError: If there is no such model.
        ValueError: If no article has one of the fields, or the models are of two schemes.
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
