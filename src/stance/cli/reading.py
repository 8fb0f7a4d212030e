"""``stance data read``: bring corpora in the formats of others into our record."""

import argparse
from pathlib import Path

from stance.cli.verbs import Subparsers, add_verb, counted
from stance.labels import LABELS, Label

_FORMATS = (
    *("brat", "conllu", "csv", "datasets", "directquote", "jsonl", "label-studio"),
    *("newsdiscourse", "parquet"),
)


def add_read(verbs: Subparsers) -> None:
    """Add the verb to those of ``stance data``."""
    parser = add_verb(
        verbs,
        "read",
        run=_run,
        about="bring a corpus in another format into our record (docs/readers.md)",
        example="stance data read csv news.csv --map text=body label=stance --out corpus.jsonl",
    )
    parser.add_argument("format", choices=_FORMATS, metavar="FORMAT", help=", ".join(_FORMATS))
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument("--out", type=Path, required=True, help="the corpus to write (JSONL)")
    parser.add_argument(
        "--map",
        nargs="+",
        type=_pair,
        default=[],
        metavar="OURS=THEIRS",
        help="what our fields are called there: text=body speaker=who",
    )
    parser.add_argument(
        "--labels",
        nargs="+",
        type=_pair,
        default=[],
        metavar="THEIRS=OURS",
        help="our label for each of theirs: gov=official_statement none=reported_fact",
    )
    parser.add_argument(
        "--default-label",
        choices=[*map(str, LABELS)],
        help="for sentences of which the format tells nothing",
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=NAME")
    return name, value


def _run(arguments: argparse.Namespace) -> int:
    from stance.pipeline.data.reading import Format, read_foreign

    articles = read_foreign(
        Format(arguments.format),
        arguments.paths,
        names=dict(arguments.map),
        labels={theirs: Label.parse(ours) for theirs, ours in arguments.labels},
        default_label=Label(arguments.default_label) if arguments.default_label else None,
        out=arguments.out,
    )
    n_sentences = sum(len(article.sentences) for article in articles)
    counts = f"{counted(len(articles), 'article')}, {counted(n_sentences, 'sentence')}"
    print(f"{counts} → {arguments.out}")
    return 0
