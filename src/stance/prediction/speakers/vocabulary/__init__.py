"""What words mean: the lexicon, and the few kinds of names that lists can tell."""
