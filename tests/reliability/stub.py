"""A predictor whose network is made up: arbitrary spans and scores that hang on the text alone."""

import random
from hashlib import sha256
from pathlib import Path

import making
from stance.labels import LABELS
from stance.parts import Span
from stance.prediction.manifest import BaselineSettings, Manifest
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence


class Stub:
    """Scores by the digest of a sentence; half of them have a source, most of those a cue."""

    finds_sources = True

    def score(self, text, sentences, *, progress=None):
        if progress is not None:
            progress(1, 1)
        return [self._score_one(text, Span(*span)) for span in sentences]

    def _score_one(self, text, span):
        digest = sha256(text[span.start : span.end].encode("utf-8", "surrogatepass")).digest()
        chance = random.Random(digest)
        likelihoods = [chance.random() + 1e-6 for _ in LABELS]
        total = sum(likelihoods)
        source = self._part(span, chance) if chance.random() < 0.6 else None
        return ScoredSentence(
            span=span,
            log_probabilities=tuple(making.np.log(one / total) for one in likelihoods),
            source=source,
            cue=self._part(span, chance) if source and chance.random() < 0.8 else None,
            speaking=chance.uniform(-4, 4),
        )

    @staticmethod
    def _part(span, chance):
        start = chance.randrange(span.start, span.end)
        return Span(start, min(span.end, start + 1 + chance.randrange(30)))


def make_predictor():
    """Give the whole of ``predict`` around the stub."""
    manifest = Manifest(
        name="stub",
        created="2026-01-01T00:00:00+00:00",
        stance_version="0.1.0",
        labels=tuple(label.value for label in LABELS),
        temperature=1.0,
        settings=BaselineSettings(neighbours=0, max_ngram=1, n_terms=1),
        files={},
    )
    return Predictor(Stub(), manifest=manifest, folder=Path("stub"), digest="0" * 64)
