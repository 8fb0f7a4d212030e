"""What words say of speakers: one table of terms, and a few closed lists beside it.

The resolver, the labelling functions and the perturbations all read this: a new role is one line
of ``terms.tsv``.
"""
