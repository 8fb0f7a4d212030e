"""``stance export``: a smaller copy of a model."""

import argparse
from pathlib import Path

from stance.cli.output import output

_EPILOG = """examples:
  stance export runs/news-20260101T120000Z/model small --check data/merged/wikinews-dev.jsonl
"""


def add_export_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "export",
        help="make a smaller copy of a model",
        description="Store a model's weights in 8 bits, a quarter of the size, and refuse if its "
        "answers move too far.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", help="model folder, name, or MLflow address")
    parser.add_argument("folder", type=Path, help="where the smaller model belongs")
    parser.add_argument(
        "--check",
        nargs="+",
        type=Path,
        required=True,
        metavar="CORPUS",
        help="labelled articles to compare the two on",
    )
    parser.add_argument(
        "--tolerance", type=float, default=0.1, help="largest difference of a probability (0.1)"
    )
    parser.add_argument(
        "--agreement", type=float, default=0.99, help="smallest fraction of equal labels (0.99)"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # scikit-learn and torch take seconds to import; other verbs must not wait for them
    from stance.evaluation.tables import to_tables
    from stance.pipeline.model.export import export_small

    exported = export_small(
        options.model,
        options.folder,
        corpora=options.check,
        probability_tolerance=options.tolerance,
        label_agreement=options.agreement,
    )
    console = output()
    for table in to_tables(exported.scores):
        console.print(table)
    parity = exported.parity
    print(f"{exported.folder}: {exported.n_bytes / 1e6:.1f} MB")
    print(
        f"{parity.label_agreement:.2%} of {parity.n_sentences} sentences keep their label; "
        f"no probability moves by more than {parity.largest_difference:.3f}"
    )
    return 0
