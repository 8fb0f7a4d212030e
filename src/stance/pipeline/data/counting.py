"""What `stance report` does: reads scores, estimates shares, and writes the page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stance.corpus.reading import list_files, read_corpus
from stance.corpus.sources import read_utf8
from stance.counting.estimating import (
    GroupShares,
    estimate_all,
    estimate_groups,
    pooled_confusion,
)
from stance.counting.methods import confusion_grid, describe_methods
from stance.counting.naming import read_aliases
from stance.counting.reading import list_scores, read_scores
from stance.counting.report import report_page
from stance.counting.sampling import RandomSample, check_population, take_sample
from stance.counting.sections import Shares
from stance.counting.tally import Period, Tally
from stance.errors import ArtifactError, CorpusError, Fault, StanceError, refuse
from stance.files import write_whole
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, manifest_digest, read_manifest
from stance.schemes import NEWS, LabelScheme

_SEED = 1


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What came of a report.

    Attributes:
        n_articles: Counted.
        n_left_out: Records of articles that could not be predicted.
        overall: The shares of all articles.
    """

    n_articles: int
    n_left_out: int
    overall: GroupShares


def write_report(
    scores: Sequence[Path],
    *,
    out: Path,
    by: Sequence[str] | None = None,
    date: str | None = None,
    period: Period = Period.MONTH,
    labelled: Path | None = None,
    confusion: Path | None = None,
    aliases: Path | None = None,
    model: str | None = None,
    title: str = "Who speaks",
    scheme: LabelScheme = NEWS,
) -> Reported:
    """Write a report on predicted or labelled articles.

    Args:
        scores: What ``stance predict`` wrote, or labelled corpora.
        out: The page.
        by: Fields to group by; None for those with usual names.
        date: The field that says when; None for ``published`` or ``date``.
        period: How finely times are told apart.
        labelled: What ``stance review import`` wrote of a random sample of these articles.
        confusion: What ``stance evaluate --json`` wrote of the model; not beside ``labelled``.
        aliases: CSV of other names of speakers.
        model: The one whose card tells what error to expect; None for the one that is default.
        title: Of the page.
        scheme: What the labels are.

    Returns:
        What was counted.

    Raises:
        CorpusError: With every fault of every file.
        StanceError: If there is nothing to report on.
    """
    files = list_scores(scores)
    sample = None
    if labelled is not None:
        gold = read_corpus(list_files([labelled]), scheme=scheme)
        sample = take_sample(gold, path=labelled)
    tally = Tally(
        scheme=scheme,
        by=by,
        date=date,
        period=period,
        aliases=read_aliases(aliases) if aliases is not None else None,
        labelled={one.id: one for one in sample.articles} if sample is not None else None,
    )
    counts = _read_confusion(confusion, scheme) if confusion is not None else None
    n_left_out = _count(files, tally)
    _check(tally, sample, by=by, labelled=labelled)
    pooled = pooled_confusion(tally, counts=counts, seed=_SEED)
    shares = Shares(
        overall=estimate_all(tally, confusion=pooled, seed=_SEED),
        groups={
            name: estimate_groups(tally, values, confusion=pooled, seed=_SEED)
            for name, values in tally.groups.items()
        },
        periods=estimate_groups(tally, tally.periods, confusion=pooled, seed=_SEED),
    )
    about = "of the labelled sample" if sample is not None else f"of {confusion}"
    page = report_page(
        tally,
        shares,
        title=title,
        methods=describe_methods(
            tally,
            shares.overall,
            manifest=_card_of(tally, model),
            sample=sample,
            confusion_from=f"in {confusion}" if confusion is not None else None,
        ),
        confusion=None if pooled is None else confusion_grid(pooled.counts, scheme, about=about),
        n_left_out=n_left_out,
    )
    write_whole(page, out)
    return Reported(n_articles=tally.n_articles, n_left_out=n_left_out, overall=shares.overall)


def _count(files: Sequence[Path], tally: Tally) -> int:
    """Count all articles of all files; give how many records have no labels."""
    faults: list[Fault] = []
    n_left_out = 0
    for path in files:
        number = 0
        for number, one in enumerate(read_scores(path, scheme=tally.scheme), start=1):
            if one is None:
                n_left_out += 1
            elif isinstance(one, Fault):
                faults.append(one)
            else:
                try:
                    tally.add(one)
                except ValueError as error:
                    faults.append(Fault(path=path, what=f"article {number}: {error}"))
        if not number:
            faults.append(Fault(path=path, what="holds no articles; name another file"))
    refuse(faults)
    return n_left_out


def _check(
    tally: Tally, sample: RandomSample | None, *, by: Sequence[str] | None, labelled: Path | None
) -> None:
    if not tally.sums.n_sentences.sum():
        raise StanceError("no article has a sentence with a label, so there is nothing to report")
    lacking = [name for name in by or () if name not in tally.groups]
    if lacking:
        raise StanceError(f"no article has a field {', '.join(lacking)}; name others by --by")
    if sample is not None and labelled is not None:
        check_population(sample, tally.ids, path=labelled)


def _read_confusion(path: Path, scheme: LabelScheme) -> NDArray[np.float64]:
    """Add up the confusion matrices of all sets of an evaluation."""
    try:
        sets = json.loads(read_utf8(path))
        matrices = [
            [
                [float(one["confusion"][gold][predicted]) for predicted in map(str, scheme.names)]
                for gold in map(str, scheme.names)
            ]
            for one in sets.values()
            if "confusion" in one
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = "holds no confusion of these labels; write it by: stance evaluate … --json FILE"
        raise CorpusError.of(path, what) from error
    if not matrices:
        raise CorpusError.of(path, "holds no confusion; write it by: stance evaluate … --json FILE")
    return np.asarray(np.sum(matrices, axis=0), dtype=np.float64)


def _card_of(tally: Tally, model: str | None) -> Manifest | None:
    """Give the manifest of the model that labelled most articles, if it is the one at hand."""
    if not tally.models:
        return None
    (_, digest), _ = tally.models.most_common(1)[0]
    try:
        folder = locate_model(model)
        found = manifest_digest(folder)
    except ArtifactError:
        if model is not None:
            raise
        return None
    if found != digest:
        if model is not None:
            what = f"is another model ({found[:12]}) than labelled the articles ({digest[:12]})"
            raise ArtifactError(folder, f"{what}; name that one, or leave --model out")
        return None
    return read_manifest(folder)
