"""``stance evaluate``, ``compare``, ``export``, ``promote`` and ``rollback``: trained models."""

import argparse
import sys
from pathlib import Path

from stance.cli.output import is_quiet, note, output, print_grids, tell
from stance.cli.verbs import FAULTY, OK, SLICE_BY, argument, verb

# scikit-learn, torch and matplotlib take seconds to import; other verbs must not wait for them.

_LABELLED = "labelled articles: JSONL files or folders of them"
_MARKDOWN = argument("--markdown", type=Path, metavar="FILE", help="write the tables there")


@verb(
    "evaluate",
    "measure a model on labelled articles",
    argument("model", help="model folder, 'bundled', another name, or MLflow address"),
    argument("corpus", nargs="+", type=Path, help=_LABELLED),
    SLICE_BY,
    argument("--json", type=Path, metavar="FILE", help="write all figures there"),
    _MARKDOWN,
    argument(
        "--html", type=Path, metavar="FILE", help="write a report with every error in context"
    ),
    argument(
        "--predictions",
        type=Path,
        metavar="FOLDER",
        help="write what the model says of each sentence, a JSONL file for each set",
    ),
    description="Predict labelled articles with their gold sentence spans and compare. "
    "docs/evaluation.md says what each measure means.",
    epilog="""examples:
  stance evaluate bundled data/merged/wikinews-dev.jsonl
  stance evaluate runs/news-20260101T120000Z/model data/merged --by published
  stance evaluate models:/stance-news@champion corpus.jsonl --json scores.json
  stance evaluate bundled corpus.jsonl --html report.html --markdown report.md
""",
)
def _evaluate_verb(options: argparse.Namespace) -> int:
    from stance.evaluation.tables import report_grids
    from stance.pipeline.evaluate import evaluate as pipeline

    report = _progress if sys.stderr.isatty() and not is_quiet() else None
    evaluation = pipeline.evaluate(options.model, options.corpus, fields=options.by, report=report)
    for warning in evaluation.warnings:
        tell(warning)
    if options.json is not None:
        pipeline.write_json(options.json, evaluation)
    if options.markdown is not None:
        pipeline.write_markdown(options.markdown, evaluation)
    if options.html is not None:
        pipeline.write_html(options.html, evaluation)
    if options.predictions is not None:
        pipeline.write_all_predictions(options.predictions, evaluation)
    # last, since a reader that goes away (head, less) ends the verb
    print_grids(report_grids(evaluation.reports))
    return OK


def _progress(name: str, n_done: int, n_articles: int) -> None:
    end = "\n" if n_done == n_articles else ""
    print(f"\r{name}: {n_done} of {n_articles} articles", end=end, file=sys.stderr, flush=True)


@verb(
    "compare",
    "compare two models on the same sentences",
    argument("first", help="run folder, model folder, 'bundled', another name, or MLflow address"),
    argument("second", help="the same"),
    argument("corpus", nargs="*", type=Path, help=_LABELLED),
    argument(
        "--different-data",
        action="store_true",
        help="leave out the sets that are not the same for both, instead of refusing",
    ),
    SLICE_BY,
    argument("--json", type=Path, metavar="FILE", help="write all of it there"),
    _MARKDOWN,
    argument("--attach", action="store_true", help="put the table into the MLflow runs of both"),
    description="Second less first: intervals by paired bootstrap, p by swapping articles. "
    "docs/evaluation.md says how to read them.",
    epilog="""examples:
  stance compare runs/news-2026… runs/accurate-2026…       on the sets that both were measured on
  stance compare bundled runs/news-2026… my-corpus.jsonl   on a corpus of one's own
  stance compare runs/a runs/b --attach                    and show the table in MLflow
""",
)
def _compare_verb(options: argparse.Namespace) -> int:
    from stance.evaluation.comparison_tables import comparison_grids
    from stance.pipeline.evaluate import compare as pipeline

    comparison = pipeline.compare(
        (options.first, options.second),
        options.corpus,
        fields=options.by,
        different_data=options.different_data,
    )
    for warning in comparison.warnings:
        tell(warning)
    if options.json is not None:
        pipeline.write_json(options.json, comparison)
    if options.markdown is not None:
        pipeline.write_markdown(options.markdown, comparison)
    places = pipeline.attach(comparison) if options.attach else []
    # last, since a reader that goes away (head, less) ends the verb
    print(f"first:  {comparison.first.name}\nsecond: {comparison.second.name}")
    if comparison.left_out:
        print(f"left out, not the same data: {', '.join(comparison.left_out)}")
    print_grids(comparison_grids(comparison.sets))
    for place in places:
        print(f"attached to {place}")
    return OK


