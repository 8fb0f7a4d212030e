"""Pretrained encoders and their tokenizers."""
