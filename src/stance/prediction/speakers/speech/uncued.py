"""Sentences in which no words show a speaker: the outlet's more often than a model thinks."""

from collections.abc import Sequence

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import is_speech, outlet_likelier
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.page import Page
from stance.schemes import NEWS, LabelScheme

#: How much likelier they are the outlet's than a model thinks, in natural logarithms, before
#: anybody has been heard.
UNHEARD = 3.0


def doubt_uncued(
    scored: Sequence[ScoredSentence],
    *,
    page: Page,
    quotations: Quotations,
    scheme: LabelScheme = NEWS,
) -> list[ScoredSentence]:
    """Make it likelier that the outlet speaks where an article opens without a speaker.

    The articles that a model learns from are richer in speech without a cue than news is, and a
    classifier keeps the shares of the classes that it learnt. So its odds are changed by how much
    rarer that speech is, as in Saerens, Latinne and Decaestecker (2002), "Adjusting the outputs
    of a classifier to new a priori probabilities", where the shares differ most.

    Args:
        scored: The sentences of an article in order, with a model's scores and spans.
        page: The article.
        quotations: Its quotations.
        scheme: Tells the label of the outlet.

    Returns:
        The sentences. Those without source and quotation marks get other scores as long as nobody
        has been heard, or asked in a paragraph that is a question.
    """
    doubted = list(scored)
    for place, sentence in enumerate(scored):
        if sentence.source is not None or quotations.within(sentence.span):
            if is_speech(sentence, scheme=scheme):
                break
        elif page.is_question(sentence.span):
            break
        else:
            doubted[place] = outlet_likelier(sentence, UNHEARD, scheme=scheme)
    return doubted
