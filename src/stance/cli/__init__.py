"""Arguments in, text out, exit codes; nothing else."""

from stance.cli.main import main

__all__ = ["main"]
