"""``stance report``: who speaks and how much in many articles, as a page for a browser."""

import argparse
from pathlib import Path

from stance.cli.output import counted, tell
from stance.cli.verbs import FAULTY, OK, SCHEME, argument, one_of, verb
from stance.cli.writing import check_target


@verb(
    "report",
    "write a page on who speaks, and how much, in many articles",
    argument(
        "scores",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="what stance predict wrote (.jsonl, .json, .csv, .parquet), a labelled corpus, or a "
        "folder of JSONL files",
    ),
    argument("--out", type=Path, required=True, metavar="HTML", help="the page to write"),
    argument(
        "--by",
        action="append",
        metavar="FIELD",
        help="show shares by this field of the articles; may be given again (default: outlet, "
        "topic and the like, as far as there are any)",
    ),
    argument(
        "--date", metavar="FIELD", help="the field that says when (default: published, else date)"
    ),
    argument(
        "--time", choices=("month", "year"), default="month", help="shares by this (default: month)"
    ),
    one_of(
        argument(
            "--labelled",
            type=Path,
            metavar="FILE",
            help="a random sample of these articles that people labelled, as stance review import "
            "wrote it: shares are corrected by it",
        ),
        argument(
            "--confusion",
            type=Path,
            metavar="JSON",
            help="what stance evaluate --json wrote of the model: shares are corrected by its "
            "confusion",
        ),
    ),
    argument(
        "--aliases", type=Path, metavar="CSV", help="other names of speakers: columns alias,name"
    ),
    argument(
        "--model",
        help="the model that labelled the articles, whose card tells what error to expect "
        "(default: the one that stance predict takes)",
    ),
    argument("--title", default="Who speaks", help="of the page"),
    SCHEME,
    epilog="""examples:
  stance predict articles.jsonl --out scores.jsonl
  stance report scores.jsonl --out report.html
  stance report scores.jsonl --by outlet --time year --aliases aliases.csv --out report.html
  stance report scores.jsonl --labelled reviewed.jsonl --out report.html

docs/reporting.md says how shares are corrected.
""",
)
def _report(options: argparse.Namespace) -> int:
    from stance.config import load_scheme
    from stance.counting.sections import METHOD_NAMES
    from stance.counting.tally import Period
    from stance.labels import short_name
    from stance.pipeline.data.counting import write_report

    check_target(options.out, endings=(".html", ".htm"), told=" of a page", inputs=options.scores)
    scheme = load_scheme(options.scheme)
    done = write_report(
        options.scores,
        out=options.out,
        by=options.by,
        date=options.date,
        period=Period[options.time.upper()],
        labelled=options.labelled,
        confusion=options.confusion,
        aliases=options.aliases,
        model=options.model,
        title=options.title,
        scheme=scheme,
    )
    best = done.overall.best
    shares = zip(scheme.names, best.shares, best.low, best.high, strict=True)
    said = ", ".join(
        f"{short_name(label)} {share:.1%} ({low:.1%}–{high:.1%})"
        for label, share, low, high in shares
    )
    print(f"{counted(done.n_articles, 'article')} → {options.out}")
    print(f"{METHOD_NAMES[done.overall.method]}: {said}")
    if done.n_left_out:
        tell(f"{counted(done.n_left_out, 'record')} without labels left out")
    return FAULTY if done.n_left_out else OK


VERBS = (_report,)
