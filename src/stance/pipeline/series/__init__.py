"""Series of runs: seeds, folds, what is left out, and ``stance sweep``."""
