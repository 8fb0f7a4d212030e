"""Linear probes of the states of a trained network: what it tells besides labels and tags."""

import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import onnx

from stance.article import Article
from stance.config import RunConfig
from stance.errors import ArtifactError
from stance.pipeline.model.folder import with_network
from stance.pipeline.model.weights import Report
from stance.prediction.locating import locate_model
from stance.prediction.manifest import (
    Manifest,
    NetworkSettings,
    describe_file,
    read_file,
    read_manifest,
)
from stance.prediction.mention_vectors import TokenMentions
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.onnx_model import MENTIONS, MODEL_FILE, SPEECH
from stance.prediction.tokenizer_file import TOKENIZER_FILE
from stance.training.probes.learning import NamedSources, learn_mentions, learn_speech, named
from stance.training.probes.nodes import (
    LAST,
    add_mentions,
    add_speech,
    outputs_of,
    probe_of,
    show_states,
)


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

    ``depth`` is how far into the encoder the states of sources are taken; ``whole`` are indices of
    the articles all of whose sentences are wanted.
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


#: Where the provenance of a model says from how many articles its probes were learnt.
_N_ARTICLES = {MENTIONS: "n_mention_articles", SPEECH: "n_speech_articles"}


def add_probes(
    folder: Path,
    manifest: Manifest,
    *,
    config: RunConfig,
    articles: Sequence[Article],
    say: Callable[[str], None],
    report: Report,
) -> Manifest:
    """Learn the linear probes that a config asks for, unless the network has them already.

    One tells which words name one speaker (``mentions``), the other whether anybody speaks in a
    sentence (``speech``), from the states of the encoder; its other answers stay the same (Alain
    and Bengio 2017, *Understanding intermediate layers using linear classifier probes*).
    The network is replaced, ``model.json`` is not.
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


def keep_probes(folder: Path, manifest: Manifest, *, config: RunConfig) -> Manifest:
    """Take over the probes of the model that training went on from, unless they are learnt anew.

    The states of its encoder have moved little, and few articles would teach it less.
    The network is replaced, ``model.json`` is not.
    """
    if config.training.start is None:
        return manifest
    source = locate_model(config.training.start)
    before = read_manifest(source)
    graph = onnx.load_from_string(read_file(source, MODEL_FILE, manifest=before)).graph
    model = folder / MODEL_FILE
    known = before.provenance.get("config")
    said = known if isinstance(known, dict) else {}
    depth = said.get("mentions.depth", config.mentions.depth)
    asked = {MENTIONS: config.mentions.epochs, SPEECH: config.speech.articles}
    told = outputs_of(model)
    for name in (MENTIONS, SPEECH):
        learnt = None if asked[name] or name in told else probe_of(graph, name)
        if learnt is None:
            continue
        if name == MENTIONS and isinstance(depth, float | int):
            add_mentions(model, learnt, depth=depth)
        elif name == SPEECH:
            add_speech(model, learnt)
        settings = {key: one for key, one in said.items() if key.startswith(f"{name}.")}
        fact = _N_ARTICLES[name]
        facts = {fact: before.provenance[fact]} if fact in before.provenance else {}
        manifest = with_network(manifest, model, settings=settings, facts=facts)
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
        facts={_N_ARTICLES[MENTIONS]: len(states.sources)},
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
        facts={_N_ARTICLES[SPEECH]: states.n_articles},
    )
