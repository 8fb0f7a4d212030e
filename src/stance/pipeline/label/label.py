"""``stance label``: raw articles in, a corpus with labels, probabilities and votes out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as files_of
from pathlib import Path

from stance.article import Article
from stance.corpus.rawfiles import list_raw
from stance.errors import CorpusError, Fault
from stance.files import whole_file
from stance.labeling.context import ArticleContext
from stance.labeling.label_models import DEFAULT_PRIOR, find, shares_of
from stance.labeling.lexicon import Lexicons, built_in_lexicons, read_lexicons
from stance.labeling.polling import Failure, poll
from stance.labeling.registry import LabellingFunction
from stance.labels import Label
from stance.pipeline.label.raw_reading import RawReading
from stance.pipeline.label.vote_outcomes import fit_on_spool, to_article
from stance.pipeline.label.vote_spool import SpooledArticle, VoteSpool

#: The code and word lists of the package that votes come from.
_VOTING = ("labeling", "lexicon", "prediction/speakers", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFailures:
    """How often a labelling function raised.

    Attributes:
        article: Id of the article in which it raised first.
        first: What it raised there.
        n: How often it raised in all.
    """

    article: str
    first: Failure
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What labelling came to.

    Attributes:
        n_articles: Articles written.
        n_sentences: Their sentences.
        faults: Articles that were left out, and why; at most ``MAX_FAULTS_KEPT``.
        n_faults: How many were left out.
        failures: Functions that raised, each with its first time.
    """

    n_articles: int
    n_sentences: int
    faults: tuple[Fault, ...]
    n_faults: int
    failures: tuple[FunctionFailures, ...]


def label(
    names: Sequence[Path],
    out: Path,
    *,
    functions: Sequence[LabellingFunction],
    label_model: str,
    seed: int,
    prior: Mapping[Label, float] = DEFAULT_PRIOR,
    text_column: str = "text",
    lexicons: Path | None = None,
    sources: Sequence[Path] = (),
    report: Callable[[str, int], None] = lambda _stage, _n_done: None,
) -> Labelled:
    """Label raw articles by the votes of labelling functions.

    Articles are read, voted on and written one after the other, so memory does not grow with
    their number. Votes go to a file beside ``out`` first: a run that is killed and started again
    goes on from there, and writes the same bytes as one that was not.

    Args:
        names: Text, JSONL, CSV and HTML files, and folders of them.
        out: The corpus file; replaced if it exists.
        functions: Whom to ask.
        label_model: What makes probabilities of votes: a name in ``label_models.MODELS``.
        seed: Chooses the sentences that the label model is fitted on.
        prior: Share of each label that is expected over all sentences.
        text_column: Of CSV files.
        lexicons: Folder of word lists that take the place of the package's, or None.
        sources: The files that the user's functions are from; a change in them starts anew.
        report: Told the stage, and the articles done in it.

    Returns:
        What it came to.

    Raises:
        CorpusError: If a name or a word list cannot be used, or no article could be read.
        ValueError: If there is no such label model, a label has no share in the prior, or
            ``out`` is a folder or one of the files.
    """
    find(label_model)  # what is wrong must not be told after hours of voting
    shares_of(prior)
    if out.is_dir():
        raise ValueError(f"{out} is a folder; name a file in it")
    files = list_raw(names, text_column=text_column)
    if out.resolve() in {one.resolve() for one in files}:  # such as what an earlier call wrote
        raise ValueError(f"{out} is read as well; name another file")
    lists = read_lexicons(lexicons) if lexicons else built_in_lexicons()
    followed = [*files, *sources, *(sorted(lexicons.glob("*.txt")) if lexicons else [])]
    spool = VoteSpool.beside(
        out,
        header={
            "files": [_state(path) for path in followed],
            "functions": [one.name for one in functions],
            "package": _digest_of_package(),
            "text_column": text_column,
        },
    )
    reading = RawReading(files, text_column=text_column)
    spool.add(
        _polled(reading, functions=functions, lexicons=lists, n_done=spool.n_done, report=report)
    )
    if reading.n_faults == reading.n_read:
        spool.remove()
        raise CorpusError(reading.faults or [Fault(path=out, line=None, what="nothing to label")])
    model = fit_on_spool(spool, functions=functions, name=label_model, seed=seed, prior=prior)
    tally = _Tally()
    with whole_file(out) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        for number, one in enumerate(spool.read(), start=1):
            article = to_article(one, model=model)
            file.write(f"{article.to_json()}\n")
            tally.add(one, article)
            report("writing", number)
    spool.remove()
    return Labelled(
        n_articles=tally.n_articles,
        n_sentences=tally.n_sentences,
        faults=tuple(reading.faults),
        n_faults=reading.n_faults,
        failures=tuple(tally.failures.values()),
    )


class _Tally:
    """Counts of what is written."""

    def __init__(self) -> None:
        self.n_articles = self.n_sentences = 0
        self.failures: dict[str, FunctionFailures] = {}

    def add(self, one: SpooledArticle, article: Article) -> None:
        self.n_articles += 1
        self.n_sentences += len(article.sentences)
        for failure in one.polled.failures:
            earlier = self.failures.get(failure.function)
            self.failures[failure.function] = FunctionFailures(
                article=earlier.article if earlier else article.id,
                first=earlier.first if earlier else failure,
                n=earlier.n + 1 if earlier else 1,
            )


def _polled(
    reading: RawReading,
    *,
    functions: Sequence[LabellingFunction],
    lexicons: Lexicons,
    n_done: int,
    report: Callable[[str, int], None],
) -> Iterator[SpooledArticle]:
    for number, raw in reading:
        if number >= n_done:
            context = ArticleContext(raw.text, lexicons=lexicons)
            article = Article(text=raw.text, id=raw.id, metadata=raw.metadata)
            polled = poll(context, functions)
            yield SpooledArticle(number=number, article=article, polled=polled)
        report("voting", number + 1)


def _state(path: Path) -> list[object]:
    status = path.stat()
    return [str(path), status.st_size, status.st_mtime_ns]


def _digest_of_package() -> str:
    """Tell versions of the package apart whose votes must not be mixed in one file."""
    root = Path(str(files_of("stance")))
    paths = (path for folder in _VOTING for path in (root / folder).rglob("*"))
    digest = sha256()
    for path in sorted(path for path in paths if path.suffix in {".py", ".tsv", ".txt"}):
        digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()
