"""Trees in and out of the store: the access tree, and its readable form."""
