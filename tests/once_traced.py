"""Exports of tiny networks that PyTorch traces once for each architecture: it takes seconds."""

import copy

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from stance.training.export.exporting import export_onnx


class OnceTraced:
    """Exports as ``export_onnx`` does, into the graph of the first network of its architecture.

    Where that graph holds weights that are none of the network's own, each network is traced.
    """

    def __init__(self):
        self._traced = {}

    def __call__(self, network, path):
        shapes = tuple((name, value.shape) for name, value in network.state_dict().items())
        key = str(network), shapes
        if key not in self._traced:
            self._traced[key] = _trace(network, path)
        graph, places = self._traced[key]
        if places is None:
            export_onnx(network, path)
            return
        network.eval().cpu()
        weights = network.state_dict()
        model = onnx.ModelProto()
        model.CopyFrom(graph)
        for tensor in model.graph.initializer:
            if tensor.name in places:
                name, is_turned = places[tensor.name]
                value = weights[name].numpy()
                value = np.ascontiguousarray(value.T if is_turned else value)
                tensor.CopyFrom(numpy_helper.from_array(value, tensor.name))
        onnx.save(model, str(path))


def _trace(network, path):
    """Give the graph, and where in it each of the weights is; None if that cannot be told."""
    probe = copy.deepcopy(network)
    for value in probe.state_dict().values():  # no two weights are alike in it
        if value.is_floating_point():
            value.copy_(torch.rand_like(value))
    export_onnx(probe, path)
    graph = onnx.load(str(path))
    weights = {name: value.numpy() for name, value in probe.state_dict().items()}
    if any(weight.size == 1 for weight in weights.values()):
        return graph, None
    places = {}
    for tensor in graph.graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.dtype != np.float32 or value.size == 1:
            continue  # an epsilon, or a share
        found = [
            (name, is_turned)
            for name, weight in weights.items()
            for is_turned in (False, True)
            if np.array_equal(weight.T if is_turned else weight, value)
        ]
        if not found:
            return graph, None
        places[tensor.name] = found[0]
    return graph, places
