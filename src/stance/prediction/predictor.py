"""A model held in memory, ready for many articles."""

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import index as index_of
from os import PathLike
from pathlib import Path
from typing import overload

from stance.article import Article
from stance.errors import ArtifactError, FailedArticleWarning, LanguageWarning
from stance.parts import Span
from stance.prediction.baseline_scorer import BaselineScorer
from stance.prediction.failing import failed
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
        model = BUNDLED if self.is_bundled else self.folder.resolve()
        return _load_same, (model, self.digest, self._n_threads)

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
            spans = _checked(sentences, text=text) if sentences is not None else None
            return self._predict(text, spans, progress=progress)
        if sentences is not None:
            raise TypeError("sentences= goes with one text; call predict() once for each article")
        texts = list(_texts(text))
        articles = []
        for number, one in enumerate(texts, start=1):
            articles.append(self._one_of_many(one, number=number))
            if progress is not None:
                progress(number, len(texts))
        return articles

    def pipe(self, texts: Iterable[str]) -> Iterator[Article]:
        """Label articles one by one as they come, so that neither texts nor answers pile up.

        Args:
            texts: Any number of articles, even without end.

        Yields:
            An article for each text, in their order; one without sentences and with
            ``metadata["error"]`` for a text that cannot be predicted.

        Raises:
            TypeError: If ``texts`` is no iterable, or a text in it not a ``str``.

        Examples:
            >>> texts = (f"Rain fell on day {day}." for day in range(1_000_000))
            >>> next(Predictor.load("bundled").pipe(texts)).text
            'Rain fell on day 0.'
        """
        for number, one in enumerate(_texts(texts), start=1):
            yield self._one_of_many(one, number=number)

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

    def _one_of_many(self, text: str, *, number: int) -> Article:
        """Predict a text, or give its record without labels if that fails."""
        try:
            return self._predict(text, None, stacklevel=5)
        except Warning:  # whoever has made warnings errors wants to stop
            raise
        # Whatever is wrong with one article, the others shall still be predicted.
        except Exception as error:
            _logger.debug("article %d cannot be predicted", number, exc_info=True)
            what = f"article {number} cannot be predicted ({type(error).__name__}: {error})"
            warnings.warn(what, FailedArticleWarning, stacklevel=3)
            return failed(text, error)

    def _predict(
        self,
        text: str,
        spans: Sequence[Span] | None,
        *,
        progress: Progress | None = None,
        stacklevel: int = 4,
    ) -> Article:
        visible = Visible.of(text, spans)
        spans = split_sentences(visible.read) if visible.spans is None else visible.spans
        scored = self._scorer.score(visible.read, spans, progress=progress)
        answer = less_sure(self.resolve(visible.read, scored), self.manifest.unseen_temperature)
        return replace(visible.written(answer), metadata=self._facts(visible.read, stacklevel))

    def _facts(self, text: str, stacklevel: int) -> dict[str, object]:
        """Give what an article's record says of its making: which model, for which language."""
        language = identify_language(text)
        if not language.is_english:
            what = f"this text is not English ({language.code}); its labels mean nothing"
            warnings.warn(what, LanguageWarning, stacklevel=stacklevel)
        return {
            "model": {
                "name": self.name,
                "digest": self.digest,
                "uncertain_below": self.uncertain_below,
            },
            "language": {"code": language.code, "is_english": language.is_english},
        }


def _load_same(model: str | Path, digest: str, n_threads: int) -> Predictor:
    """Load what a pickle names, which must be the model that was pickled."""
    predictor = Predictor.load(model, n_threads=n_threads)
    if predictor.digest != digest:
        what = f"is another model ({predictor.digest[:12]}) than was pickled ({digest[:12]})"
        raise ArtifactError(predictor.folder, f"{what}; use the same version in every process")
    return predictor


def _texts(texts: object) -> Iterator[str]:
    """Give the texts one by one, or say what to pass instead; a list is checked whole at once."""
    hint = "predict() takes a str, or an iterable of them"
    if isinstance(texts, bytes | bytearray | memoryview):
        raise TypeError(f"{hint}; decode bytes first: predict(data.decode('utf-8'))")
    if isinstance(texts, PathLike):
        raise TypeError(f"{hint}; read the file first: predict(path.read_text('utf-8'))")
    if isinstance(texts, str | Mapping) or not isinstance(texts, Iterable):
        raise TypeError(f"{hint}, not {type(texts).__name__}")

    def checked(index: int, one: object) -> str:
        if not isinstance(one, str):
            raise TypeError(f"{hint}; item {index} is {type(one).__name__}")
        return one

    found = (checked(index, one) for index, one in enumerate(texts))
    return iter(list(found)) if isinstance(texts, Sequence) else found


def _checked(sentences: Iterable[tuple[int, int]], *, text: str) -> list[Span]:
    """Give the caller's spans, or name the first that cannot be a sentence."""
    spans: list[Span] = []
    last = 0
    for index, pair in enumerate(sentences):
        start, end = span = _span(pair, index=index)
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"sentence {index} {span} is empty or leaves the text, "
                f"which has {len(text)} characters"
            )
        if start < last:
            raise ValueError(
                f"sentence {index} {span} begins before the one before it ends ({last}); "
                "give spans in order and without overlap"
            )
        last = end
        spans.append(span)
    return spans


def _span(pair: object, *, index: int) -> Span:
    """Give a pair of whole numbers, of Python or numpy, as a span."""
    fault = f"sentence {index} is {pair!r}; a sentence is (start, end), two whole numbers"
    if isinstance(pair, str) or not isinstance(pair, Iterable):
        raise TypeError(fault)
    ends = list(pair)
    if len(ends) != len(Span._fields):
        raise ValueError(fault)
    try:
        return Span(*(index_of(one) for one in ends))
    except TypeError as error:
        raise TypeError(fault) from error
