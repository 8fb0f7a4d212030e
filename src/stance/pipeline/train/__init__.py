"""``stance train``: from a config to a fitted network or baseline and its run."""
