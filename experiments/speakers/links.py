"""Whom do sources name, by the rules alone and by what the network knows alone?

    python experiments/speakers/links.py [CORPUS.jsonl …]

Given the sources of the labels, each is linked to an earlier one, or to none. Prints, by set
(those of weighing.py, or the corpora that are named), the fraction that is linked to one of the
right speaker, or rightly to none, and that fraction of those whose speaker has been named before,
and of the others: for the resolver without the network, and for the bundled network's map.
"""

import math
import sys
from collections.abc import Sequence

from unseen import named, shipped

from stance.article import Article
from stance.labels import LABELS
from stance.parts import Sentence
from stance.prediction.locating import locate_model
from stance.prediction.manifest import NetworkSettings, read_manifest
from stance.prediction.network_scorer import NetworkScorer
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers

#: Probability of the right label.
SURE = 0.98


def main() -> None:
    sets = named(sys.argv[1:]) or shipped()
    scorer = bundled()
    print("| set | rules (known before, new) | the map (known before, new) |")
    print("| --- | ---: | ---: |")
    for name, gold in sets.items():
        cells = []
        for links in (by_rules, lambda one: by_map(one, scorer)):
            right = [pair for one in gold for pair in judged(one, links(one))]
            cells.append(shares(right))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def bundled() -> NetworkScorer:
    """Load the network that ships."""
    folder = locate_model("bundled")
    manifest = read_manifest(folder)
    if not isinstance(manifest.settings, NetworkSettings):
        raise TypeError("the bundled model is no network")
    return NetworkScorer.load(folder, manifest=manifest, settings=manifest.settings)


def spoken(article: Article) -> list[tuple[int, Sentence]]:
    """Give the sentences with a source and a speaker, and their places."""
    told = enumerate(article.sentences)
    return [(place, one) for place, one in told if one.source and one.speaker]


def by_rules(article: Article) -> list[int | None]:
    """Link each source to the latest one with the same speaker, as the resolver has it."""
    resolved = resolve_speakers(article.text, list(map(as_scored, article.sentences))).sentences
    speakers = [resolved[place].speaker for place, _ in spoken(article)]
    return [
        max((at for at in range(index) if speakers[at] == speaker), default=None)
        for index, speaker in enumerate(speakers)
    ]


def as_scored(sentence: Sentence) -> ScoredSentence:
    """Give a sentence as a model would score it that is sure of the label and finds the source."""
    rest = (1 - SURE) / (len(LABELS) - 1)
    chances = [SURE if one is sentence.label else rest for one in LABELS]
    return ScoredSentence(
        span=sentence.span,
        log_probabilities=tuple(map(math.log, chances)),
        source=sentence.source,
        cue=sentence.cue,
    )


def by_map(article: Article, scorer: NetworkScorer) -> list[int | None]:
    """Link each source to the one that the network takes to be likeliest."""
    read = scorer.score(article.text, [one.span for one in article.sentences])
    vectors = [
        tokens.of(one.source) if (tokens := read[place].tokens) and one.source else None
        for place, one in spoken(article)
    ]
    links: list[int | None] = []
    for index, vector in enumerate(vectors):
        odds = {
            at: vector.odds_of([earlier])
            for at, earlier in enumerate(vectors[:index])
            if vector is not None and earlier is not None
        }
        best = max(odds, key=lambda at: odds[at] or 0.0, default=None)
        links.append(best if best is not None and (odds[best] or 0.0) > 0 else None)
    return links


def judged(article: Article, links: Sequence[int | None]) -> list[tuple[bool, bool]]:
    """Say of each source whether its speaker has been named before, and whether it is right."""
    speakers = [one.speaker for _, one in spoken(article)]
    return [
        (
            speaker in speakers[:index],
            speaker not in speakers[:index] if link is None else speakers[link] == speaker,
        )
        for index, (speaker, link) in enumerate(zip(speakers, links, strict=True))
    ]


def shares(right: Sequence[tuple[bool, bool]]) -> str:
    """Write the share of all that is right, and of those known before and new."""
    known, new = ([one for was, one in right if was is kind] for kind in (True, False))
    whole = [one for _, one in right]
    return "{:.2f} ({:.2f}, {:.2f})".format(*(sum(one) / len(one) for one in (whole, known, new)))


if __name__ == "__main__":
    main()
