"""``stance evaluate``: measure a model on labelled articles."""

import argparse
from pathlib import Path

from rich.console import Console

_EPILOG = """examples:
  stance evaluate runs/news-20260101T120000Z/model data/merged/wikinews-dev.jsonl
  stance evaluate models:/stance-news@champion corpus.jsonl --json scores.json
"""


def add_evaluate_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "evaluate",
        help="measure a model on labelled articles",
        description="Predict labelled articles with their gold sentence spans and compare.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", help="model folder, name, or MLflow address")
    parser.add_argument("corpus", nargs="+", type=Path, help="labelled articles, JSONL")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there as well")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # scikit-learn and matplotlib take a second to import; other verbs must not wait for them
    from stance.evaluation.tables import to_tables
    from stance.pipeline.evaluate import evaluate, write_figures

    scores = evaluate(options.model, options.corpus)
    console = Console()
    for table in to_tables(scores):
        console.print(table)
    if options.json is not None:
        write_figures(options.json, scores)
    return 0
