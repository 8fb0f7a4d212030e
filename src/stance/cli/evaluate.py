"""``stance evaluate``: measure a model on labelled articles."""

import argparse
import sys
from pathlib import Path

from stance.cli.output import output
from stance.cli.verbs import add_slicing

_EPILOG = """examples:
  stance evaluate bundled data/merged/wikinews-dev.jsonl
  stance evaluate runs/news-20260101T120000Z/model data/merged --by published
  stance evaluate models:/stance-news@champion corpus.jsonl --json scores.json
  stance evaluate bundled corpus.jsonl --html report.html --markdown report.md
"""


def add_evaluate_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "evaluate",
        help="measure a model on labelled articles",
        description="Predict labelled articles with their gold sentence spans and compare. "
        "docs/evaluation.md says what each measure means.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", help="model folder, 'bundled', another name, or MLflow address")
    parser.add_argument(
        "corpus", nargs="+", type=Path, help="labelled articles: JSONL files or folders of them"
    )
    add_slicing(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a report with every error in context"
    )
    parser.add_argument(
        "--predictions",
        type=Path,
        metavar="FOLDER",
        help="write what the model says of each sentence, a JSONL file for each set",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # scikit-learn and matplotlib take a second to import; other verbs must not wait for them
    from stance.evaluation.tables import report_grids
    from stance.pipeline.evaluate import evaluate as verb
    from stance.pipeline.evaluate.overlap import warnings_of
    from stance.rendering.grids import draw

    report = _progress if sys.stderr.isatty() else None
    evaluation = verb.evaluate(options.model, options.corpus, fields=options.by, report=report)
    for warning in warnings_of(evaluation.overlaps):
        print(warning, file=sys.stderr)
    if options.json is not None:
        verb.write_json(options.json, evaluation)
    if options.markdown is not None:
        verb.write_markdown(options.markdown, evaluation)
    if options.html is not None:
        verb.write_html(options.html, evaluation)
    if options.predictions is not None:
        verb.write_all_predictions(options.predictions, evaluation)
    # last, since a reader that goes away (head, less) ends the verb
    output().print(*map(draw, report_grids(evaluation.reports)))
    return 0


def _progress(name: str, n_done: int, n_articles: int) -> None:
    end = "\n" if n_done == n_articles else ""
    print(f"\r{name}: {n_done} of {n_articles} articles", end=end, file=sys.stderr, flush=True)
