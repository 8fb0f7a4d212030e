"""``stance label``: raw articles in, a corpus with labels, probabilities and votes out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import files as files_of
from pathlib import Path

import numpy as np

from stance.article import Article
from stance.corpus.rawfiles import list_raw
from stance.corpus.rawtexts import RawArticle, read_raw
from stance.errors import CorpusError, Fault
from stance.files import whole_file
from stance.labeling.context import ArticleContext
from stance.labeling.label_models import (
    DEFAULT_PRIOR,
    MAX_SENTENCES_FITTED,
    LabelModel,
    find,
    fit,
    shares_of,
)
from stance.labeling.lexicon import Lexicons, built_in_lexicons, read_lexicons
from stance.labeling.polling import Failure, poll
from stance.labeling.registry import LabellingFunction
from stance.labeling.statistics import Statistics, measure
from stance.labeling.votes import VoteTable
from stance.labels import Label
from stance.parts import Sentence
from stance.pipeline.label.vote_spool import SpooledArticle, VoteSpool
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

#: The code and word lists of the package that votes come from.
_VOTING = ("labeling", "lexicon", "prediction/speakers", "text")
#: Faults that are told one by one; of more only their number is.
MAX_FAULTS_KEPT = 200
#: No label is ever quite impossible.
_LEAST = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFailures:
    """How often a labelling function raised, and what it raised first, in which article."""

    article: str
    first: Failure
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What labelling came to.

    ``faults`` say of at most ``MAX_FAULTS_KEPT`` articles why they were left out, ``n_faults`` how
    many were.
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

    ``out`` is replaced if it exists. ``functions`` are asked; ``label_model`` is a name in
    ``label_models.MODELS`` and makes probabilities of their votes, by the expected ``prior`` of
    each label and fitted on sentences that ``seed`` chooses. ``lexicons`` is a folder of word lists
    that take the place of the package's. A change in ``sources``, the files that the user's
    functions are from, starts anew. ``report`` is told the stage, and the articles done in it.
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
    reading = _RawReading(files, text_column=text_column)
    spool.add(
        _polled(reading, functions=functions, lexicons=lists, n_done=spool.n_done, report=report)
    )
    if reading.n_faults == reading.n_read:
        spool.remove()
        raise CorpusError(reading.faults or [Fault(path=out, line=None, what="nothing to label")])
    columns = [function.name for function in functions]
    sample = VoteTable.of(_sample(spool, seed=seed), functions=columns)
    model = fit(label_model, sample, seed=seed, prior=prior)
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


def measure_file(
    labelled: Path, *, functions: Sequence[str], gold: Sequence[Article] = ()
) -> Statistics:
    """Measure labelling functions on a file with votes, one article after the other.

    ``gold`` are some of the articles with labels of people; if none of them is among the labelled
    ones it is a ``ValueError``.
    """
    with labelled.open(encoding="utf-8", newline="\n") as lines:
        articles = (Article.from_json(line) for line in lines)
        return measure(articles, functions=functions, gold=gold)


class _RawReading:
    """All articles of all files, each with its number; each text and each id once.

    ``faults`` are those of the articles that were left out, ``MAX_FAULTS_KEPT`` at most.
    """

    def __init__(self, files: Sequence[Path], *, text_column: str) -> None:
        self._files = files
        self._text_column = text_column
        self._seen: dict[bytes, str] = {}
        self.faults: list[Fault] = []
        self.n_faults = self.n_read = 0

    def __iter__(self) -> Iterator[tuple[int, RawArticle]]:
        for path in self._files:
            for one in read_raw(path, text_column=self._text_column):
                found = self._twin(one) if isinstance(one, RawArticle) else one
                if isinstance(found, Fault):
                    self.n_faults += 1
                    self.faults += [found] if len(self.faults) < MAX_FAULTS_KEPT else []
                else:
                    yield self.n_read, found
                self.n_read += 1

    def _twin(self, raw: RawArticle) -> RawArticle | Fault:
        """Give the article, or say that its text or its id has been there before."""
        digests = {
            what: sha256(f"{what}:{key}".encode()).digest()[:12]
            for what, key in (("text", raw.text), ("id", raw.id))
            if key
        }
        for what, digest in digests.items():
            if digest in self._seen:
                fault = f"has the {what} of {self._seen[digest]}; it is labelled once"
                return Fault(path=raw.path, line=raw.line, what=fault)
        self._seen |= dict.fromkeys(digests.values(), raw.place)
        return raw


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
    reading: _RawReading,
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


def _sample(spool: VoteSpool, *, seed: int) -> Iterator[Mapping[str, Label]]:
    """Give the votes on all sentences, or on so many that they fit into memory."""
    n_sentences = sum(len(one.polled.sentences) for one in spool.read())
    share = min(1.0, MAX_SENTENCES_FITTED / max(n_sentences, 1))
    generator = np.random.default_rng(seed)
    for one in spool.read():
        for sentence in one.polled.sentences:
            if generator.random() < share:
                yield sentence.votes


def to_article(one: SpooledArticle, *, model: LabelModel) -> Article:
    """Make a labelled article of votes, which it keeps.

    The label model judges sentence by sentence; then speakers are resolved as after a network, so
    that the sentences of one speaker decide together.
    """
    polled = one.polled.sentences
    table = VoteTable.of((each.votes for each in polled), functions=model.functions)
    chances = np.log(np.maximum(model.probabilities(table), _LEAST))
    scored = [
        ScoredSentence(
            span=each.span,
            log_probabilities=tuple(map(float, row)),
            source=each.source,
            cue=each.cue,
        )
        for each, row in zip(polled, chances, strict=True)
    ]
    resolved = resolve_speakers(one.article.text, scored)
    return replace(
        resolved,
        id=one.article.id,
        metadata=one.article.metadata,
        sentences=tuple(
            _with_votes(sentence, each.votes)
            for sentence, each in zip(resolved.sentences, polled, strict=True)
        ),
    )


def _with_votes(sentence: Sentence, votes: Mapping[str, Label]) -> Sentence:
    """Add the votes; words for a speaker make no sense where nobody is found to speak."""
    if sentence.speaker is None:
        return replace(sentence, votes=votes, source=None, cue=None)
    return replace(sentence, votes=votes)


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
