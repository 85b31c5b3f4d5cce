"""Whether this machine has what signing in and the assistant need. Nothing is read from a card, nothing is changed."""
