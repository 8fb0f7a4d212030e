"""A model folder: calibrated, with its probes, its weights stored small, its card."""
