"""Facts and rules of the field, without input or output beyond reading `data/`."""
