"""``stance compare``: which of two models is better, where, and by how much."""

import argparse
import sys
from pathlib import Path

from stance.cli.output import output
from stance.cli.verbs import add_slicing

_EPILOG = """examples:
  stance compare runs/news-2026… runs/accurate-2026…       on the sets that both were measured on
  stance compare bundled runs/news-2026… my-corpus.jsonl   on a corpus of one's own
  stance compare runs/a runs/b --attach                    and show the table in MLflow
"""


def add_compare_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "compare",
        help="compare two models on the same sentences",
        description="Second less first: intervals by paired bootstrap, p by swapping articles. "
        "docs/evaluation.md says how to read them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = "run folder, model folder, 'bundled', another name, or MLflow address"
    parser.add_argument("first", help=what)
    parser.add_argument("second", help="the same")
    parser.add_argument(
        "corpus", nargs="*", type=Path, help="labelled articles: JSONL files or folders of them"
    )
    parser.add_argument(
        "--different-data",
        action="store_true",
        help="leave out the sets that are not the same for both, instead of refusing",
    )
    add_slicing(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all of it there")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there")
    parser.add_argument(
        "--attach", action="store_true", help="put the table into the MLflow runs of both"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # scikit-learn takes a second to import; other verbs must not wait for it
    from stance.evaluation.comparison_tables import comparison_grids
    from stance.pipeline.evaluate import compare as verb
    from stance.rendering.grids import draw

    comparison = verb.compare(
        (options.first, options.second),
        options.corpus,
        fields=options.by,
        different_data=options.different_data,
    )
    for warning in comparison.warnings:
        print(warning, file=sys.stderr)
    if options.json is not None:
        verb.write_json(options.json, comparison)
    if options.markdown is not None:
        verb.write_markdown(options.markdown, comparison)
    places = verb.attach(comparison) if options.attach else []
    # last, since a reader that goes away (head, less) ends the verb
    print(f"first:  {comparison.first.name}\nsecond: {comparison.second.name}")
    if comparison.left_out:
        print(f"left out, not the same data: {', '.join(comparison.left_out)}")
    output().print(*map(draw, comparison_grids(comparison.sets)))
    for place in places:
        print(f"attached to {place}")
    return 0
