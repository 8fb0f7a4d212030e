"""Who is named after a cue in the passive: "reported by the Lake News"."""

from itertools import takewhile

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.vocabulary.words import span_of

_BY = " by"


def agent_of(sentence: ScoredSentence, page: Page) -> Span | None:
    """Find who said it, if a network has only marked that it "was reported by" them.

    Args:
        sentence: With a model's scores, and without a source.
        page: The article.

    Returns:
        The phrase that begins with a name or a determiner right after "by"; None if the sentence
        has no such cue.
    """
    if sentence.cue is None:
        return None
    verb = page.text[slice(*sentence.cue)].removesuffix(_BY)
    by = sentence.cue.start + len(verb)
    if not page.text.startswith(f"{_BY} ", by):
        return None
    known = lexicon()
    ends = known.small["preposition"] - {"of"}
    phrase = takewhile(
        lambda word: not word.is_mark and word.key not in ends,
        page.words_of(Span(by + len(_BY), sentence.span.end)),
    )
    words = list(phrase)
    is_somebody = words and (words[0].is_capital or words[0].key in known.determiners)
    return span_of(words) if is_somebody else None
