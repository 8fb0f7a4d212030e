"""Making a cue whole: "called for", not "called"; and no part of a name."""

from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import nobody_said
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.schemes import NEWS, LabelScheme

#: Verbs with the words that go with them and are marked with them (docs/annotation-guidelines.md).
_TAILS = {
    "according": ("to",),
    **dict.fromkeys(("call", "calls", "called", "calling"), ("for", "on")),
    **dict.fromkeys(("point", "points", "pointed", "pointing"), ("out",)),
    **dict.fromkeys(("rule", "rules", "ruled", "ruling"), ("out",)),
    **dict.fromkeys(("go", "goes", "went", "going"), ("on",)),
}
#: How much surer it becomes that the outlet speaks if what was taken for a verb is a name.
NAME = 3.0


def complete_cue(
    sentence: ScoredSentence, *, page: Page, scheme: LabelScheme = NEWS
) -> ScoredSentence:
    """Give a cue the small word that belongs to it, and a name back what is its own.

    Args:
        sentence: With a model's scores; its cue, if it has one, is inside it.
        page: The article.
        scheme: Tells the label of the outlet.

    Returns:
        The sentence. One whose only cue is the "Said" of "Qaboos bin Said" has no source and no
        cue, and is likelier to be the outlet's.
    """
    if sentence.cue is None:
        return sentence
    words = [word for word in page.words_of(sentence.span) if not word.is_mark]
    first, end = sentence.cue
    inside = [i for i, word in enumerate(words) if word.start < end and first < word.end]
    if not inside:
        return sentence
    last, following = words[inside[-1]], words[inside[-1] + 1 :][:1]
    particles = lexicon().particles
    is_in_name = any(word.key in particles for word in words[: inside[0]][-1:]) or any(
        word.text in particles for word in following
    )
    if last.text == "Said" and is_in_name:
        return nobody_said(sentence, NAME, scheme=scheme)
    if not following or following[0].key not in _TAILS.get(last.key, ()):
        return sentence
    is_apart = page.text[last.end : following[0].start].strip()
    after = words[inside[-1] + 2 :][:1]
    is_date = after and after[0].key in lexicon().small["calendar"]  # "called on Monday"
    if is_apart or is_date:
        return sentence
    return replace(sentence, cue=Span(first, following[0].end))
