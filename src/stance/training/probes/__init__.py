"""Linear probes on the states of a trained network."""
