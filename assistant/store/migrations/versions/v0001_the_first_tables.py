"""The first tables.

Follows: nothing
"""

import sqlalchemy as sa
from alembic import op

from assistant.store import columns

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("guide", sa.String(), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("started_at", columns.Moment(), nullable=False),
        sa.Column("updated_at", columns.Moment(), nullable=False),
        sa.Column("finished_at", columns.Moment(), nullable=True),
        sa.Column("frontier", columns.SealedJson(), nullable=True),
        sa.Column("progress", columns.SealedJson(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index(op.f("ix_conversation_enterprise"), "conversation", ["enterprise"], unique=False)
    op.create_index("ix_conversation_finished_at_updated_at", "conversation", ["finished_at", "updated_at"], unique=False)
    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("legal_representatives_known", sa.Boolean(), nullable=False),
        sa.Column("employees_known", sa.Boolean(), nullable=False),
        sa.Column("heracles_roles_known", sa.Boolean(), nullable=False),
        sa.Column("head_radiologist_reported", sa.Boolean(), nullable=True),
        sa.CheckConstraint("length(number) = 10", name=op.f("ck_enterprise_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprise")),
        sa.UniqueConstraint("number", name=op.f("uq_enterprise_number")),
    )
    op.create_index(op.f("ix_enterprise_sector"), "enterprise", ["sector"], unique=False)
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("actor_role", sa.String(), nullable=True),
        sa.Column("actor_person", columns.Insz(), nullable=True),
        sa.Column("request", columns.SealedJson(), nullable=True),
        sa.Column("changes", columns.PackedJson(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
    )
    op.create_index(op.f("ix_ledger_entry_conversation"), "ledger_entry", ["conversation"], unique=False)
    op.create_index(
        "ix_ledger_entry_enterprise_actor_person_action",
        "ledger_entry",
        ["enterprise", "actor_person", "action"],
        unique=False,
    )
    op.create_index("ix_ledger_entry_enterprise_id", "ledger_entry", ["enterprise", "id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "conversation_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("answer", columns.SealedJson(), nullable=True),
        sa.Column("facts", columns.SealedJson(), nullable=True),
        sa.Column("action_ids", columns.SealedJson(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_conversation_event_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_event")),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f("uq_conversation_event_conversation_id_seq")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("insz", columns.Insz(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("doctor", sa.Boolean(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_person_enterprise_id_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("enterprise_id", "insz", name=op.f("uq_person_enterprise_id_insz")),
    )
    op.create_index(op.f("ix_person_insz"), "person", ["insz"], unique=False)
    op.create_table(
        "planned_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_planned_unit_enterprise_id_enterprise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_unit")),
    )
    op.create_index(op.f("ix_planned_unit_enterprise_id"), "planned_unit", ["enterprise_id"], unique=False)
    op.create_table(
        "expected_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=True),
        sa.Column("function", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_expected_access_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_expected_access_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_access")),
    )
    op.create_index(op.f("ix_expected_access_enterprise_id"), "expected_access", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_expected_access_person_id"), "expected_access", ["person_id"], unique=False)
    op.create_table(
        "listed_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("listed_as", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "listed_as IN ('legal_representatives', 'employees', 'heracles_roles')", name=op.f("ck_listed_person_listed_as")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_listed_person_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_listed_person_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_person")),
        sa.UniqueConstraint(
            "enterprise_id", "listed_as", "person_id", name=op.f("uq_listed_person_enterprise_id_listed_as_person_id")
        ),
    )
    op.create_index(op.f("ix_listed_person_person_id"), "listed_person", ["person_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_observation_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_observation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_enterprise_id"), "observation", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_observation_person_id"), "observation", ["person_id"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("capacity_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("hco", sa.String(), nullable=True),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", columns.Moment(), nullable=True),
        sa.Column("technical_user_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("(level = 'capacity') = (parent_id IS NULL)", name=op.f("ck_unit_parent")),
        sa.CheckConstraint(
            "level <> 'capacity' OR (type IS NULL AND hco IS NULL AND path = '')", name=op.f("ck_unit_capacity")
        ),
        sa.CheckConstraint("level = 'capacity' OR (type IS NOT NULL AND name IS NOT NULL)", name=op.f("ck_unit_facility")),
        sa.CheckConstraint("level = 'capacity' OR technical_user_id IS NULL", name=op.f("ck_unit_technical_user")),
        sa.CheckConstraint("level = 'subdivision' OR status = 'active'", name=op.f("ck_unit_blocked")),
        sa.CheckConstraint("level IN ('capacity', 'subdivision', 'site')", name=op.f("ck_unit_level")),
        sa.CheckConstraint("state IN ('saved', 'confirmed')", name=op.f("ck_unit_state")),
        sa.CheckConstraint("status IN ('active', 'blocked')", name=op.f("ck_unit_status")),
        sa.ForeignKeyConstraint(["capacity_id"], ["unit.id"], name=op.f("fk_unit_capacity_id_unit")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_unit_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.ForeignKeyConstraint(["technical_user_id"], ["person.id"], name=op.f("fk_unit_technical_user_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("parent_id", "type", "hco", name=op.f("uq_unit_parent_id_type_hco")),
    )
    op.create_index(op.f("ix_unit_capacity_id"), "unit", ["capacity_id"], unique=False)
    op.create_index("ix_unit_enterprise_id_capacity_path", "unit", ["enterprise_id", "capacity", "path"], unique=False)
    op.create_index(op.f("ix_unit_technical_user_id"), "unit", ["technical_user_id"], unique=False)
    op.create_index(
        "uq_unit_one_capacity",
        "unit",
        ["enterprise_id", "capacity"],
        unique=True,
        sqlite_where=sa.text("level = 'capacity'"),
        postgresql_where=sa.text("level = 'capacity'"),
    )
    op.create_table(
        "manager",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("(role IN ('HTB', 'co-HTB')) = (unit_id IS NULL)", name=op.f("ck_manager_place")),
        sa.CheckConstraint("role IN ('HTB', 'co-HTB', 'TB', 'co-TB', 'SB')", name=op.f("ck_manager_role")),
        sa.CheckConstraint("state IN ('saved', 'confirmed')", name=op.f("ck_manager_state")),
        sa.CheckConstraint("status IN ('active', 'blocked', 'left')", name=op.f("ck_manager_status")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_manager_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_manager_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_manager_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manager")),
    )
    op.create_index(op.f("ix_manager_enterprise_id"), "manager", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_manager_person_id"), "manager", ["person_id"], unique=False)
    op.create_index(op.f("ix_manager_unit_id"), "manager", ["unit_id"], unique=False)
    op.create_index(
        "uq_manager_one_htb",
        "manager",
        ["enterprise_id"],
        unique=True,
        sqlite_where=sa.text("role = 'HTB' AND status = 'active' AND state = 'confirmed'"),
        postgresql_where=sa.text("role = 'HTB' AND status = 'active' AND state = 'confirmed'"),
    )
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("local_email", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", columns.Moment(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('saved', 'confirmed')", name=op.f("ck_registration_state")),
        sa.CheckConstraint("status IN ('Actief', 'Geblokkeerd')", name=op.f("ck_registration_status")),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_registration_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_registration_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("unit_id", "person_id", name=op.f("uq_registration_unit_id_person_id")),
    )
    op.create_index(op.f("ix_registration_enterprise_id"), "registration", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_registration_person_id"), "registration", ["person_id"], unique=False)
    op.create_index(op.f("ix_registration_username"), "registration", ["username"], unique=False)
    op.create_table(
        "responsibility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_responsibility_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_responsibility_responsible_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_responsibility_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responsibility")),
    )
    op.create_index(op.f("ix_responsibility_enterprise_id"), "responsibility", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_responsibility_responsible_id"), "responsibility", ["responsible_id"], unique=False)
    op.create_index(op.f("ix_responsibility_unit_id"), "responsibility", ["unit_id"], unique=False)
    op.create_table(
        "unit_tick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_unit_tick_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_tick_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_tick")),
        sa.UniqueConstraint("unit_id", "application", name=op.f("uq_unit_tick_unit_id_application")),
    )
    op.create_index(op.f("ix_unit_tick_enterprise_id"), "unit_tick", ["enterprise_id"], unique=False)
    op.create_table(
        "coworker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("responsibility_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.id"], name=op.f("fk_coworker_enterprise_id_enterprise")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_coworker_person_id_person")),
        sa.ForeignKeyConstraint(
            ["responsibility_id"], ["responsibility.id"], name=op.f("fk_coworker_responsibility_id_responsibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coworker")),
        sa.UniqueConstraint("responsibility_id", "person_id", name=op.f("uq_coworker_responsibility_id_person_id")),
    )
    op.create_index(op.f("ix_coworker_enterprise_id"), "coworker", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_coworker_person_id"), "coworker", ["person_id"], unique=False)
    op.create_table(
        "function_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("changed_at", columns.Moment(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_function_given_days")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_function_given_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_function_given_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_function_given")),
    )
    op.create_index(op.f("ix_function_given_enterprise_id"), "function_given", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_function_given_registration_id"), "function_given", ["registration_id"], unique=False)
    op.create_table(
        "registration_tick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.id"], name=op.f("fk_registration_tick_enterprise_id_enterprise")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_registration_tick_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_tick")),
        sa.UniqueConstraint("registration_id", "application", name=op.f("uq_registration_tick_registration_id_application")),
    )
    op.create_index(op.f("ix_registration_tick_enterprise_id"), "registration_tick", ["enterprise_id"], unique=False)
