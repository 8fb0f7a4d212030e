"""The optimizer: who learns how fast."""

import re

import torch

from stance.network import StanceNetwork

_LAYER = re.compile(r"\blayers?\.(\d+)\.")


def make_optimizer(
    network: StanceNetwork,
    *,
    learning_rate: float,
    head_learning_rate: float,
    layer_decay: float,
    weight_decay: float,
) -> torch.optim.Optimizer:
    """Make AdamW for a network."""
    depths = {f"encoder.{name}": _depth(name) for name, _ in network.encoder.named_parameters()}
    top = max(depths.values(), default=0)
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            rate = (
                learning_rate * layer_decay ** (top - depths[name])
                if name in depths
                else head_learning_rate
            )
            decay = weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ],
        fused=True,
    )


def _depth(name: str) -> int:
    """Give the number of the layer that a parameter belongs to, from 1; 0 for embeddings."""
    found = _LAYER.search(name)
    return int(found[1]) + 1 if found else 0
