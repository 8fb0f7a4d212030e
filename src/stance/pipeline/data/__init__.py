"""``stance data`` and ``stance review``: corpora in, corpora out."""
