"""What can be done in the portal, done in the store: as an actor, in order, all or nothing."""
