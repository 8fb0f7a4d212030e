"""A model held in memory, ready for many articles."""

from collections.abc import Iterable, Sequence
from operator import index as index_of
from os import PathLike
from pathlib import Path
from typing import overload

from stance.article import Article
from stance.parts import Span
from stance.prediction.baseline_scorer import BaselineScorer
from stance.prediction.locating import locate_model
from stance.prediction.manifest import Manifest, NetworkSettings, read_manifest
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.scores import ScoredSentence, Scorer
from stance.prediction.speakers import resolve_speakers
from stance.prediction.speakers.capacity.chances import outlet_likelier
from stance.prediction.unseen import less_sure
from stance.prediction.visible import Visible
from stance.text.sentences import split_sentences


class Predictor:
    """A model held in memory, ready for many articles.

    Args:
        scorer: Scores sentences.
        manifest: What the model says of itself.

    Attributes:
        manifest: What the model says of itself.

    Examples:
        >>> predictor = Predictor.load()
        >>> predictor.predict("The minister said taxes would fall.").sentences[0].label
        <Label.OFFICIAL_STATEMENT: 'official_statement'>
    """

    def __init__(self, scorer: Scorer, *, manifest: Manifest) -> None:
        self._scorer = scorer
        self._scheme = manifest.label_scheme
        self.manifest = manifest

    @classmethod
    def load(cls, model: str | Path | None = None, *, n_threads: int = 0) -> "Predictor":
        """Load a model.

        Args:
            model: A model folder; or a name that an installed package provides, or an MLflow
                address such as ``models:/stance-news@champion`` (needs the extra ``train``).
                None for the latest model trained below the working folder, else the bundled one.
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
        return cls(scorer, manifest=manifest)

    @overload  # a str is a sequence of str too, and takes this one
    def predict(  # type: ignore[overload-overlap]
        self, text: str, *, sentences: Sequence[tuple[int, int]] | None = None
    ) -> Article: ...

    @overload
    def predict(self, text: Sequence[str]) -> list[Article]: ...

    def predict(
        self,
        text: str | Sequence[str],
        *,
        sentences: Sequence[tuple[int, int]] | None = None,
    ) -> Article | list[Article]:
        """Label the sentences of one article or of several.

        Args:
            text: One article, or a list of articles.
            sentences: The caller's own sentence spans for one article, in characters; they come
                back exactly. None to have the text split.

        Returns:
            An article, or as many as there are texts, in their order. A blank text gives an
            article without sentences.

        Raises:
            TypeError: If a text is not a ``str``, or a span not two whole numbers.
            ValueError: If a span is empty, out of order, overlaps the one before it, or leaves
                the text.
        """
        if isinstance(text, str):
            spans = _checked(sentences, text=text) if sentences is not None else None
            return self._predict(text, spans)
        texts = _texts(text)
        if sentences is not None:
            raise TypeError("sentences= goes with one text; call predict() once for each article")
        return [self._predict(one, None) for one in texts]

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

    def _predict(self, text: str, spans: Sequence[Span] | None) -> Article:
        visible = Visible.of(text, spans)
        return visible.written(self._answer(visible.read, visible.spans))

    def _answer(self, text: str, spans: Sequence[Span] | None) -> Article:
        spans = split_sentences(text) if spans is None else spans
        return less_sure(self.resolve(text, self._scorer.score(text, spans)))


def _texts(texts: object) -> list[str]:
    """Give the texts as a list, or say what to pass instead."""
    hint = "predict() takes a str, or a list of them"
    if isinstance(texts, bytes | bytearray | memoryview):
        raise TypeError(f"{hint}; decode bytes first: predict(data.decode('utf-8'))")
    if isinstance(texts, PathLike):
        raise TypeError(f"{hint}; read the file first: predict(path.read_text('utf-8'))")
    if not isinstance(texts, Sequence):
        more = "; pass list(…) of it" if isinstance(texts, Iterable) else ""
        raise TypeError(f"{hint}, not {type(texts).__name__}{more}")
    for index, one in enumerate(texts):
        if not isinstance(one, str):
            raise TypeError(f"{hint}; item {index} is {type(one).__name__}")
    return list(texts)


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
