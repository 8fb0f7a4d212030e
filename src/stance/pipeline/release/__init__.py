"""``stance promote``, ``stance rollback`` and ``stance release``, past one gate."""
