"""How sure answers are on outlets from which nothing was learnt."""

from dataclasses import replace

from stance.article import Article
from stance.frozen import FrozenDict


def less_sure(article: Article, temperature: float) -> Article:
    """Give an article whose labels are less sure, as befits an outlet that was not learnt from.

    The temperature of a network is set on dev, whose outlets are like those that it learnt from; on
    others it is surer than it is right (docs/decisions/05-…).

    Args:
        article: As speakers have left it, with probabilities.
        temperature: Divides the logarithms of its probabilities; at 1 the article stays.

    Returns:
        The article; each sentence keeps its label, and its probabilities still sum to 1.

    Examples:
        >>> from stance.parts import Sentence
        >>> chances = {"official_statement": 0.9, "expert_analysis": 0.04, "reported_fact": 0.06}
        >>> said = Sentence(start=0, end=3, label="official_statement", probabilities=chances)
        >>> less_sure(Article(text="No.", sentences=(said,)), 1.2).sentences[0].confidence
        0.84...
    """
    if temperature == 1:
        return article
    sentences = []
    for sentence in article.sentences:
        weights = {label: own ** (1 / temperature) for label, own in sentence.probabilities.items()}
        total = sum(weights.values())
        softer = FrozenDict({label: weight / total for label, weight in weights.items()})
        sentences.append(replace(sentence, probabilities=softer))
    return replace(article, sentences=tuple(sentences))
