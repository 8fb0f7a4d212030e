"""In what capacity somebody speaks: probabilities, what sentences and words say of it."""
