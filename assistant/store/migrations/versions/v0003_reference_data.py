"""What comes from elsewhere: the KBO's open data, a coordinator's list, statements that were sent in.

Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

from assistant.store import columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "kbo_address",
        sa.Column("load", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("zipcode", sa.String(), nullable=True),
        sa.Column("municipality_nl", sa.String(), nullable=True),
        sa.Column("municipality_fr", sa.String(), nullable=True),
        sa.Column("street_nl", sa.String(), nullable=True),
        sa.Column("street_fr", sa.String(), nullable=True),
        sa.Column("house_number", sa.String(), nullable=True),
        sa.Column("box", sa.String(), nullable=True),
        sa.Column("struck_off", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("load", "entity", "kind", name=op.f("pk_kbo_address")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kbo_code",
        sa.Column("load", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("load", "category", "code", "language", name=op.f("pk_kbo_code")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kbo_enterprise",
        sa.Column("load", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("situation", sa.String(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("load", "number", name=op.f("pk_kbo_enterprise")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kbo_establishment",
        sa.Column("load", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("load", "number", name=op.f("pk_kbo_establishment")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_kbo_establishment_load_enterprise", "kbo_establishment", ["load", "enterprise"], unique=False)
    op.create_table(
        "kbo_load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("extract_number", sa.Integer(), nullable=False),
        sa.Column("extract_date", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("started_at", columns.Moment(), nullable=False),
        sa.Column("finished_at", columns.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kbo_load")),
    )
    op.create_table(
        "kbo_name",
        sa.Column("load", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("load", "entity", "kind", "language", "name", name=op.f("pk_kbo_name")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kbo_stopped",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("noticed", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_kbo_stopped")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "listed_application",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", "application", name=op.f("pk_listed_application")),
    )
    op.create_index("ix_listed_application_application", "listed_application", ["application"], unique=False)
    op.create_table(
        "listed_facility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("hco", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_facility")),
        sa.UniqueConstraint("enterprise", "hco", "type", name=op.f("uq_listed_facility_enterprise_hco_type")),
    )
    op.create_table(
        "listed_organisation",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("telephone", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("others", columns.SealedJson(), nullable=False),
        sa.CheckConstraint("length(number) = 10", name=op.f("ck_listed_organisation_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listed_organisation")),
    )
    op.create_index(op.f("ix_listed_organisation_sector"), "listed_organisation", ["sector"], unique=False)
    op.create_table(
        "received_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=True),
        sa.Column("users", sa.Integer(), nullable=False),
        sa.Column("users_ready", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("next", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("received_at", columns.Moment(), nullable=False),
        sa.CheckConstraint("length(enterprise) = 10", name=op.f("ck_received_statement_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_statement")),
        sa.UniqueConstraint("enterprise", "application", "at", name=op.f("uq_received_statement_enterprise_application_at")),
    )
    op.create_index(
        "uq_received_statement_newest",
        "received_statement",
        ["enterprise", "application"],
        unique=True,
        sqlite_where=sa.text("newest"),
        postgresql_where=sa.text("newest"),
    )
