"""Whom a labelled article names, whether they speak there or not."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from stance.article import Article
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.mentions import Being, Mention
from stance.prediction.speakers.names import same_name
from stance.prediction.speakers.noticing import named_in, source_of
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.quotations import Quotations
from stance.prediction.speakers.reading import read_mention
from stance.training.mentions import NamedMention


def name_all(article: Article, heard: Sequence[ScoredSentence]) -> Iterator[NamedMention]:
    """Tell of each source, and of each name beside them, whom it names.

    A name is that of the speaker who bears it; who bears that of no speaker is somebody of that
    name, and names that could be those of several are left out.

    Args:
        article: Labelled.
        heard: Its sentences as a network has read them, with the sources of the labels.

    Yields:
        The mentions, in order of the text.
    """
    page, quotations = Page(article.text), Quotations.of(article.text)
    bearers = _Bearers(article, heard, page=page)
    for gold, sentence in zip(article.sentences, heard, strict=True):
        found = [
            (one, bearers.key_of(one), False)
            for one in named_in(sentence, page=page, quotations=quotations)
            if one.name
        ]
        if sentence.source is not None:
            source = source_of(sentence, sentence.source, page=page)
            found.append((source, gold.speaker, True))
        for one, key, is_source in sorted(found, key=lambda of: of[0].span):
            if one.vector is not None and key is not None:
                state = (*one.vector.place, one.vector.newness)
                yield NamedMention(state=state, speaker=key, is_source=is_source)


class _Bearers:
    """Who bears which name in a labelled article.

    Args:
        article: Labelled.
        heard: Its sentences, with the sources of the labels.
        page: The article.
    """

    def __init__(self, article: Article, heard: Sequence[ScoredSentence], *, page: Page) -> None:
        self._names: defaultdict[str, list[Mention]] = defaultdict(list)
        for speaker in article.speakers:
            alone = read_mention(Page(speaker.name), Span(0, len(speaker.name)))
            self._names[speaker.id] += [alone] if alone.name else []
        for gold, sentence in zip(article.sentences, heard, strict=True):
            if gold.speaker is not None and sentence.source is not None:
                source = source_of(sentence, sentence.source, page=page)
                self._names[gold.speaker] += [source] if source.name else []

    def key_of(self, mention: Mention) -> str | None:
        """Give the id of the speaker who bears a name, or a key of its own; None if unclear."""
        found = [
            key for key, names in self._names.items() if any(_same(mention, one) for one in names)
        ]
        if not found:
            key = f"nobody {len(self._names)}"
            self._names[key].append(mention)
            return key
        return found[0] if len(found) == 1 else None


def _same(one: Mention, other: Mention) -> bool:
    is_body = Being.BODY in (one.being, other.being)
    return same_name(one.name, other.name, is_body=is_body)
