"""What the verbs of `stance data` print: results on stdout, problems on stderr."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from stance.cli.datatables import tables_of
from stance.cli.output import output
from stance.cli.verbs import counted
from stance.config import load_scheme
from stance.corpus.view import RowsOf
from stance.pipeline.data.corpora import check_files, count_files, export_corpus, split_corpus
from stance.pipeline.data.merge import MergedFile, merge_corpora
from stance.rendering.grids import draw

_OK, _FAULTY, _FAILED = 0, 1, 2
_MAX_NAMED = 5


def validate(corpus: Sequence[Path], *, scheme: Path | None = None) -> int:
    """Print every fault and warning of a corpus.

    Args:
        corpus: Files, or folders of files.
        scheme: File with the labels; None for those of news.

    Returns:
        Exit code: 1 if there is a fault.
    """
    checked = check_files(corpus, scheme=load_scheme(scheme))
    for warning in checked.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for fault in checked.faults:
        print(fault, file=sys.stderr)
    counts = {
        "article": checked.n_articles,
        "sentence": checked.n_sentences,
        "fault": len(checked.faults),
        "warning": len(checked.warnings),
    }
    print(", ".join(counted(n, noun) for noun, n in counts.items()))
    return _FAULTY if checked.faults else _OK


def show_statistics(corpus: Sequence[Path], *, as_json: bool, scheme: Path | None = None) -> int:
    """Print what a corpus holds.

    Args:
        corpus: Files, or folders of files.
        as_json: As one JSON object; else as tables.
        scheme: File with the labels; None for those of news.

    Returns:
        Exit code.
    """
    statistics = count_files(corpus, scheme=load_scheme(scheme))
    if as_json:
        print(json.dumps(asdict(statistics), ensure_ascii=False, indent=1))
        return _OK
    output().print(*map(draw, tables_of(statistics)))
    return _OK


def merge(sources: Mapping[str, Sequence[Path]], *, labels: Path, out: Path) -> int:
    """Join stand-off labels with texts, and print what was found and what is missing.

    Args:
        sources: For each corpus, where its texts are.
        labels: Folder of the stand-off corpora.
        out: Folder for the joined files.

    Returns:
        Exit code: 1 if a text is missing, 2 if no texts were named.
    """
    if not sources:
        options = "--texts, --gum-folder, --gmb, --masc, --global-voices, --onestop, --ntrex"
        print(f"stance: name texts to join: {options}, --ecb, or several of them", file=sys.stderr)
        return _FAILED
    files = merge_corpora(sources, stand_off=labels, out=out)
    for file in files:
        _print_merged(file)
    return _FAULTY if any(file.missing for file in files) else _OK


def _print_merged(file: MergedFile) -> None:
    place = file.out if file.n_articles else "nothing written"
    print(f"{file.stand_off}: {counted(file.n_articles, 'article')} → {place}")
    if not file.missing:
        return
    print(f"{file.stand_off}: {counted(len(file.missing), 'text')} missing:", file=sys.stderr)
    for missing in file.missing[:_MAX_NAMED]:
        print(f"  {missing.id}: {missing.reason}", file=sys.stderr)
    if len(file.missing) > _MAX_NAMED:
        print(f"  … and {len(file.missing) - _MAX_NAMED} more", file=sys.stderr)


def split(corpus: Sequence[Path], *, out: Path, seed: int, scheme: Path | None = None) -> int:
    """Deal a corpus, and print how many articles went where, and how many left the split.

    Args:
        corpus: Files, or folders of files.
        out: The split file.
        seed: Of a new split.
        scheme: File with the labels; None for those of news.

    Returns:
        Exit code.
    """
    dealt = split_corpus(corpus, out=out, seed=seed, scheme=load_scheme(scheme))
    if dealt.left:
        left = counted(len(dealt.left), "article")
        print(f"warning: {left} left {out}: not in the files named", file=sys.stderr)
    print(", ".join(f"{n} {side}" for side, n in dealt.split.count().items()), f"→ {out}")
    return _OK


def export(corpus: Sequence[Path], *, out: Path, rows: str, scheme: Path | None = None) -> int:
    """Write a corpus as Parquet, and print how many rows.

    Args:
        corpus: Files, or folders of files.
        out: The Parquet file.
        rows: What a row stands for.
        scheme: File with the labels; None for those of news.

    Returns:
        Exit code.
    """
    n_rows = export_corpus(corpus, out=out, rows_of=RowsOf(rows), scheme=load_scheme(scheme))
    print(f"{counted(n_rows, 'row')} → {out}")
    return _OK
