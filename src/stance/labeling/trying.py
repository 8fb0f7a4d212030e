"""Trying a labelling function on a text, as examples and tests do."""

from stance.labeling.context import ArticleContext
from stance.labeling.registry import Rule
from stance.labeling.votes import Vote


def vote_on(rule: Rule, text: str) -> str:
    """Show what a labelling function says of the last sentence of a text.

    >>> from stance.labeling.functions.wording import words_of_speech
    >>> vote_on(words_of_speech, "The minister said taxes would fall.")
    '[The minister] [said]'
    >>> vote_on(words_of_speech, "Taxes will fall.")
    'abstains'
    """
    article = ArticleContext(text)
    vote = rule(article.sentences[-1])
    if vote is None:
        return "abstains"
    if not isinstance(vote, Vote):
        return vote.value
    spans = [text[span.start : span.end] for span in (vote.source, vote.cue) if span]
    label = [vote.label.value] if vote.label else []
    return " ".join([*label, *(f"[{words}]" for words in spans)])
