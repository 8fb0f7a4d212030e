"""``stance runs``, and how a run is recorded."""
