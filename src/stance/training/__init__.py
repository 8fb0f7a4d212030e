"""Fitting a network or the baseline; owns the Tracker protocol, knows no tracking product."""
