"""The labelling functions that come with the package, by what they know."""
