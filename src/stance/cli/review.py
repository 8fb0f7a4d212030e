"""``stance review``: send articles to people who correct them, and bring the corrections back."""

import argparse
import sys
from pathlib import Path

from stance.cli.verbs import Subparsers, add_verb, counted

_MAX_SHOWN = 20


def add_review_parser(subparsers: Subparsers) -> None:
    """Add `review` and its verbs to a command line.

    Args:
        subparsers: Of the main parser.
    """
    about = "send articles to people who correct them, and bring the corrections back"
    parser = subparsers.add_parser("review", help=about, description=f"{about.capitalize()}.")
    verbs = parser.add_subparsers(title="verbs", dest="review_verb", metavar="VERB", required=True)
    _add_export(verbs)
    _add_import(verbs)


def _add_export(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "export",
        run=_export,
        about="write articles for Label Studio, a spreadsheet program or doccano",
        example="stance review export labelled.jsonl --to label-studio --limit 50 --out tasks.json",
    )
    parser.add_argument(
        "corpus", nargs="+", type=Path, metavar="FILE", help="JSONL file, or a folder of them"
    )
    tools = ("label-studio", "csv", "doccano")
    parser.add_argument("--to", choices=tools, required=True, help="where people review")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument(
        "--order",
        choices=("uncertainty", "disagreement", "random"),
        default="uncertainty",
        help="which articles come first (default: uncertainty)",
    )
    parser.add_argument("--limit", type=_positive, help="how many articles (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="of a random order (default: 1)")
    parser.add_argument(
        "--bom", action="store_true", help="mark a CSV file as UTF-8, as Excel wants it"
    )


def _add_import(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "import",
        run=_import,
        about="bring corrections back into the corpus they were made from",
        example="stance review import export.json --corpus labelled.jsonl --out corrected.jsonl",
    )
    parser.add_argument(
        "reviewed",
        type=Path,
        metavar="EXPORT",
        help="what the tool exported: .json of Label Studio, .csv, or .jsonl of doccano",
    )
    parser.add_argument(
        "--corpus",
        nargs="+",
        type=Path,
        required=True,
        metavar="FILE",
        help="what was sent to review: JSONL file, or a folder of them",
    )
    parser.add_argument("--out", type=Path, required=True, help="the corrected corpus")
    about = "take only this person's annotations (Label Studio); else: who reviewed the file"
    parser.add_argument("--annotator", metavar="EMAIL", help=about)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _export(arguments: argparse.Namespace) -> int:
    from stance.corpus.review.ordering import Order
    from stance.pipeline.data.review import Tool, export_review

    sent = export_review(
        arguments.corpus,
        tool=Tool(arguments.to),
        out=arguments.out,
        order=Order(arguments.order),
        limit=arguments.limit,
        seed=arguments.seed,
        byte_order_mark=arguments.bom,
    )
    counts = f"{counted(sent.n_articles, 'article')}, {counted(sent.n_sentences, 'sentence')}"
    print(f"{counts} → {arguments.out}")
    if sent.interface is not None:
        print(f"labelling interface of the project → {sent.interface}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from stance.pipeline.data.review import import_review

    found = import_review(
        arguments.reviewed,
        corpus=arguments.corpus,
        out=arguments.out,
        annotator=arguments.annotator,
    )
    print(
        f"{counted(found.n_sentences, 'sentence')} reviewed in "
        f"{counted(found.n_articles, 'article')}, {counted(found.n_changes, 'change')}, "
        f"{found.n_untouched:,} left untouched → {arguments.out}"
    )
    if found.n_repeated:
        n_tasks = counted(found.n_repeated, "task")
        print(f"{n_tasks} annotated more than once; the last counts (--annotator)", file=sys.stderr)
    for rejected in found.rejected[:_MAX_SHOWN]:
        numbers = "".join(f", sentence {number}" for number in rejected.numbers)
        for fault in rejected.faults:
            print(f"{rejected.place}, {rejected.article_id}{numbers}: {fault}", file=sys.stderr)
    if found.rejects is not None:
        n_rejected = counted(len(found.rejected), "reject")
        print(f"{n_rejected} kept aside → {found.rejects}", file=sys.stderr)
    return 1 if found.rejected else 0
