"""The overview of all organisations: how far each is, whom it waits for, what to give out."""
