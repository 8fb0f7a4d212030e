"""A trained network in fewer bits: product quantization, low-rank residuals, 8 bits."""
