"""What a trained network makes of the articles that it has learnt from."""

import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from stance.article import Article
from stance.pipeline.weights import Report
from stance.prediction.manifest import Manifest, NetworkSettings, describe_file
from stance.prediction.mention_vectors import TokenMentions
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.training.mentions import NamedSources, named
from stance.training.probe_nodes import LAST, show_states


@dataclass(slots=True, kw_only=True)
class States:
    """The states of a network's encoder, averaged over words.

    Attributes:
        sources: Of the sources of each article that has two with a speaker, midway.
        sentences: Of sentences, in the last layer; shape ``(width,)`` each.
        are_spoken: Whether each of these has a speaker.
        n_articles: From so many articles.
    """

    sources: list[NamedSources] = field(default_factory=list)
    sentences: list[npt.NDArray[np.float32]] = field(default_factory=list)
    are_spoken: list[bool] = field(default_factory=list)
    n_articles: int = 0


def read_states(
    folder: Path,
    manifest: Manifest,
    articles: Sequence[Article],
    *,
    settings: NetworkSettings,
    depth: float,
    of_sources: bool,
    whole: Collection[int],
    report: Report,
) -> States:
    """Let a network read articles once more.

    Args:
        folder: The model's own.
        manifest: Of the model.
        articles: What it has learnt from.
        settings: Of the network.
        depth: How far into the encoder the states of sources are taken.
        of_sources: Whether sources are wanted at all.
        whole: Indices of the articles all of whose sentences are wanted.
        report: Told what is read, how much of it is done, and how much there is.

    Returns:
        Its states.

    Raises:
        ExportError: If its encoder shows none.
    """
    states = States(n_articles=len(whole))
    with TemporaryDirectory() as beside:
        probe = Path(beside)
        shutil.copyfile(folder / TOKENIZER_FILE, probe / TOKENIZER_FILE)
        show_states(folder / MODEL_FILE, probe / MODEL_FILE, depths=(depth, LAST))
        files = {**manifest.files, MODEL_FILE: describe_file(probe / MODEL_FILE)}
        shown = manifest.model_copy(update={"files": files})
        scorer = NetworkScorer.load(probe, manifest=shown, settings=settings)
    for place, article in enumerate(articles):
        report("articles once more", place, len(articles))
        tells_sources = of_sources and _n_sources(article) > 1
        if not tells_sources and place not in whole:
            continue
        scored = scorer.score(article.text, [one.span for one in article.sentences])
        tokens = [one.tokens for one in scored]
        if tells_sources:
            _keep_sources(states, article, tokens)
        if place in whole:
            _keep_sentences(states, article, tokens)
    return states


def _n_sources(article: Article) -> int:
    return sum(bool(one.source and one.speaker) for one in article.sentences)


def _keep_sources(states: States, article: Article, tokens: Sequence[TokenMentions | None]) -> None:
    means, speakers = [], []
    for one, own in zip(article.sentences, tokens, strict=True):
        if one.source and one.speaker and own and (mean := own.mean_of(one.source)) is not None:
            means.append(np.split(mean, 2)[0])
            speakers.append(one.speaker)
    if means:
        states.sources.append(named(means, speakers))


def _keep_sentences(
    states: States, article: Article, tokens: Sequence[TokenMentions | None]
) -> None:
    for one, own in zip(article.sentences, tokens, strict=True):
        if own and (mean := own.mean_of(one.span)) is not None:
            states.sentences.append(np.split(mean, 2)[1])
            states.are_spoken.append(one.speaker is not None)
