"""Predicts raw articles one after the other, and tells what went wrong with some."""

import logging
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from stance.article import Article
from stance.cli.output import is_quiet, tell
from stance.cli.writing import Outcome
from stance.corpus.links import read_link
from stance.corpus.rawtexts import (
    DistinctIds,
    RawArticle,
    is_one_article,
    read_content,
    read_raw,
)
from stance.errors import MAX_FAULTS_SHOWN, Fault, LanguageWarning, LinkError
from stance.prediction.failing import failed
from stance.prediction.input_fields import with_input_fields
from stance.prediction.predictor import Predictor

#: Stands for standard input among files.
STDIN = Path("-")
_MAX_FOREIGN_SHOWN = 20
_MIN_WINDOWS_SHOWN = 8  # a shorter text is done before a bar could be read
_logger = logging.getLogger(__name__)


class Predicting:
    """All articles of all files, each predicted when it is asked for.

    What is wrong with an article is told on standard error, and given in its place; a text that
    is not English is told as well. Bars show how far it is, on a terminal.

    Args:
        predictor: The model.
        files: Files and links in the order in which they are read; ``STDIN`` is one.
        text_column: Of CSV files.
        allow_private: Whether links may lead into private networks.

    Attributes:
        n_done: How many articles were predicted so far.
        n_left_out: How many could not be read or predicted.
    """

    def __init__(
        self,
        predictor: Predictor,
        files: Sequence[Path | str],
        *,
        text_column: str,
        allow_private: bool = False,
    ) -> None:
        self._predictor = predictor
        self._files = files
        self._text_column = text_column
        self._allow_private = allow_private
        self._ids = DistinctIds()
        self.n_done = self.n_left_out = self._n_foreign = 0

    def __iter__(self) -> Iterator[Outcome]:
        bars = _Bars()
        n_articles = self._count() if bars.is_shown else 0
        for path in self._files:
            for one in self._read(path):
                with bars.shown(self.n_done + self.n_left_out, n_articles):
                    outcome = self._outcome(one, bars)
                if outcome.fault is not None:
                    self._leave_out(outcome.fault)
                else:
                    self.n_done += 1
                    self._tell_language(outcome)
                yield outcome
        self._tell_rest()

    def _read(self, path: Path | str) -> Iterator[RawArticle | Fault]:
        try:
            if isinstance(path, str):
                yield read_link(path, allow_private=self._allow_private)
            elif path == STDIN:
                yield read_content(sys.stdin.buffer.read(), path=path)
            else:
                yield from read_raw(path, text_column=self._text_column)
        except LinkError as error:
            yield Fault(path=error.link, what=error.fault)
        # Whatever is wrong with one file, the others shall still be read.
        except Exception as error:
            _logger.debug("%s cannot be read", path, exc_info=True)
            what = f"cannot be read any further ({type(error).__name__}: {error})"
            yield Fault(path=path, line=None, what=f"{what}; please report it")

    def _count(self) -> int:
        return sum(
            1 if isinstance(path, str) or is_one_article(path) else sum(1 for _ in self._read(path))
            for path in self._files
        )

    def _outcome(self, one: RawArticle | Fault, bars: "_Bars") -> Outcome:
        if isinstance(one, Fault):
            return Outcome(path=one.path, line=one.line, fault=one)
        fault: Fault | None = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", LanguageWarning)  # told by file, in our own words
                article = self._predictor.predict(one.text, progress=bars.tell_windows)
        # Whatever is wrong with one article, the others shall still be predicted.
        except Exception as error:
            _logger.debug("%s cannot be predicted", one.place, exc_info=True)
            what = f"cannot be predicted ({type(error).__name__}: {error}); please report it"
            fault = Fault(path=one.path, line=one.line, what=what)
            article = failed(one.text, error)
        article = self._with_fields(article, one)
        return Outcome(path=one.path, line=one.line, article=article, fault=fault)

    def _with_fields(self, article: Article, raw: RawArticle) -> Article:
        """Give the article id and fields of its input, and the place that it is from."""
        is_file = isinstance(raw.path, Path) and raw.path != STDIN
        line = {} if raw.line is None else {"line": raw.line}
        place = {"file": str(raw.path), **line} if is_file else {}
        return with_input_fields(article, raw, ids=self._ids, place=place)

    def _leave_out(self, fault: Fault) -> None:
        self.n_left_out += 1
        if self.n_left_out <= MAX_FAULTS_SHOWN:
            tell(f"left out: {fault}")

    def _tell_language(self, outcome: Outcome) -> None:
        language = outcome.article.metadata.get("language") if outcome.article else None
        if isinstance(language, Mapping) and language.get("is_english") is False:
            self._n_foreign += 1
            if self._n_foreign <= _MAX_FOREIGN_SHOWN:
                which = f" ({code})" if (code := language.get("code")) else ""
                tell(f"{outcome.place}: not English, as it seems{which}; its labels mean little")

    def _tell_rest(self) -> None:
        if (n_more := self.n_left_out - MAX_FAULTS_SHOWN) > 0:
            tell(f"left out: and {n_more} more")
        if (n_more := self._n_foreign - _MAX_FOREIGN_SHOWN) > 0:
            tell(f"not English, as it seems: and {n_more} more")


class _Bars:
    """How many articles are done and, in a long one, how many windows; on a terminal only."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self.is_shown = console.is_terminal and not is_quiet()
        # Standard output is none of the bars' business: it may be a file while they are shown.
        self._progress = Progress(
            console=console,
            disable=not self.is_shown,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._articles = self._progress.add_task("articles", visible=False)
        self._windows = self._progress.add_task("this article", visible=False)

    @contextmanager
    def shown(self, n_done: int, n_articles: int) -> Iterator[None]:
        """Show the bars while an article is predicted; what is printed after finds no bar."""
        self._progress.update(
            self._articles, completed=n_done, total=n_articles, visible=n_articles > 1
        )
        self._progress.update(self._windows, visible=False)
        with self._progress:
            yield

    def tell_windows(self, n_done: int, n_windows: int | None) -> None:
        """Say how far the article is."""
        is_long = n_windows is not None and n_windows >= _MIN_WINDOWS_SHOWN
        self._progress.update(self._windows, completed=n_done, total=n_windows, visible=is_long)
