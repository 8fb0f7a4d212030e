"""Changes that keep an article's labels: other names, places, outlets, marks, paragraphs."""

from stance.corpus.perturbing.mixing import CHANGES, perturb

__all__ = ["CHANGES", "perturb"]
