"""``stance evaluate`` and ``stance compare``."""
