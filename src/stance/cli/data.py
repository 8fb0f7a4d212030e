"""``stance data``: what can be done to corpora; results on stdout, problems on stderr."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.output import counted, output, print_grids, print_json, tell
from stance.cli.verbs import (
    CORPUS,
    FAULTY,
    OK,
    SCHEME,
    Argument,
    Verb,
    argument,
    one_of,
    verb,
)
from stance.labels import LABELS, Label

if TYPE_CHECKING:
    from stance.article import Article

# What a verb needs is imported when it runs: `stance predict` needs nothing of it.

_MAX_NAMED = 5
_FORMATS = (
    *("brat", "conllu", "csv", "datasets", "directquote", "jsonl", "label-studio"),
    *("newsdiscourse", "parquet"),
)


@verb(
    "validate",
    "check corpora by every rule that a machine can check",
    CORPUS,
    SCHEME,
    epilog="examples:\n  stance data validate data/originals data/wikinews my-articles.jsonl",
)
def _validate(options: argparse.Namespace) -> int:
    from stance.config import load_scheme
    from stance.corpus.checking import check_corpus
    from stance.corpus.reading import list_files

    checked = check_corpus(list_files(options.corpus), scheme=load_scheme(options.scheme))
    for warning in checked.warnings:
        tell(f"warning: {warning}")
    for fault in checked.faults:
        tell(fault)
    counts = {
        "article": checked.n_articles,
        "sentence": checked.n_sentences,
        "fault": len(checked.faults),
        "warning": len(checked.warnings),
    }
    print(", ".join(counted(n, noun) for noun, n in counts.items()))
    return FAULTY if checked.faults else OK


@verb(
    "stats",
    "count a corpus by label, style, domain, speaker kind and length",
    CORPUS,
    SCHEME,
    argument("--json", action="store_true", help="all counts as one JSON object"),
    epilog="examples:\n  stance data stats data/originals --json > originals.json",
)
def _stats(options: argparse.Namespace) -> int:
    from stance.cli.datatables import tables_of
    from stance.config import load_scheme
    from stance.pipeline.data.corpora import count_files

    statistics = count_files(options.corpus, scheme=load_scheme(options.scheme))
    if options.json:
        print_json(asdict(statistics))
    else:
        print_grids(tables_of(statistics))
    return OK


def _texts(option: str, corpus: str, metavar: str, about: str, number: int | str = 1) -> Argument:
    """Declare where the texts of a stand-off corpus are."""
    return argument(
        option, dest=corpus, nargs=number, type=Path, metavar=metavar, default=[], help=about
    )


@verb(
    "merge",
    "join the labels of stand-off corpora with the public texts they were made on",
    _texts(
        "--texts",
        "wikinews",
        "CSV",
        "CSV files of github.com/vanatteveldt/wikinews; name all of them at once",
        "+",
    ),
    _texts("--gum-folder", "gum", "DEP", "folder dep of github.com/amir-zeldes/gum"),
    _texts("--gmb", "gmb", "CSV", "ner_dataset.csv, a table of the Groningen Meaning Bank"),
    _texts("--masc", "masc", "FOLDER", "folder masc_tagged of the Manually Annotated Sub-Corpus"),
    _texts(
        "--global-voices",
        "globalvoices",
        "JSON",
        "dev.json and test.json of github.com/Crowd-AI-Lab/cocolofa; name both at once",
        "+",
    ),
    _texts(
        "--onestop",
        "onestop",
        "FOLDER",
        "clone of github.com/nishkalavallabhi/OneStopEnglishCorpus",
    ),
    _texts("--ntrex", "ntrex", "FOLDER", "clone of github.com/MicrosoftTranslator/NTREX"),
    _texts("--ecb", "ecb", "FOLDER", "folder `ECB+` of github.com/cltl/ecbPlus, unpacked"),
    argument(
        "--labels", type=Path, default=Path("data"), help="folder with a folder of labels for each"
    ),
    argument("--out", type=Path, default=Path("data/merged"), help="folder for the joined files"),
    epilog="examples:\n  stance data merge --gum-folder dep --gmb ner_dataset.csv "
    "--masc masc_tagged",
)
def _merge(options: argparse.Namespace) -> int:
    from stance.pipeline.data.merge import STAND_OFF, merge_corpora

    named = {name: getattr(options, name) for name in STAND_OFF}
    sources = {name: paths for name, paths in named.items() if paths}
    if not sources:
        raise ValueError(
            "name texts to join: --texts, --gum-folder, --gmb, --masc, --global-voices, "
            "--onestop, --ntrex, --ecb, or several of them"
        )
    files = merge_corpora(sources, stand_off=options.labels, out=options.out)
    for file in files:
        place = file.out if file.n_articles else "nothing written"
        print(f"{file.stand_off}: {counted(file.n_articles, 'article')} → {place}")
        if file.missing:
            tell(f"{file.stand_off}: {counted(len(file.missing), 'text')} missing:")
            for missing in file.missing[:_MAX_NAMED]:
                tell(f"  {missing.id}: {missing.reason}")
            if len(file.missing) > _MAX_NAMED:
                tell(f"  … and {len(file.missing) - _MAX_NAMED} more")
    return FAULTY if any(file.missing for file in files) else OK


@verb(
    "split",
    "deal articles to train, dev and test; those still in the corpus keep their side",
    CORPUS,
    SCHEME,
    argument("--out", type=Path, required=True, help="the split file (JSON)"),
    argument("--seed", type=int, default=1, help="of a new split (default: 1)"),
    epilog="examples:\n  stance data split data/originals --out data/originals/split.json",
)
def _split(options: argparse.Namespace) -> int:
    from stance.config import load_scheme
    from stance.pipeline.data.corpora import split_corpus

    scheme = load_scheme(options.scheme)
    dealt = split_corpus(options.corpus, out=options.out, seed=options.seed, scheme=scheme)
    if dealt.left:
        left = counted(len(dealt.left), "article")
        tell(f"warning: {left} left {options.out}: not in the files named")
    print(", ".join(f"{n} {side}" for side, n in dealt.split.count().items()), f"→ {options.out}")
    return OK


@verb(
    "export",
    "write a corpus as Parquet, for datasets, pandas or DuckDB",
    CORPUS,
    SCHEME,
    argument("--out", type=Path, required=True, help="the Parquet file"),
    argument(
        "--rows",
        choices=["sentences", "articles"],
        default="sentences",
        help="what a row stands for",
    ),
    epilog="examples:\n  stance data export data/originals --out originals.parquet --rows articles",
)
def _export(options: argparse.Namespace) -> int:
    from stance.config import load_scheme
    from stance.corpus.reading import list_files, read_corpus
    from stance.corpus.view import RowsOf, to_dataset, write_parquet
    from stance.files import whole_file

    scheme = load_scheme(options.scheme)
    articles = read_corpus(list_files(options.corpus), scheme=scheme)
    dataset = to_dataset(articles, rows_of=RowsOf(options.rows), scheme=scheme)
    with whole_file(options.out) as beside:
        write_parquet(dataset, beside)
    print(f"{counted(len(dataset), 'row')} → {options.out}")
    return OK


@verb(
    "agreement",
    "measure how far two annotations of the same articles agree",
    argument("first", type=Path, metavar="A", help="JSONL file, or a folder of them"),
    argument("second", type=Path, metavar="B", help="the same articles, by another"),
    SCHEME,
    one_of(
        argument("--json", action="store_true", help="everything as one JSON object"),
        argument("--markdown", action="store_true", help="the tables as Markdown"),
    ),
    argument("--limit", type=int, default=20, help="disputed sentences in the table (default: 20)"),
    epilog="examples:\n  stance data agreement alice.jsonl bob.jsonl --markdown > agreement.md",
)
def _agreement(options: argparse.Namespace) -> int:
    from stance.config import load_scheme
    from stance.evaluation.annotators import to_markdown, to_tables
    from stance.pipeline.data.corpora import measure_agreement

    scheme = load_scheme(options.scheme)
    found = measure_agreement(options.first, options.second, scheme=scheme)
    _name(found.only_first, f"only in {options.first}")
    _name(found.only_second, f"only in {options.second}")
    _name(found.other_text, "with another text")
    if found.n_cut_otherwise:
        n = counted(found.n_cut_otherwise, "sentence")
        tell(f"{n} cut in another way by the other annotator; left out")
    if options.json:
        print_json(asdict(found))
    elif options.markdown:
        print(to_markdown(found, max_disputes=options.limit), end="")
    else:
        output().print(*to_tables(found, max_disputes=options.limit))
    return OK


def _name(ids: Sequence[str], what: str) -> None:
    if ids:
        more = f" and {len(ids) - _MAX_NAMED} more" if len(ids) > _MAX_NAMED else ""
        tell(f"{counted(len(ids), 'article')} {what}: {', '.join(ids[:_MAX_NAMED])}{more}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=NAME")
    return name, value


@verb(
    "read",
    "bring a corpus in another format into our record (docs/readers.md)",
    argument("format", choices=_FORMATS, metavar="FORMAT", help=", ".join(_FORMATS)),
    argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders"),
    argument("--out", type=Path, required=True, help="the corpus to write (JSONL)"),
    argument(
        "--map",
        nargs="+",
        type=_pair,
        default=[],
        metavar="OURS=THEIRS",
        help="what our fields are called there: text=body speaker=who",
    ),
    argument(
        "--labels",
        nargs="+",
        type=_pair,
        default=[],
        metavar="THEIRS=OURS",
        help="our label for each of theirs: gov=official_statement none=reported_fact",
    ),
    argument(
        "--default-label",
        choices=[*map(str, LABELS)],
        help="for sentences of which the format tells nothing",
    ),
    epilog="examples:\n  stance data read csv news.csv --map text=body label=stance "
    "--out corpus.jsonl",
)
def _read(options: argparse.Namespace) -> int:
    from stance.pipeline.data.reading import read_foreign

    articles = read_foreign(
        options.format,
        options.paths,
        names=dict(options.map),
        labels={theirs: Label.parse(ours) for theirs, ours in options.labels},
        default_label=Label(options.default_label) if options.default_label else None,
        out=options.out,
    )
    print(f"{size_of(articles)} → {options.out}")
    return OK


def size_of(articles: Iterable["Article"]) -> str:
    """Say how many articles there are, and sentences in them."""
    sizes = [len(article.sentences) for article in articles]
    return f"{counted(len(sizes), 'article')}, {counted(sum(sizes), 'sentence')}"


_data_verb = Verb(
    name="data",
    about="read, check, count, merge, split, export and compare corpora",
    verbs=(_validate, _stats, _merge, _split, _export, _agreement, _read),
    epilog="""examples:
  stance data validate my-articles.jsonl
  stance data stats my-articles.jsonl
  stance data read brat annotations/ --out corpus.jsonl
""",
)
VERBS = (_data_verb,)
