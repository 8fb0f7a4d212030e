"""Which mentions are one voice."""
