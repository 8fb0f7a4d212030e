"""From text to an article with labels, spans and speakers; needs only the light runtime."""

import os

# ONNX Runtime would keep a device id below the home folder and send events to its makers, and
# asks this as it is imported. Whoever wants that sets it to 0 first.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
