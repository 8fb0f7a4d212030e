"""Labelled articles: reading, writing, checking, splitting."""
