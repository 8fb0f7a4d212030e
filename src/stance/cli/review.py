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
        "--sample",
        "--order",
        choices=("uncertainty", "disagreement", "random"),
        default="uncertainty",
        help="which articles come first (default: uncertainty); shares are estimated from a "
        "random sample only",
    ),
    argument("--size", "--limit", type=_positive, help="how many articles (default: all)"),
    argument("--seed", type=int, default=1, help="of a random sample (default: 1)"),
    argument("--bom", action="store_true", help="mark a CSV file as UTF-8, as Excel wants it"),
    epilog="examples:\n  stance review export labelled.jsonl --to label-studio --size 50 "
    "--out tasks.json\n  stance review export scores.jsonl --to csv --sample random --size 100 "
    "--seed 7 --out sample.csv\n\nHow the articles were drawn is written beside them, into "
    "sample.sample.json.",
)
def _export(options: argparse.Namespace) -> int:
    from stance.cli.data import size_of
    from stance.corpus.review.drawing import path_beside
    from stance.corpus.review.ordering import Order
    from stance.pipeline.data.review import export_review

    articles, interface = export_review(
        options.corpus,
        tool=options.to,
        out=options.out,
        order=Order(options.sample),
        limit=options.size,
        seed=options.seed,
        byte_order_mark=options.bom,
    )
    print(f"{size_of(articles)} → {options.out}")
    if interface is not None:
        print(f"labelling interface of the project → {interface}")
    print(f"how they were drawn → {path_beside(options.out)}")
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
    argument(
        "--sample",
        type=Path,
        metavar="FILE",
        help="how the articles were drawn, as stance review export wrote it (default: the "
        ".sample.json beside EXPORT, if there is one)",
    ),
    epilog="examples:\n  stance review import export.json --corpus labelled.jsonl "
    "--sample tasks.sample.json --out corrected.jsonl",
)
def _import(options: argparse.Namespace) -> int:
    from stance.pipeline.data.review import import_review

    found = import_review(
        options.reviewed,
        corpus=options.corpus,
        out=options.out,
        annotator=options.annotator,
        sample=options.sample,
    )
    print(
        f"{counted(found.n_sentences, 'sentence')} reviewed in "
        f"{counted(found.n_articles, 'article')}, {counted(found.n_changes, 'change')}, "
        f"{found.n_untouched:,} left untouched → {options.out}"
    )
    if found.sample is not None:
        print(f"how the articles were drawn is kept, from {found.sample}")
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
    epilog="""examples:
  stance review export labelled.jsonl --to csv --size 50 --out tasks.csv
  stance review import tasks.csv --corpus labelled.jsonl --out corrected.jsonl
""",
)
VERBS = (_review_verb,)
