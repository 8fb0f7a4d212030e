"""MLflow, and only here."""
