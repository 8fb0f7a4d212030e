"""From raw text to labels: labelling functions, their votes, and what is made of the votes."""
