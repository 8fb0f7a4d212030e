"""A model held in memory, ready for many articles."""

import logging
import os
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar, overload

from stance.article import Article
from stance.errors import ArtifactError, FailedArticleWarning, LanguageWarning
from stance.parts import Span
from stance.prediction.arguments import checked_spans, texts_of, texts_of_pairs
from stance.prediction.baseline_scorer import BaselineScorer
from stance.prediction.failing import ERROR, failed
from stance.prediction.locating import BUNDLED, BUNDLED_FOLDER, locate_model
from stance.prediction.manifest import Manifest, NetworkSettings, manifest_digest, read_manifest
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.scores import Progress, ScoredSentence, Scorer
from stance.prediction.speakers import resolve_speakers
from stance.prediction.speakers.capacity.chances import outlet_likelier
from stance.prediction.unseen import less_sure
from stance.prediction.visible import Visible
from stance.text.language import identify_language
from stance.text.sentences import split_sentences

_logger = logging.getLogger(__name__)
C = TypeVar("C")


class Predictor:
    """A model held in memory, ready for many articles.

    Args:
        scorer: Scores sentences.
        manifest: What the model says of itself.
        folder: Where it was loaded from.
        digest: SHA-256 of its ``model.json``, in hexadecimal, which has those of all other files.
        n_threads: Processor threads that it uses; 0 for all cores.

    Attributes:
        manifest: What the model says of itself.
        folder: Where it was loaded from.
        digest: Tells models apart; articles carry it.

    Examples:
        >>> predictor = Predictor.load("bundled")
        >>> predictor.predict("The minister said taxes would fall.").sentences[0].label
        <Label.OFFICIAL_STATEMENT: 'official_statement'>
    """

    def __init__(
        self, scorer: Scorer, *, manifest: Manifest, folder: Path, digest: str, n_threads: int = 0
    ) -> None:
        self._scorer = scorer
        self._scheme = manifest.label_scheme
        self._n_threads = n_threads
        self.manifest = manifest
        self.folder = folder
        self.digest = digest

    @classmethod
    def load(cls, model: str | Path | None = None, *, n_threads: int = 0) -> "Predictor":
        """Load a model.

        Args:
            model: A model folder; or a name that an installed package provides, or an MLflow
                address such as ``models:/stance-news@champion`` (needs the extra ``train``).
                None for ``$STANCE_MODEL``, else the model that ``stance promote`` made champion
                of the working folder, else the bundled one.
            n_threads: Processor threads to use; 0 for all cores.

        Returns:
            The predictor.

        Raises:
            ArtifactError: If there is no such model, or it is damaged or foreign.
        """
        folder = locate_model(model)
        manifest = read_manifest(folder)
        scorer: Scorer
        if isinstance(manifest.settings, NetworkSettings):
            scorer = NetworkScorer.load(
                folder, manifest=manifest, settings=manifest.settings, n_threads=n_threads
            )
        else:
            scorer = BaselineScorer.load(folder, manifest=manifest, settings=manifest.settings)
        digest = manifest_digest(folder)
        return cls(scorer, manifest=manifest, folder=folder, digest=digest, n_threads=n_threads)

    @property
    def name(self) -> str:
        """What the model is called, by itself."""
        return self.manifest.name

    @property
    def is_bundled(self) -> bool:
        """Whether it is the model that ships with the package."""
        return self.folder.resolve() == BUNDLED_FOLDER.resolve()

    @property
    def uncertain_below(self) -> float:
        """Confidence, in [0, 1], under which a label is uncertain."""
        return self.manifest.threshold

    def __repr__(self) -> str:
        where = BUNDLED if self.is_bundled else str(self.folder)
        date = self.manifest.created[:10]
        return f"Predictor({self.name!r} of {date}, {self.manifest.encoder}, in {where})"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle it by its folder, so that worker processes can load it: no weights travel."""
        return _load_same, (self._address, self.digest, self._n_threads)

    @property
    def _address(self) -> str | Path:
        return BUNDLED if self.is_bundled else self.folder.resolve()

    @overload  # a str is a sequence of str too, and takes this one
    def predict(  # type: ignore[overload-overlap]
        self,
        text: str,
        *,
        sentences: Sequence[tuple[int, int]] | None = None,
        progress: Progress | None = None,
    ) -> Article: ...

    @overload
    def predict(
        self, text: Iterable[str], *, progress: Progress | None = None
    ) -> list[Article]: ...

    def predict(
        self,
        text: str | Iterable[str],
        *,
        sentences: Sequence[tuple[int, int]] | None = None,
        progress: Progress | None = None,
    ) -> Article | list[Article]:
        """Label the sentences of one article or of several.

        Args:
            text: One article, or any iterable of articles.
            sentences: The caller's own sentence spans for one article, in characters; they come
                back exactly. None to have the text split.
            progress: Told how far it is: articles done and articles in all, or for one article
                the parts of it done (windows of the network) and the parts in all.

        Returns:
            An article, or as many as there are texts, in their order. A blank text gives an
            article without sentences. Its ``metadata`` names the model and the language;
            text that is not English is answered with a ``LanguageWarning``. Where one of several
            texts cannot be predicted, a ``FailedArticleWarning`` says so, and its article has no
            sentences but ``metadata["error"]``; the others go on.

        Raises:
            TypeError: If a text is not a ``str``, or a span not two whole numbers.
            ValueError: If a span is empty, out of order, overlaps the one before it, or leaves
                the text.
        """
        if isinstance(text, str):
            spans = checked_spans(sentences, text=text) if sentences is not None else None
            article = self._predict(text, spans, progress=progress)
            _warn_of(article, number=1)
            return article
        if sentences is not None:
            raise TypeError("sentences= goes with one text; call predict() once for each article")
        texts = list(texts_of(text))
        articles = []
        for article in _warned(map(self.answer, texts), stacklevel=4):
            articles.append(article)
            if progress is not None:
                progress(len(articles), len(texts))
        return articles

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        batch_size: int = 8,
        n_process: int = 1,
        as_tuples: Literal[False] = False,
    ) -> Iterator[Article]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, C]],
        *,
        batch_size: int = 8,
        n_process: int = 1,
        as_tuples: Literal[True],
    ) -> Iterator[tuple[Article, C]]: ...

    def pipe(
        self,
        texts: Iterable[str] | Iterable[tuple[str, C]],
        *,
        batch_size: int = 8,
        n_process: int = 1,
        as_tuples: bool = False,
    ) -> Iterator[Article] | Iterator[tuple[Article, C]]:
        """Label articles as they come, so that neither texts nor answers pile up.

        Args:
            texts: Any number of articles, even without end; or of pairs of an article and
                anything that goes with it, which is given back and never travels.
            batch_size: Articles that one of several processes is given at once, at least 1. It
                changes no answer, and nothing in one process: windows run one at a time.
            n_process: Processes to use, each with one thread and a model of its own (0.4 GB for
                the bundled one); -1 for one for each core. A script that uses several needs
                ``if __name__ == "__main__":``.
            as_tuples: Whether ``texts`` are pairs.

        Returns:
            An article for each text, in their order, or a pair of it and what went with the text;
            the article has no sentences but ``metadata["error"]`` if the text cannot be predicted.

        Raises:
            TypeError: If ``texts`` is no iterable, or a text in it not a ``str``.
            ValueError: If ``batch_size`` or ``n_process`` is out of range.
            WorkerError: If one of several processes ends by itself.

        Examples:
            >>> predictor = Predictor.load("bundled")
            >>> texts = (f"Rain fell on day {day}." for day in range(1_000_000))
            >>> next(predictor.pipe(texts)).text
            'Rain fell on day 0.'
            >>> rows = [("Rain fell.", {"outlet": "Post"})]
            >>> [(one.text, row) for one, row in predictor.pipe(rows, as_tuples=True)]
            [('Rain fell.', {'outlet': 'Post'})]
        """
        if batch_size < 1:
            raise ValueError(f"batch_size is {batch_size}; take 1 or more")
        if n_process < 1 and n_process != -1:
            raise ValueError(f"n_process is {n_process}; take 1 or more, or -1 for all cores")
        n_processes = (os.cpu_count() or 1) if n_process == -1 else n_process
        contexts: deque[C] = deque()
        plain = texts_of_pairs(texts, contexts) if as_tuples else texts_of(texts)
        articles = self._answers(plain, batch_size=batch_size, n_processes=n_processes)
        if not as_tuples:
            return _warned(articles)
        return ((article, contexts.popleft()) for article in _warned(articles, stacklevel=4))

    def _answers(
        self, texts: Iterator[str], *, batch_size: int, n_processes: int
    ) -> Iterator[Article]:
        if n_processes == 1:
            return map(self.answer, texts)
        from stance.prediction.processes import answer_in_processes  # one process needs no others

        load = partial(_load_same, self._address, self.digest, 1)
        return answer_in_processes(texts, load=load, n_processes=n_processes, batch_size=batch_size)

    def answer(self, text: str) -> Article:
        """Predict one of many texts, or give its record without labels if that fails.

        Args:
            text: The article.

        Returns:
            The article, without warnings; ``metadata["error"]`` says what went wrong, if anything.
        """
        try:
            return self._predict(text, None)
        except Warning:  # whoever has made warnings errors wants to stop
            raise
        # Whatever is wrong with one article, the others shall still be predicted.
        except Exception as error:
            _logger.debug("an article cannot be predicted", exc_info=True)
            return failed(text, error)

    def score(self, article: Article) -> list[ScoredSentence]:
        """Score an article's own sentences, before speakers speak.

        Args:
            article: Its sentence spans are used, its labels are not.

        Returns:
            One entry for each sentence, in order.
        """
        spans = [sentence.span for sentence in article.sentences]
        return self._scorer.score(article.text, spans)

    def resolve(self, text: str, scored: Sequence[ScoredSentence]) -> Article:
        """Let speakers speak: the second half of ``predict``, as sure as on outlets learnt from.

        Args:
            text: The article.
            scored: Its sentences, as ``score`` gives them.

        Returns:
            The article.
        """
        gain, scheme = self.manifest.outlet_gain, self._scheme
        heard = [outlet_likelier(one, gain, scheme=scheme) for one in scored] if gain else scored
        return resolve_speakers(
            text, heard, scheme=scheme, finds_sources=self._scorer.finds_sources
        )

    def _predict(
        self, text: str, spans: Sequence[Span] | None, *, progress: Progress | None = None
    ) -> Article:
        visible = Visible.of(text, spans)
        spans = split_sentences(visible.read) if visible.spans is None else visible.spans
        scored = self._scorer.score(visible.read, spans, progress=progress)
        answer = less_sure(self.resolve(visible.read, scored), self.manifest.unseen_temperature)
        return replace(visible.written(answer), metadata=self._facts(visible.read))

    def _facts(self, text: str) -> dict[str, object]:
        """Give what an article's record says of its making: which model, for which language."""
        language = identify_language(text)
        return {
            "model": {
                "name": self.name,
                "digest": self.digest,
                "uncertain_below": self.uncertain_below,
            },
            "language": {"code": language.code, "is_english": language.is_english},
        }


