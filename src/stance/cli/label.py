"""``stance label``: raw articles in, a labelled corpus out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from stance.cli.output import counted, is_quiet, output, tell
from stance.cli.verbs import FAULTY, OK, TEXT_COLUMN, argument, verb

if TYPE_CHECKING:
    from stance.article import Article
    from stance.labeling.registry import LabellingFunction
    from stance.pipeline.label.label import Labelled

_MAX_FAULTS_SHOWN = 20
#: Columns in which the table of functions has room for a line each.
_WIDE = 110


@verb(
    "label",
    "label raw articles by the votes of labelling functions",
    argument("raw", nargs="*", type=Path, metavar="RAW", help="file, or a folder"),
    argument("--out", type=Path, metavar="FILE", help="the labelled corpus (JSONL)"),
    argument(
        "--functions",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="Python file with functions of your own; may be given again",
    ),
    argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="ask no other function; again too",
    ),
    argument(
        "--without", action="append", default=[], metavar="NAME", help="do not ask it; again too"
    ),
    argument(
        "--lexicons", type=Path, metavar="FOLDER", help="word lists in place of ours, by name"
    ),
    TEXT_COLUMN,
    argument("--label-model", metavar="NAME", help="what makes labels of votes"),
    argument(
        "--prior",
        nargs=3,
        type=float,
        metavar=("OFFICIAL", "EXPERT", "FACT"),
        help="expected shares of the labels, such as 26 7 67",
    ),
    argument("--seed", type=int, default=1, help="of the label model's sample"),
    argument(
        "--gold", nargs="+", type=Path, default=[], metavar="FILE", help="measure against these"
    ),
    argument("--report", type=Path, metavar="HTML", help="write a report there"),
    argument("--list", action="store_true", help="show all functions and exit"),
    description="Label the sentences of raw articles (text, JSONL, CSV, HTML, folders of "
    "these) by the votes of labelling functions. A run that was killed goes on where it "
    "stopped.",
    epilog="""examples:
  stance label articles/ --out labelled.jsonl
  stance label news.csv --text-column body --out labelled.jsonl --report report.html
  stance label articles.jsonl --functions my_functions.py --out labelled.jsonl
  stance label dev.jsonl --gold dev.jsonl --out labelled.jsonl
  stance label --list

exit codes: 0 done, 1 done but articles were left out or functions raised, 2 not done
docs/labelling.md shows how to write a function.
""",
)
def _label_verb(options: argparse.Namespace) -> int:
    # Other verbs need nothing of this.
    from stance.labeling.functions import built_in_functions
    from stance.labeling.registry import choose, load_functions

    functions = [*built_in_functions()]
    for path in options.functions:
        functions += load_functions(path)
    functions = choose(functions, only=options.only, without=options.without)
    if options.list:
        width = max(len(function.name) for function in functions)
        for function in functions:
            print(f"{function.name:{width}}  {function.knows}")
        return OK
    if not options.raw or options.out is None:
        options.usage_error("RAW and --out are required (see --help)")
    return _label(options, functions)


def _label(options: argparse.Namespace, functions: "list[LabellingFunction]") -> int:
    from rich.console import Console
    from rich.progress import Progress

    if options.out.resolve() in {one.resolve() for one in options.gold}:
        raise ValueError(f"{options.out} is read as well; name another file")
    from stance.corpus.reading import list_files, read_corpus
    from stance.labeling.label_models import DEFAULT_MODEL, DEFAULT_PRIOR
    from stance.labels import LABELS
    from stance.pipeline.label.label import label

    gold = read_corpus(list_files(options.gold)) if options.gold else []
    model = options.label_model or DEFAULT_MODEL
    console = Console(stderr=True)
    is_shown = console.is_terminal and not is_quiet()
    with Progress(console=console, disable=not is_shown, transient=True) as progress:
        tasks = {
            stage: progress.add_task(f"{stage} (articles)", total=None, visible=False)
            for stage in ("voting", "writing")
        }

        def report(stage: str, n_done: int) -> None:
            progress.update(tasks[stage], completed=n_done, visible=True)

        labelled = label(
            options.raw,
            options.out,
            functions=functions,
            label_model=model,
            seed=options.seed,
            prior=dict(zip(LABELS, options.prior, strict=True)) if options.prior else DEFAULT_PRIOR,
            text_column=options.text_column,
            lexicons=options.lexicons,
            sources=options.functions,
            report=report,
        )
    _tell(labelled, options.out)
    if options.gold or options.report is not None:
        _measure(options, [one.name for one in functions], gold=gold, model=model)
    return FAULTY if labelled.n_faults or labelled.failures else OK


def _tell(labelled: "Labelled", out: Path) -> None:
    for fault in labelled.faults[:_MAX_FAULTS_SHOWN]:
        tell(f"left out: {fault}")
    if labelled.n_faults > _MAX_FAULTS_SHOWN:
        tell(f"left out: {labelled.n_faults - _MAX_FAULTS_SHOWN} more")
    for failures in labelled.failures:
        first = failures.first
        times = "once" if failures.n == 1 else f"{failures.n} times"
        tell(
            f"{first.function} raised {times} and abstained; first in article "
            f"{failures.article!r}, sentence {first.sentence}: {first.error}"
        )
    counts = (
        f"{counted(labelled.n_articles, 'article')}, {counted(labelled.n_sentences, 'sentence')}"
    )
    left_out = f", {labelled.n_faults} left out" if labelled.n_faults else ""
    print(f"{counts} labelled{left_out}: {out}")


def _measure(
    options: argparse.Namespace, functions: list[str], *, gold: "list[Article]", model: str
) -> None:
    from stance.labeling.report import statistics_grid, write_report_html
    from stance.pipeline.label.label import measure_file
    from stance.rendering.grids import draw

    statistics = measure_file(options.out, functions=functions, gold=gold)
    console = output()
    console.print(draw(statistics_grid(statistics, is_narrow=console.width < _WIDE)))
    if options.report is not None:
        title = f"Labelling functions on {options.out.name}"
        write_report_html(statistics, options.report, title=title, model=model)


VERBS = (_label_verb,)
