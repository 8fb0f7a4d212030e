"""What comes of votes: a label model fitted on them, and articles whose speakers are known."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from stance.article import Article
from stance.labeling.label_models import DEFAULT_PRIOR, MAX_SENTENCES_FITTED, LabelModel, fit
from stance.labeling.registry import LabellingFunction
from stance.labeling.votes import VoteTable
from stance.labels import Label
from stance.parts import Sentence
from stance.pipeline.label.vote_spool import SpooledArticle, VoteSpool
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

#: No label is ever quite impossible.
_LEAST = 1e-6


def fit_on_spool(
    spool: VoteSpool,
    *,
    functions: Sequence[LabellingFunction],
    name: str,
    seed: int,
    prior: Mapping[Label, float] = DEFAULT_PRIOR,
) -> LabelModel:
    """Fit a label model on votes, or on a sample of them that fits into memory.

    Args:
        spool: The votes.
        functions: Whose they are.
        name: Of the label model.
        seed: Chooses the sample.
        prior: Share of each label that is expected over all sentences.

    Returns:
        The model.

    Raises:
        ValueError: If there is no such model.
    """
    columns = [function.name for function in functions]
    n_sentences = sum(len(one.polled.sentences) for one in spool.read())
    share = min(1.0, MAX_SENTENCES_FITTED / max(n_sentences, 1))
    generator = np.random.default_rng(seed)
    sample = (
        sentence.votes
        for one in spool.read()
        for sentence in one.polled.sentences
        if generator.random() < share
    )
    return fit(name, VoteTable.of(sample, functions=columns), seed=seed, prior=prior)


def to_article(one: SpooledArticle, *, model: LabelModel) -> Article:
    """Make a labelled article of votes.

    The label model judges sentence by sentence; then speakers are resolved as after a network, so
    that the sentences of one speaker decide together.

    Args:
        one: The article with its votes.
        model: Makes probabilities of them.

    Returns:
        The article with labels, probabilities, speakers and votes.
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
