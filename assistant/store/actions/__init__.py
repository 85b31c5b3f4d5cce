"""What can be done in the portal, done in the store: as an actor, in order, all or nothing."""

from assistant.store.actions.performing import actor_for, actors_for, perform
from assistant.store.actions.result import Done, Refused

__all__ = ["Done", "Refused", "actor_for", "actors_for", "perform"]
