"""What a run folder says of its run, as values; training writes it, tracking mirrors it."""
