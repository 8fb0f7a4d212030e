"""Pure functions: gold and predicted articles in, scores and figures out."""
