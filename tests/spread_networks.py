"""Tiny networks whose weights are all different, and whose answers are far apart."""

import onnx
import torch

import making
from stance.training.export.restoring import restore


def make_network(encoder, *, seed):
    """A network none of whose weights are alike, and whose answers are far apart."""
    network = making.make_network(encoder)
    torch.manual_seed(seed)
    with torch.no_grad():
        for weights in network.parameters():
            weights.add_(torch.randn_like(weights) * 0.2)
        network.label_head.weight.mul_(5.0)
    return network.eval()


def restored(encoder, model):
    """Another network, with the weights of a model."""
    network = make_network(encoder, seed=6)
    restore(network, onnx.load(str(model)).graph)
    return network
