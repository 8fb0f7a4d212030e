"""From a torch network to an ONNX graph and back."""
