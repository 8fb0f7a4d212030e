"""``stance review``: send articles to people who correct them, and bring the corrections back."""

import argparse
from pathlib import Path

from stance.cli.output import counted, tell
from stance.cli.verbs import CORPUS, FAULTY, OK, Verb, argument, verb

_MAX_SHOWN = 20


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


@verb(
    "export",
    "write articles for Label Studio, a spreadsheet program or doccano",
    CORPUS,
    argument(
        "--to",
        choices=("label-studio", "csv", "doccano"),
        required=True,
        help="where people review",
    ),
    argument("--out", type=Path, required=True, help="the file to write"),
    argument(
        "--order",
        choices=("uncertainty", "disagreement", "random"),
        default="uncertainty",
        help="which articles come first (default: uncertainty)",
    ),
    argument("--limit", type=_positive, help="how many articles (default: all)"),
    argument("--seed", type=int, default=1, help="of a random order (default: 1)"),
    argument("--bom", action="store_true", help="mark a CSV file as UTF-8, as Excel wants it"),
    epilog="example:\n  stance review export labelled.jsonl --to label-studio --limit 50 "
    "--out tasks.json",
)
def _export(options: argparse.Namespace) -> int:
    from stance.cli.data import size_of
    from stance.corpus.review.ordering import Order
    from stance.pipeline.data.review import export_review

    articles, interface = export_review(
        options.corpus,
        tool=options.to,
        out=options.out,
        order=Order(options.order),
        limit=options.limit,
        seed=options.seed,
        byte_order_mark=options.bom,
    )
    print(f"{size_of(articles)} → {options.out}")
    if interface is not None:
        print(f"labelling interface of the project → {interface}")
    return OK


@verb(
    "import",
    "bring corrections back into the corpus they were made from",
    argument(
        "reviewed",
        type=Path,
        metavar="EXPORT",
        help="what the tool exported: .json of Label Studio, .csv, or .jsonl of doccano",
    ),
    argument(
        "--corpus",
        nargs="+",
        type=Path,
        required=True,
        metavar="FILE",
        help="what was sent to review: JSONL file, or a folder of them",
    ),
    argument("--out", type=Path, required=True, help="the corrected corpus"),
    argument(
        "--annotator",
        metavar="EMAIL",
        help="take only this person's annotations (Label Studio); else: who reviewed the file",
    ),
    epilog="example:\n  stance review import export.json --corpus labelled.jsonl "
    "--out corrected.jsonl",
)
def _import(options: argparse.Namespace) -> int:
    from stance.pipeline.data.review import import_review

    found = import_review(
        options.reviewed, corpus=options.corpus, out=options.out, annotator=options.annotator
    )
    print(
        f"{counted(found.n_sentences, 'sentence')} reviewed in "
        f"{counted(found.n_articles, 'article')}, {counted(found.n_changes, 'change')}, "
        f"{found.n_untouched:,} left untouched → {options.out}"
    )
    if found.n_repeated:
        n_tasks = counted(found.n_repeated, "task")
        tell(f"{n_tasks} annotated more than once; the last counts (--annotator)")
    for rejected in found.rejected[:_MAX_SHOWN]:
        numbers = "".join(f", sentence {number}" for number in rejected.numbers)
        for fault in rejected.faults:
            tell(f"{rejected.place}, {rejected.article_id}{numbers}: {fault}")
    if found.rejects is not None:
        tell(f"{counted(len(found.rejected), 'reject')} kept aside → {found.rejects}")
    return FAULTY if found.rejected else OK


_review_verb = Verb(
    name="review",
    about="send articles to people who correct them, and bring the corrections back",
    verbs=(_export, _import),
)
VERBS = (_review_verb,)
