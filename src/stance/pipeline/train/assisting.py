"""The part of a training that all processes but the first take: they compute, and write nothing."""

from stance.config import RunConfig
from stance.pipeline.train.data import load_run_data
from stance.pipeline.train.network import fit_network
from stance.pipeline.train.readiness import check_ready


def assist(config: RunConfig) -> None:
    """Take part in the training that the first process leads by ``train``."""
    check_ready(config)
    fit_network(config, load_run_data(config.data), checkpoints=None)
