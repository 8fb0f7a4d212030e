"""``stance predict``: label articles from files or standard input."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from stance.cli.models import describe_model
from stance.cli.pages import check_page, written_page
from stance.cli.predicting import STDIN, Predicting
from stance.cli.rendering import article_texts
from stance.cli.verbs import counted
from stance.cli.writing import (
    Write,
    check_out,
    json_lines,
    one_json,
    write_nothing,
    written_file,
)
from stance.corpus.rawfiles import files_of, list_raw, other_endings
from stance.corpus.rawtexts import is_one_article
from stance.errors import StanceError
from stance.prediction.predictor import Predictor

_OK, _FAULTY = 0, 1
_EPILOG = """examples:
  stance predict article.txt                 coloured sentences and a table of speakers
  stance predict - < article.txt             from standard input
  stance predict news/ page.html feed.jsonl  all articles of a folder, a page, and lines of JSON
  stance predict news.csv --text-column body --out labels.csv
  stance predict article.txt --html a.html   a page to look at, which needs nothing else
  stance predict article.txt --json          one corpus record, indented
  stance predict news/*.txt --jsonl          one corpus record a line, in the order of the files
  stance predict article.txt --threshold 0.8 a question mark behind labels less sure than that
  stance predict article.txt --model runs/news-20260101T120000Z/model

exit codes: 0 done, 1 done but articles were left out, 2 not done
docs/predicting.md says what is read and what a record holds.
"""


def add_predict_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "predict",
        help="label the sentences of articles",
        description="Label each sentence of articles: text, Word, JSONL, CSV, HTML, folders.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="file or folder, or - for stdin")
    parser.add_argument(
        "--text-column", default="text", metavar="NAME", help="of CSV and JSONL files"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write there: .jsonl, .json, or .csv by sentence"
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a page there that shows the articles"
    )
    parser.add_argument(
        "--model",
        help="model folder or name (default: $STANCE_MODEL, else this folder's champion, which "
        "`stance promote` sets, else the bundled one)",
    )
    parser.add_argument(
        "--threshold",
        type=_probability,
        metavar="P",
        help="put a question mark behind labels less sure than this (default: the model's own); "
        "JSON has the confidence of every sentence",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="indented JSON; an array if many")
    shape.add_argument("--jsonl", action="store_true", help="one JSON record a line")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    files = _list_files(options.files, text_column=options.text_column)
    check_out(options.out, inputs=files)
    check_page(options.html, inputs=files)
    predictor = Predictor.load(options.model)
    print(describe_model(predictor), file=sys.stderr, flush=True)
    is_many = len(options.files) > 1 or not _is_one_article(Path(options.files[0]))
    labels = [str(label) for label in predictor.manifest.label_scheme.names]
    articles = Predicting(predictor, files, text_column=options.text_column)
    n_sentences = 0
    with (
        written_file(options.out, labels=labels, is_array=is_many) as write,
        written_page(options.html, uncertain_below=options.threshold) as lay_out,
        _shown(options, predictor, is_many=is_many) as show,
    ):
        for outcome in articles:
            write(outcome)
            lay_out(outcome)
            show(outcome)
            n_sentences += len(outcome.article.sentences) if outcome.article else 0
        if not articles.n_done:
            raise StanceError("no article could be predicted")
    written = " and ".join(str(path) for path in (options.out, options.html) if path is not None)
    if written:
        left_out = f", {articles.n_left_out} left out" if articles.n_left_out else ""
        counts = f"{counted(articles.n_done, 'article')}, {counted(n_sentences, 'sentence')}"
        file = sys.stderr if options.json or options.jsonl else sys.stdout
        print(f"{counts} → {written}{left_out}", file=file)
    return _FAULTY if articles.n_left_out else _OK


def _is_one_article(name: Path) -> bool:
    return not name.is_dir() and is_one_article(name)


def _list_files(names: Sequence[str], *, text_column: str) -> list[Path]:
    """List files in the order of their names; say which files of folders are not read."""
    paths = [Path(name) for name in names]
    files = list_raw([path for path in paths if path != STDIN], text_column=text_column)
    if STDIN in paths:
        n_before = len(files_of(paths[: paths.index(STDIN)]))
        files.insert(n_before, STDIN)
    for path in paths:
        others = other_endings([path])
        if others:
            kinds = ", ".join(f"{n} {ending or 'without ending'}" for ending, n in others.items())
            print(f"{path}: not read: {kinds}", file=sys.stderr)
    return files


@contextmanager
def _shown(options: argparse.Namespace, predictor: Predictor, *, is_many: bool) -> Iterator[Write]:
    """Show articles on standard output, in the shape asked for."""
    if options.jsonl:
        with json_lines(sys.stdout) as write:
            yield write
    elif options.json:
        with one_json(sys.stdout, is_array=is_many) as write:
            yield write
    elif options.out is not None or options.html is not None:
        yield write_nothing
    else:
        threshold = options.threshold
        if threshold is None:
            threshold = predictor.uncertain_below
        with article_texts(uncertain_below=threshold, is_many=is_many) as write:
            yield write


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value
