"""Corpora of others, read into our record: one module for each format."""
