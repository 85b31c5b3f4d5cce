"""The rows of the overview of all organisations, and the sums of its readings.

Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

from assistant.store import columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "board_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_reading")),
    )
    op.create_table(
        "board_row",
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("stage_rank", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=True),
        sa.Column("users", sa.Integer(), nullable=False),
        sa.Column("users_ready", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("codes", sa.String(), nullable=False),
        sa.Column("next", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reading", "enterprise", "application", name=op.f("pk_board_row")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_board_row_name", "board_row", ["reading", "name_key", "enterprise", "application"], unique=False)
    op.create_index("ix_board_row_stage", "board_row", ["reading", "stage_rank", "enterprise", "application"], unique=False)
