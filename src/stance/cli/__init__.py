"""Arguments in, text out, exit codes; nothing else."""
