"""The only place where a config becomes objects: one module per verb."""
