"""From raw text to labels: labelling functions, their votes, and what is made of the votes."""

from stance.labeling.context import SentenceContext
from stance.labeling.registry import labelling_function
from stance.labeling.votes import Vote

__all__ = ["SentenceContext", "Vote", "labelling_function"]
