"""``stance data agreement``: how far two annotators agree."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from stance.cli.output import output
from stance.cli.verbs import Subparsers, add_verb, counted

_MAX_NAMED = 5


def add_agreement(verbs: Subparsers) -> None:
    """Add the verb to those of ``stance data``."""
    parser = add_verb(
        verbs,
        "agreement",
        run=_run,
        about="measure how far two annotations of the same articles agree",
        example="stance data agreement alice.jsonl bob.jsonl --markdown > agreement.md",
    )
    parser.add_argument("first", type=Path, metavar="A", help="JSONL file, or a folder of them")
    parser.add_argument("second", type=Path, metavar="B", help="the same articles, by another")
    about = "file with the labels, if they are not those of news (docs/label-schemes.md)"
    parser.add_argument("--scheme", type=Path, metavar="YAML", help=about)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="everything as one JSON object")
    how.add_argument("--markdown", action="store_true", help="the tables as Markdown")
    parser.add_argument(
        "--limit", type=int, default=20, help="disputed sentences in the table (default: 20)"
    )


def _run(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from stance.config import load_scheme
    from stance.evaluation.agreement_tables import to_markdown, to_tables
    from stance.pipeline.data.corpora import measure_agreement

    scheme = load_scheme(arguments.scheme)
    found = measure_agreement(arguments.first, arguments.second, scheme=scheme)
    _name(found.only_first, f"only in {arguments.first}")
    _name(found.only_second, f"only in {arguments.second}")
    _name(found.other_text, "with another text")
    if found.n_cut_otherwise:
        n = counted(found.n_cut_otherwise, "sentence")
        print(f"{n} cut in another way by the other annotator; left out", file=sys.stderr)
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    elif arguments.markdown:
        print(to_markdown(found, max_disputes=arguments.limit), end="")
    else:
        output().print(*to_tables(found, max_disputes=arguments.limit))
    return 0


def _name(ids: Sequence[str], what: str) -> None:
    if ids:
        more = f" and {len(ids) - _MAX_NAMED} more" if len(ids) > _MAX_NAMED else ""
        named = ", ".join(ids[:_MAX_NAMED])
        print(f"{counted(len(ids), 'article')} {what}: {named}{more}", file=sys.stderr)
