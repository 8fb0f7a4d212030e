"""Scoring sentences with TF-IDF and logistic regression, in numpy alone."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stance.errors import ArtifactError
from stance.parts import Span
from stance.prediction.manifest import BaselineSettings, Manifest, read_file
from stance.prediction.scores import Progress, ScoredSentence

TERMS_FILE = "terms.json"
WEIGHTS_FILE = "weights.npy"
_WORD = re.compile(r"\w+|[^\w\s]")


def sentence_terms(
    words: Sequence[Sequence[str]], index: int, settings: BaselineSettings
) -> list[str]:
    """Give the terms of a sentence and of its neighbours.

    Args:
        words: The words of every sentence of the article.
        index: Which sentence.
        settings: How many neighbours, and how long the n-grams are.

    Returns:
        N-grams; those of neighbours carry their distance (``-1:said``), so that they are other
        terms than the sentence's own.
    """
    terms = []
    for distance in range(-settings.neighbours, settings.neighbours + 1):
        if 0 <= index + distance < len(words):
            prefix = f"{distance:+d}:" if distance else ""
            terms += [prefix + gram for gram in _grams(words[index + distance], settings.max_ngram)]
    return terms


def sentence_words(text: str, sentence: Span) -> list[str]:
    """Give the words and marks of a sentence in lower case."""
    return _WORD.findall(text[sentence.start : sentence.end].lower())


def _grams(words: Sequence[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


class BaselineScorer:
    """TF-IDF and logistic regression, as scikit-learn fitted them.

    A sentence's vector is ``(1 + ln tf) · idf``, scaled to length 1; its logits are linear in it.

    Args:
        terms: Column of each term.
        weights: Shape ``(labels + 1, terms + 1)``, float64: coefficients by label, then the idf;
            the last column holds the intercepts.
        settings: Which terms a sentence has.
        temperature: Divides the logits.
    """

    def __init__(
        self,
        terms: dict[str, int],
        *,
        weights: npt.NDArray[np.float64],
        settings: BaselineSettings,
        temperature: float,
    ) -> None:
        self._terms = terms
        self._coefficients = weights[:-1, :-1]
        self._idf = weights[-1, :-1]
        self._intercepts = weights[:-1, -1]
        self._settings = settings
        self._temperature = temperature

    finds_sources = False

    @classmethod
    def load(
        cls, folder: Path, *, manifest: Manifest, settings: BaselineSettings
    ) -> "BaselineScorer":
        """Read a baseline's files.

        Args:
            folder: The model folder.
            manifest: Its manifest.
            settings: The manifest's settings.

        Returns:
            The scorer.

        Raises:
            ArtifactError: If a file is missing or damaged, or does not fit the others.
        """
        shape = (len(manifest.labels) + 1, settings.n_terms + 1)
        try:
            weights = _parse_weights(read_file(folder, WEIGHTS_FILE, manifest=manifest), shape)
        except ValueError as error:
            raise ArtifactError(folder, f"{WEIGHTS_FILE} is damaged: {error}") from error
        try:
            terms = json.loads(read_file(folder, TERMS_FILE, manifest=manifest))
        except (ValueError, RecursionError) as error:
            raise ArtifactError(folder, f"{TERMS_FILE} is damaged: {error}") from error
        is_list = isinstance(terms, list) and all(isinstance(term, str) for term in terms)
        if not is_list or not len(set(terms)) == len(terms) == settings.n_terms:
            raise ArtifactError(folder, f"{TERMS_FILE} does not hold {settings.n_terms} terms")
        columns = {term: column for column, term in enumerate(terms)}
        return cls(columns, weights=weights, settings=settings, temperature=manifest.temperature)

    def score(
        self, text: str, sentences: Sequence[Span], *, progress: Progress | None = None
    ) -> list[ScoredSentence]:
        """Score the sentences of one article; the baseline knows no sources and no cues.

        Args:
            text: The article.
            sentences: Non-empty spans, in order, without overlap.
            progress: Told once, when all is done: it takes no time.

        Returns:
            One entry for each sentence, in the same order.
        """
        words = [sentence_words(text, sentence) for sentence in sentences]
        scored = [
            ScoredSentence(span=sentence, log_probabilities=self._score_one(words, index))
            for index, sentence in enumerate(sentences)
        ]
        if progress is not None:
            progress(1, 1)
        return scored

    def _score_one(self, words: Sequence[Sequence[str]], index: int) -> tuple[float, ...]:
        counts = Counter(
            self._terms[term]
            for term in sentence_terms(words, index, self._settings)
            if term in self._terms
        )
        columns = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        frequency = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        vector = (1.0 + np.log(frequency)) * self._idf[columns]
        length = float(np.sqrt((vector**2).sum())) or 1.0
        logits = self._coefficients[:, columns] @ (vector / length) + self._intercepts
        scaled = logits / self._temperature
        shifted = scaled - scaled.max()
        return tuple((shifted - np.log(np.exp(shifted).sum())).tolist())


def _parse_weights(content: bytes, shape: tuple[int, int]) -> npt.NDArray[np.float64]:
    """Read an array of known shape; nothing is allocated, or unpickled, on a header's word."""
    file = BytesIO(content)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("it is of another version of the format")
    found = np.lib.format.read_array_header_1_0(file)
    if found != (shape, False, np.dtype(np.float64)):
        raise ValueError(f"it holds {found[2]} of shape {found[0]}, not float64 of shape {shape}")
    weights = np.frombuffer(content, dtype=np.float64, offset=file.tell()).reshape(shape)
    if not np.isfinite(weights).all():
        raise ValueError("it holds values that are no numbers")
    return weights
