"""``stance label``: raw articles in, a corpus labelled by functions out."""
