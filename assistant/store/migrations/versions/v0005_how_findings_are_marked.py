"""How the findings of a row of the overview are marked; of rows that are there already it is not known.

Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    op.add_column("board_row", sa.Column("signs", sa.JSON(none_as_null=True), nullable=True))
