"""Indexes on names and HCO numbers, by which an enterprise, a person or a unit is found.

Follows: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"

_INDEXES = (("enterprise", "name"), ("person", "surname"), ("person", "first_name"), ("unit", "name"), ("unit", "hco"))


def upgrade() -> None:
    """Apply."""
    for table, column in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
