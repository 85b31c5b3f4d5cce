"""The store's schema through time (alembic). A new revision also adds its name to `assistant.store.version`."""
