"""``stance predict``: label articles from files or standard input."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from stance.cli.output import counted, note, tell
from stance.cli.predicting import STDIN, Predicting
from stance.cli.rendering import article_texts
from stance.cli.verbs import ALLOW_PRIVATE, FAULTY, OK, TEXT_COLUMN, argument, one_of, verb
from stance.cli.writing import (
    Write,
    check_target,
    json_lines,
    one_json,
    written_file,
    written_page,
)
from stance.corpus.fetching import is_link
from stance.corpus.links import check_link_reader
from stance.corpus.rawfiles import files_of, list_raw, other_endings
from stance.corpus.rawtexts import is_one_article
from stance.errors import StanceError
from stance.prediction.locating import BUNDLED
from stance.prediction.predictor import Predictor


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


@verb(
    "predict",
    "label the sentences of articles",
    argument("files", nargs="+", metavar="FILE", help="file, folder or link, or - for stdin"),
    TEXT_COLUMN,
    argument(
        "--out", type=Path, metavar="FILE", help="write there: .jsonl, .json, or .csv by sentence"
    ),
    argument(
        "--html", type=Path, metavar="FILE", help="write a page there that shows the articles"
    ),
    argument(
        "--model",
        help="model folder or name (default: $STANCE_MODEL, else this folder's champion, which "
        "`stance promote` sets, else the bundled one)",
    ),
    ALLOW_PRIVATE,
    argument(
        "--threshold",
        type=_probability,
        metavar="P",
        help="put a question mark behind labels less sure than this (default: the model's own); "
        "JSON has the confidence of every sentence",
    ),
    one_of(
        argument("--json", action="store_true", help="indented JSON; an array if many"),
        argument("--jsonl", action="store_true", help="one JSON record a line"),
    ),
    description="Label each sentence of articles: text, Word, JSONL, CSV, HTML, folders, links.",
    epilog="""examples:
  stance predict article.txt                 coloured sentences and a table of speakers
  stance predict - < article.txt             from standard input
  stance predict news/ page.html feed.jsonl  all articles of a folder, a page, and lines of JSON
  stance predict https://example.org/news/1  a page of the web, if its site allows programs
  stance predict news.csv --text-column body --out labels.csv
  stance predict article.txt --html a.html   a page to look at, which needs nothing else
  stance predict article.txt --json          one corpus record, indented
  stance predict news/*.txt --jsonl          one corpus record a line, in the order of the files
  stance predict article.txt --threshold 0.8 a question mark behind labels less sure than that
  stance predict article.txt --model runs/news-20260101T120000Z/model

exit codes: 0 done, 1 done but articles were left out, 2 not done
docs/predicting.md says what is read and what a record holds.
""",
)
def _predict_verb(options: argparse.Namespace) -> int:
    files = _list_files(options.files, text_column=options.text_column)
    for path, endings, told in (
        (options.out, (".jsonl", ".json", ".csv"), ", which say the format"),
        (options.html, (".html", ".htm"), " of a page"),
    ):
        if path is not None:
            inputs = [one for one in files if isinstance(one, Path)]
            check_target(path, endings=endings, told=told, inputs=inputs)
    predictor = Predictor.load(options.model)
    note(describe_model(predictor))
    articles = Predicting(
        predictor,
        files,
        text_column=options.text_column,
        allow_private=options.allow_private,
    )
    n_sentences = 0
    with ExitStack() as stack:
        writes = [stack.enter_context(one) for one in _targets(options, predictor)]
        for outcome in articles:
            for write in writes:
                write(outcome)
            n_sentences += len(outcome.article.sentences) if outcome.article else 0
        if not articles.n_done:
            raise StanceError("no article could be predicted")
    written = " and ".join(str(path) for path in (options.out, options.html) if path is not None)
    if written:
        left_out = f", {articles.n_left_out} left out" if articles.n_left_out else ""
        counts = f"{counted(articles.n_done, 'article')}, {counted(n_sentences, 'sentence')}"
        file = sys.stderr if options.json or options.jsonl else sys.stdout
        print(f"{counts} → {written}{left_out}", file=file)
    return FAULTY if articles.n_left_out else OK


def describe_model(predictor: Predictor) -> str:
    """Say which model answers, as in ``model: release (bundled, 2026-11-30)``."""
    place = BUNDLED if predictor.is_bundled else str(predictor.folder)
    made = predictor.manifest.created[:10]  # the day of an ISO 8601 time
    return f"model: {predictor.name} ({place}, {made})"


def _targets(
    options: argparse.Namespace, predictor: Predictor
) -> Iterator[AbstractContextManager[Write]]:
    """Give what writes articles: to files, and to standard output in the shape asked for."""
    is_many = len(options.files) > 1 or _holds_many(options.files[0])
    if options.out is not None:
        labels = [str(label) for label in predictor.manifest.label_scheme.names]
        yield written_file(options.out, labels=labels, is_array=is_many)
    if options.html is not None:
        yield written_page(options.html, uncertain_below=options.threshold)
    if options.jsonl:
        yield json_lines(sys.stdout)
    elif options.json:
        yield one_json(sys.stdout, is_array=is_many)
    elif options.out is None and options.html is None:
        threshold = options.threshold
        yield article_texts(
            uncertain_below=predictor.uncertain_below if threshold is None else threshold,
            is_many=is_many,
        )


def _holds_many(name: str) -> bool:
    path = Path(name)
    return not is_link(name) and (path.is_dir() or not is_one_article(path))


def _list_files(names: Sequence[str], *, text_column: str) -> list[Path | str]:
    """List files and links in the order of names; say which files of folders are not read."""
    links = [name for name in names if is_link(name)]
    if links:
        check_link_reader()
    paths = [Path(name) for name in names if not is_link(name)]
    list_raw([path for path in paths if path != STDIN], text_column=text_column)
    files: list[Path | str] = []
    for name in dict.fromkeys(names):
        files += [name] if is_link(name) else files_of([Path(name)])
    for path in paths:
        others = other_endings([path])
        if others:
            kinds = ", ".join(f"{n} {ending or 'without ending'}" for ending, n in others.items())
            tell(f"{path}: not read: {kinds}")
    return list(dict.fromkeys(files))


VERBS = (_predict_verb,)
