"""Scoring sentences with an exported network: windows through ONNX Runtime."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from stance.errors import ArtifactError
from stance.parts import Span
from stance.prediction.batches import window_inputs
from stance.prediction.cutting import cut
from stance.prediction.manifest import Manifest, NetworkSettings, read_file
from stance.prediction.mention_vectors import TokenMentions
from stance.prediction.onnx_model import OnnxModel
from stance.prediction.scores import Progress, ScoredSentence
from stance.prediction.segments import Segment
from stance.prediction.tags import Tag, decode_span
from stance.prediction.tokenizer_file import TOKENIZER_FILE, read_tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class _SegmentScores:
    """A segment with what ``WindowAnswers`` says of it and its tokens."""

    segment: Segment
    label_logits: npt.NDArray[np.float32]
    tag_logits: npt.NDArray[np.float32]
    mentions: npt.NDArray[np.float32]
    speech: npt.NDArray[np.float32]


class NetworkScorer:
    """An exported network with its tokenizer.

    Windows are run one at a time: a window is long enough to keep the processor busy, memory
    stays flat, and an article's scores never depend on what else is scored with it.

    Args:
        model: The network.
        tokenizer: Neither truncates nor pads.
        settings: How the network is fed.
        temperature: Divides the label logits.
    """

    def __init__(
        self,
        model: OnnxModel,
        *,
        tokenizer: Tokenizer,
        settings: NetworkSettings,
        temperature: float,
    ) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._settings = settings
        self._temperature = temperature

    finds_sources = True

    @classmethod
    def load(
        cls, folder: Path, *, manifest: Manifest, settings: NetworkSettings, n_threads: int = 0
    ) -> "NetworkScorer":
        """Read a network's files.

        Args:
            folder: The model folder.
            manifest: Its manifest.
            settings: The manifest's settings.
            n_threads: Processor threads to use; 0 for all cores.

        Returns:
            The scorer.

        Raises:
            ArtifactError: If a file is missing or damaged, or does not fit the others.
        """
        model = OnnxModel.load(folder, manifest=manifest, settings=settings, n_threads=n_threads)
        tokenizer = read_tokenizer(read_file(folder, TOKENIZER_FILE, manifest=manifest), folder)
        size = max(tokenizer.get_vocab(with_added_tokens=True).values(), default=-1) + 1
        if size > settings.vocabulary_size:
            raise ArtifactError(
                folder,
                f"{TOKENIZER_FILE} has {size} tokens, the network {settings.vocabulary_size}",
            )
        return cls(model, tokenizer=tokenizer, settings=settings, temperature=manifest.temperature)

    def score(
        self, text: str, sentences: Sequence[Span], *, progress: Progress | None = None
    ) -> list[ScoredSentence]:
        """Score the sentences of one article, each where it has most context.

        Args:
            text: The article.
            sentences: Non-empty spans, in order, without overlap.
            progress: Told the windows done, and the windows in all.

        Returns:
            One entry for each sentence, in the same order.
        """
        scores = self._segment_scores(text, sentences, progress=progress)
        parts = groupby(scores, key=lambda part: part.segment.sentence)
        return [self._join(text, sentences, list(one)) for _, one in parts]

    def _segment_scores(
        self, text: str, sentences: Sequence[Span], *, progress: Progress | None
    ) -> Iterator[_SegmentScores]:
        settings = self._settings
        segments, windows = cut(text, sentences, tokenizer=self._tokenizer, settings=settings)
        for number, window in enumerate(windows, start=1):
            inside = segments[window.start : window.end]
            inputs = window_inputs(inside, start_id=settings.start_id, end_id=settings.end_id)
            answers = self._model.run(inputs)
            at = 1
            for row, one in enumerate(inside):
                tokens = slice(at, at + len(one.token_ids))
                if window.start + row in window.decided:
                    yield _SegmentScores(
                        segment=one,
                        label_logits=answers.labels[row],
                        tag_logits=answers.tags[tokens],
                        mentions=answers.mentions[tokens],
                        speech=answers.speech[row],
                    )
                at = tokens.stop
            if progress is not None:
                progress(number, len(windows))

    def _join(
        self, text: str, sentences: Sequence[Span], parts: Sequence[_SegmentScores]
    ) -> ScoredSentence:
        """Put the segments of a sentence together; what is said of each is weighted by length."""
        weights = np.array([len(part.segment.token_ids) for part in parts], dtype=np.float64)
        weights /= weights.sum()
        logits = np.stack([part.label_logits for part in parts]).astype(np.float64)
        mean = weights @ logits / self._temperature
        log_probabilities = mean - mean.max()
        log_probabilities -= np.log(np.exp(log_probabilities).sum())
        speech = weights @ np.stack([part.speech for part in parts])
        tags = np.concatenate([part.tag_logits for part in parts])
        offsets = np.concatenate([part.segment.offsets for part in parts])
        return ScoredSentence(
            span=sentences[parts[0].segment.sentence],
            log_probabilities=tuple(log_probabilities.tolist()),
            source=decode_span(tags, tag=Tag.SOURCE, offsets=offsets, text=text),
            cue=decode_span(tags, tag=Tag.CUE, offsets=offsets, text=text),
            speaking=float(speech[0]) if speech.size else None,
            tokens=TokenMentions(
                vectors=np.concatenate([part.mentions for part in parts]), offsets=offsets
            ),
        )
