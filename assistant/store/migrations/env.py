"""What alembic runs: migrations on the connection that it is given, inside its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from assistant.store import columns
from assistant.store.schema import whole_metadata


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Return how a column type is written in a new migration: ours by name, SQLModel's text as plain text."""
    if kind != "type":
        return False
    name = type(item).__name__
    if name == "AutoString":
        return "sa.String()"
    if type(item).__module__ == columns.__name__:
        autogen.imports.add("from assistant.store import columns")
        return f"columns.{name}()"
    return False


connection = context.config.attributes["connection"]
if connection is None:
    raise RuntimeError("migrations run on a connection: see assistant.store.upgrading")
context.configure(connection=connection, target_metadata=whole_metadata(), render_item=render_item)
context.run_migrations()
