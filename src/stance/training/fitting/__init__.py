"""From examples to a fitted network."""
