"""``stance predict``: label articles from files or standard input."""

import argparse
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from stance.article import Article
from stance.cli.rendering import render
from stance.errors import StanceError
from stance.prediction.predictor import Predictor

#: What a file in UTF-16 begins with.
_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)
_EPILOG = """examples:
  stance predict article.txt                 coloured sentences and a table of speakers
  stance predict - < article.txt             from standard input
  stance predict article.txt --json          one corpus record, indented
  stance predict news/*.txt --jsonl          one corpus record a line, in the order of the files
  stance predict article.txt --threshold 0.8 a question mark behind labels less sure than that
  stance predict article.txt --model runs/news-20260101T120000Z/model
"""


def add_predict_parser(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "predict",
        help="label the sentences of articles",
        description="Label each sentence of articles in plain text (UTF-8).",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="text file, or - for stdin")
    parser.add_argument(
        "--model",
        help="model folder or name (default: $STANCE_MODEL, else the latest trained here, else the "
        "bundled one)",
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
    texts, faults = _read(options.files)
    if faults:
        raise StanceError("\n".join(faults))
    predictor = Predictor.load(options.model)
    articles = _predict(predictor, texts)
    if options.jsonl:
        for article in articles:
            print(article.to_json())
    elif options.json:
        _print_json(list(articles))
    else:
        console = Console(soft_wrap=False)
        threshold = options.threshold
        if threshold is None:
            threshold = predictor.manifest.uncertain_below or 0.0
        for name, article in zip(options.files, articles, strict=True):
            if len(options.files) > 1:
                console.rule(Text(name), style="dim")
            console.print(render(article, uncertain_below=threshold))
    return 0


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def _read(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Read all files; give their texts, and what is wrong with those that cannot be read."""
    texts, faults = [], []
    for name in names:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            texts.append(content.decode("utf-8-sig"))
        except OSError as error:
            faults.append(f"{name}: cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            source = "UTF-16" if content.startswith(_UTF_16) else "WINDOWS-1252"
            faults.append(
                f"{name}:{line}: not UTF-8 (byte 0x{content[error.start]:02x}); convert it first: "
                f"iconv -f {source} -t UTF-8 {quote(name)}"
            )
    return texts, faults


def _predict(predictor: Predictor, texts: Sequence[str]) -> Iterator[Article]:
    """Predict one article after the other; a bar shows how far, on a terminal only."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("articles", total=len(texts), visible=len(texts) > 1)
        for text in texts:
            yield predictor.predict(text)
            progress.advance(task)


def _print_json(articles: Sequence[Article]) -> None:
    if len(articles) == 1:
        print(articles[0].to_json(indent=2))
    else:
        print("[" + ",\n".join(article.to_json(indent=2) for article in articles) + "]")