def _warned(articles: Iterable[Article], *, stacklevel: int = 3) -> Iterator[Article]:
    for number, article in enumerate(articles, start=1):
        _warn_of(article, number=number, stacklevel=stacklevel)
        yield article


def _warn_of(article: Article, *, number: int, stacklevel: int = 3) -> None:
    """Warn whoever called the caller of what an article's record says is wrong with it."""
    error, language = article.metadata.get(ERROR), article.metadata.get("language")
    if isinstance(error, Mapping):
        why = f"{error['type']}: {error['message']}"
        what = f"article {number} cannot be predicted ({why})"
        warnings.warn(what, FailedArticleWarning, stacklevel=stacklevel)
    elif isinstance(language, Mapping) and not language["is_english"]:
        what = f"this text is not English ({language['code']}); its labels mean nothing"
        warnings.warn(what, LanguageWarning, stacklevel=stacklevel)


def _load_same(model: str | Path, digest: str, n_threads: int) -> Predictor:
    """Load what a pickle names, which must be the model that was pickled."""
    predictor = Predictor.load(model, n_threads=n_threads)
    if predictor.digest != digest:
        what = f"is another model ({predictor.digest[:12]}) than was pickled ({digest[:12]})"
        raise ArtifactError(predictor.folder, f"{what}; use the same version in every process")
    return predictor
