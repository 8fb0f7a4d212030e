"""Letting a trained network learn which words name one speaker."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from stance.article import Article
from stance.config import RunConfig
from stance.errors import ArtifactError
from stance.pipeline.model_folder import with_network
from stance.pipeline.weights import Report
from stance.prediction.manifest import Manifest, NetworkSettings, describe_file
from stance.prediction.network_scorer import TOKENIZER_FILE, NetworkScorer
from stance.prediction.onnx_model import MODEL_FILE
from stance.training.mention_nodes import add_mentions, show_states, tells_mentions
from stance.training.mentions import NamedSources, learn_mentions, named


def tell_mentions(
    folder: Path,
    manifest: Manifest,
    *,
    config: RunConfig,
    articles: Sequence[Article],
    say: Callable[[str], None],
    report: Report,
) -> Manifest:
    """Teach a network which words name one speaker, if its config asks and it does not know yet.

    What else it answers stays as it is.

    Args:
        folder: The model's own; its network is replaced, its ``model.json`` is not.
        manifest: Of the model.
        config: What is asked for.
        articles: What it has learnt from.
        say: Told if it cannot learn that, for want of articles.
        report: Told what is read, how much of it is done, and how much there is.

    Returns:
        The manifest of what is there now.

    Raises:
        ArtifactError: If the model is no network.
        ExportError: If its encoder has no states to learn from.
    """
    model, section = folder / MODEL_FILE, config.mentions
    if not section.epochs:
        return manifest
    if not isinstance(manifest.settings, NetworkSettings):
        raise ArtifactError(folder, "only a network learns whom words name; set mentions.epochs=0")
    if tells_mentions(model):
        return manifest
    reading = partial(report, "sources of articles")
    told = list(
        _sources(
            folder,
            manifest,
            articles,
            settings=manifest.settings,
            depth=section.depth,
            report=reading,
        )
    )
    if not told:
        say("no article has two sources with a speaker, so it does not learn whom words name")
        return manifest
    learnt = learn_mentions(
        told,
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
        facts={"n_mention_articles": len(told)},
    )


def _sources(
    folder: Path,
    manifest: Manifest,
    articles: Sequence[Article],
    *,
    settings: NetworkSettings,
    depth: float,
    report: Callable[[int, int], None],
) -> Iterator[NamedSources]:
    """Let the network read articles, and give what it makes of the sources of each."""
    with TemporaryDirectory() as beside:
        probe = Path(beside)
        shutil.copyfile(folder / TOKENIZER_FILE, probe / TOKENIZER_FILE)
        show_states(folder / MODEL_FILE, probe / MODEL_FILE, depth=depth)
        files = {**manifest.files, MODEL_FILE: describe_file(probe / MODEL_FILE)}
        shown = manifest.model_copy(update={"files": files})
        scorer = NetworkScorer.load(probe, manifest=shown, settings=settings)
        for done, article in enumerate(articles):
            report(done, len(articles))
            if found := _sources_of(article, scorer):
                yield found


def _sources_of(article: Article, scorer: NetworkScorer) -> NamedSources | None:
    """Read one article; None where sources name nobody, or one speaker once."""
    speaking = [one.source if one.speaker else None for one in article.sentences]
    if sum(source is not None for source in speaking) < 2:  # noqa: PLR2004  # nobody to be linked to
        return None
    read = scorer.score(article.text, [one.span for one in article.sentences])
    pairs = [
        (np.array([*mention.place, mention.newness], dtype=np.float32), gold.speaker)
        for one, source, gold in zip(read, speaking, article.sentences, strict=True)
        if source and one.tokens and (mention := one.tokens.of(source))
    ]
    return named(*zip(*pairs, strict=True)) if pairs else None