@verb(
    "export",
    "make a smaller copy of a model",
    argument("model", help="model folder, name, or MLflow address"),
    argument("folder", type=Path, help="where the smaller model belongs"),
    argument(
        "--check",
        nargs="+",
        type=Path,
        required=True,
        metavar="CORPUS",
        help="labelled articles to compare the two on",
    ),
    argument(
        "--tolerance", type=float, default=0.1, help="largest difference of a probability (0.1)"
    ),
    argument(
        "--agreement", type=float, default=0.99, help="smallest fraction of equal labels (0.99)"
    ),
    description="Store a model's weights in 8 bits, a quarter of the size, and refuse if its "
    "answers move too far.",
    epilog="""examples:
  stance export runs/news-20260101T120000Z/model small --check data/merged/wikinews-dev.jsonl
""",
)
def _export_verb(options: argparse.Namespace) -> int:
    from stance.evaluation.tables import to_tables
    from stance.pipeline.model.export import export_small

    exported = export_small(
        options.model,
        options.folder,
        corpora=options.check,
        probability_tolerance=options.tolerance,
        label_agreement=options.agreement,
    )
    output().print(*to_tables(exported.scores))
    parity = exported.parity
    print(f"{exported.folder}: {exported.n_bytes / 1e6:.1f} MB")
    print(
        f"{parity.label_agreement:.2%} of {parity.n_sentences} sentences keep their label; "
        f"no probability moves by more than {parity.largest_difference:.3f}"
    )
    return OK


@verb(
    "promote",
    "make a run's model the champion",
    argument("folder", type=Path, metavar="RUN_FOLDER"),
    argument("--force", action="store_true", help="even if it fails; needs --reason"),
    argument("--reason", metavar="WHY", help="why --force; kept in a tag"),
    description="Make a run's model the champion in MLflow, and the default of this folder, if "
    "it passes the gate.",
    epilog="""\
the gate: on no evaluation set of the run is macro-F1 worse than the champion's beyond
the interval of a paired bootstrap by article; measured again, the run's figures come out; ECE
and parity with PyTorch are within the config's `promotion`.

examples:
  stance promote runs/news-2026…              if it passes the gate
  stance promote runs/news-2026… --force --reason "the champion was trained on the test set"
  stance rollback                             back to the champion before
""",
)
def _promote_verb(options: argparse.Namespace) -> int:
    if options.force != bool(options.reason and options.reason.strip()):
        raise ValueError('--force and --reason need each other: --force --reason "why"')
    from stance.pipeline.release.promote import promote

    def report(name: str, done: int, total: int) -> None:
        if done == total:
            note(f"measured on {name}")

    print(promote(options.folder, force_because=options.reason, report=report))
    return OK


@verb(
    "rollback",
    "go back to the champion before",
    argument("--model", default="stance-news", help="registered model, stance-news"),
    argument("--uri", help="MLflow store; default: MLFLOW_TRACKING_URI, else mlflow.db"),
    description="Give the alias `champion` back to the version that had it before, which is the "
    "default\nof this folder again.",
    epilog="""examples:
  stance rollback
  stance rollback --model my-registered-model --uri http://localhost:5000
""",
)
def _rollback_verb(options: argparse.Namespace) -> int:
    from stance.pipeline.release.promote import rollback

    decision = rollback(options.model, uri=options.uri)
    print(decision)
    return OK if decision.moved else FAULTY


VERBS = (_evaluate_verb, _compare_verb, _export_verb, _promote_verb, _rollback_verb)
