"""Letting a trained network tell more, by linear probes of the states of its encoder."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from stance.article import Article
from stance.config import RunConfig
from stance.errors import ArtifactError
from stance.pipeline.model_folder import with_network
from stance.pipeline.states import States, read_states
from stance.pipeline.weights import Report
from stance.prediction.manifest import Manifest, NetworkSettings
from stance.prediction.onnx_model import MENTIONS, MODEL_FILE, SPEECH
from stance.training.mentions import learn_mentions
from stance.training.probe_nodes import add_mentions, add_speech, outputs_of
from stance.training.speech import learn_speech


def add_probes(
    folder: Path,
    manifest: Manifest,
    *,
    config: RunConfig,
    articles: Sequence[Article],
    say: Callable[[str], None],
    report: Report,
) -> Manifest:
    """Teach a network what its config asks for besides, if it does not tell that yet.

    That is which words name one speaker (``mentions``), and whether anybody speaks in a sentence
    (``speech``). Both are read off its states, and what else it tells stays as it is (Alain and
    Bengio 2017, *Understanding intermediate layers using linear classifier probes*).

    Args:
        folder: The model's own; its network is replaced, its ``model.json`` is not.
        manifest: Of the model.
        config: What is asked for.
        articles: What it has learnt from.
        say: Told what it cannot learn, for want of articles.
        report: Told what is read, how much of it is done, and how much there is.

    Returns:
        The manifest of what is there now.

    Raises:
        ArtifactError: If the model is no network.
        ExportError: If its encoder has no states to learn from.
    """
    model = folder / MODEL_FILE
    asked = {MENTIONS: config.mentions.epochs, SPEECH: config.speech.articles}
    wanted = {name for name, how_much in asked.items() if how_much}
    if not wanted:
        return manifest
    if not isinstance(manifest.settings, NetworkSettings):
        raise ArtifactError(
            folder,
            "only a network has states to learn from; set mentions.epochs=0 and speech.articles=0",
        )
    wanted -= outputs_of(model)
    if not wanted:
        return manifest
    n_whole = min(config.speech.articles, len(articles)) if SPEECH in wanted else 0
    drawn = np.random.default_rng(config.seed).choice(len(articles), n_whole, replace=False)
    states = read_states(
        folder,
        manifest,
        articles,
        settings=manifest.settings,
        depth=config.mentions.depth,
        of_sources=MENTIONS in wanted,
        whole=frozenset(drawn.tolist()),
        report=report,
    )
    if MENTIONS in wanted:
        manifest = _add_mentions(model, manifest, states, config=config, say=say, report=report)
    if SPEECH in wanted:
        manifest = _add_speech(model, manifest, states, config=config, say=say)
    return manifest


def _add_mentions(
    model: Path,
    manifest: Manifest,
    states: States,
    *,
    config: RunConfig,
    say: Callable[[str], None],
    report: Report,
) -> Manifest:
    section = config.mentions
    if not states.sources:
        say("no article has two sources with a speaker, so it does not learn whom words name")
        return manifest
    learnt = learn_mentions(
        states.sources,
        places=section.places,
        epochs=section.epochs,
        seed=config.seed,
        report=partial(report, "whom sources name"),
    )
    add_mentions(model, learnt, depth=section.depth)
    return with_network(
        manifest,
        model,
        settings={f"mentions.{name}": value for name, value in section.model_dump().items()},
        facts={"n_mention_articles": len(states.sources)},
    )


def _add_speech(
    model: Path,
    manifest: Manifest,
    states: States,
    *,
    config: RunConfig,
    say: Callable[[str], None],
) -> Manifest:
    learnt = learn_speech(states.sentences, states.are_spoken)
    if learnt is None:
        say("all sentences are somebody's, or none is, so it does not learn whether anybody speaks")
        return manifest
    add_speech(model, learnt)
    return with_network(
        manifest,
        model,
        settings={"speech.articles": config.speech.articles},
        facts={"n_speech_articles": states.n_articles},
    )
