"""The versions of the store's schema: constants, so that opening a store needs no alembic.

A test holds that they are alembic's own. A new migration adds its revision here.
"""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every revision this program knows, oldest first."""

HEAD = REVISIONS[-1]

VERSION_QUERY = "SELECT version_num FROM alembic_version"

VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""The table in which alembic keeps the version."""
