"""The arguments of `stance data` and its verbs."""

import argparse
from pathlib import Path

from stance.cli.agreement import add_agreement
from stance.cli.reading import add_read
from stance.cli.verbs import Subparsers, add_verb


def add_data_parser(subparsers: Subparsers) -> None:
    """Add `data` and its verbs to a command line.

    Args:
        subparsers: Of the main parser.
    """
    about = "read, check, count, merge, split, export and compare corpora"
    parser = subparsers.add_parser("data", help=about, description=f"{about.capitalize()}.")
    verbs = parser.add_subparsers(title="verbs", dest="data_verb", metavar="VERB", required=True)
    for add in (
        _add_validate,
        _add_stats,
        _add_merge,
        _add_split,
        _add_export,
        add_agreement,
        add_read,
    ):
        add(verbs)


def _add_validate(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "validate",
        run=_validate,
        about="check corpora by every rule that a machine can check",
        example="stance data validate data/originals data/wikinews my-articles.jsonl",
    )
    _add_corpus(parser)


def _add_stats(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "stats",
        run=_stats,
        about="count a corpus by label, style, domain, speaker kind and length",
        example="stance data stats data/originals --json > originals.json",
    )
    _add_corpus(parser)
    parser.add_argument("--json", action="store_true", help="all counts as one JSON object")


def _add_merge(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "merge",
        run=_merge,
        about="join the labels of stand-off corpora with the public texts they were made on",
        example="stance data merge --gum-folder dep --gmb ner_dataset.csv --masc masc_tagged",
    )
    about = "CSV files of github.com/vanatteveldt/wikinews; name all of them at once"
    _add_texts(parser, "--texts", corpus="wikinews", metavar="CSV", about=about, number="+")
    about = "folder dep of github.com/amir-zeldes/gum"
    _add_texts(parser, "--gum-folder", corpus="gum", metavar="DEP", about=about)
    about = "ner_dataset.csv, a table of the Groningen Meaning Bank"
    _add_texts(parser, "--gmb", corpus="gmb", metavar="CSV", about=about)
    about = "folder masc_tagged of the Manually Annotated Sub-Corpus"
    _add_texts(parser, "--masc", corpus="masc", metavar="FOLDER", about=about)
    about = "dev.json and test.json of github.com/Crowd-AI-Lab/cocolofa; name both at once"
    option = "--global-voices"
    _add_texts(parser, option, corpus="globalvoices", metavar="JSON", about=about, number="+")
    about = "clone of github.com/nishkalavallabhi/OneStopEnglishCorpus"
    _add_texts(parser, "--onestop", corpus="onestop", metavar="FOLDER", about=about)
    about = "clone of github.com/MicrosoftTranslator/NTREX"
    _add_texts(parser, "--ntrex", corpus="ntrex", metavar="FOLDER", about=about)
    about = "folder `ECB+` of github.com/cltl/ecbPlus, unpacked"
    _add_texts(parser, "--ecb", corpus="ecb", metavar="FOLDER", about=about)
    about = "folder with a folder of labels for each"
    parser.add_argument("--labels", type=Path, default=Path("data"), help=about)
    parser.add_argument(
        "--out", type=Path, default=Path("data/merged"), help="folder for the joined files"
    )


def _add_texts(
    parser: argparse.ArgumentParser,
    option: str,
    *,
    corpus: str,
    metavar: str,
    about: str,
    number: int | str = 1,
) -> None:
    parser.add_argument(
        option, dest=corpus, nargs=number, type=Path, metavar=metavar, default=[], help=about
    )


def _add_split(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "split",
        run=_split,
        about="deal articles to train, dev and test; those still in the corpus keep their side",
        example="stance data split data/originals --out data/originals/split.json",
    )
    _add_corpus(parser)
    parser.add_argument("--out", type=Path, required=True, help="the split file (JSON)")
    parser.add_argument("--seed", type=int, default=1, help="of a new split (default: 1)")


def _add_export(verbs: Subparsers) -> None:
    parser = add_verb(
        verbs,
        "export",
        run=_export,
        about="write a corpus as Parquet, for datasets, pandas or DuckDB",
        example="stance data export data/originals --out originals.parquet --rows articles",
    )
    _add_corpus(parser)
    parser.add_argument("--out", type=Path, required=True, help="the Parquet file")
    rows = ["sentences", "articles"]
    parser.add_argument("--rows", choices=rows, default=rows[0], help="what a row stands for")


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    about = "JSONL file, or a folder of them"
    parser.add_argument("corpus", nargs="+", type=Path, metavar="FILE", help=about)
    about = "file with the labels, if they are not those of news (docs/label-schemes.md)"
    parser.add_argument("--scheme", type=Path, metavar="YAML", help=about)


# The verbs are imported when they run: `stance predict` needs nothing of them.


def _validate(arguments: argparse.Namespace) -> int:
    from stance.cli.dataverbs import validate

    return validate(arguments.corpus, scheme=arguments.scheme)


def _stats(arguments: argparse.Namespace) -> int:
    from stance.cli.dataverbs import show_statistics

    return show_statistics(arguments.corpus, as_json=arguments.json, scheme=arguments.scheme)


def _merge(arguments: argparse.Namespace) -> int:
    from stance.cli.dataverbs import merge
    from stance.pipeline.data.merge import STAND_OFF

    named = {name: getattr(arguments, name) for name in STAND_OFF}
    sources = {name: paths for name, paths in named.items() if paths}
    return merge(sources, labels=arguments.labels, out=arguments.out)


def _split(arguments: argparse.Namespace) -> int:
    from stance.cli.dataverbs import split

    return split(arguments.corpus, out=arguments.out, seed=arguments.seed, scheme=arguments.scheme)


def _export(arguments: argparse.Namespace) -> int:
    from stance.cli.dataverbs import export

    return export(arguments.corpus, out=arguments.out, rows=arguments.rows, scheme=arguments.scheme)
