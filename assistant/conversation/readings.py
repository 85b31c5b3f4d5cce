"""The names and fields of what a step may read from the store; the reading itself is `store_facts`, which loads SQLModel."""

from __future__ import annotations

from collections.abc import Mapping

READINGS: Mapping[str, tuple[str, ...]] = {
    "enterprise": ("known", "name", "has_wv"),
    "htb": ("status", "insz", "name"),
    "capacity": ("state", "email", "manager", "manager_name", "applications"),
    "unit": ("state", "applications"),
    "units": ("subdivisions", "sites", "names", "missing"),
    "plan": ("subdivisions", "people", "names"),
    "leftovers": ("any", "users", "units", "registrations"),
    "user": ("state", "known", "username", "applications", "functions", "surname", "first_name", "email", "doctor"),
    "people": ("number",),
}
"""`store.<name>.<field>` in a flow. docs/writing-a-guide.md says what each means."""

_PERSON = ("insz", "surname", "first_name", "email", "doctor", "username", "function")

ITEMS: Mapping[str, tuple[str, ...]] = {
    "store.leftovers.registrations": ("person", "name", "unit", "unit_name"),
    "store.plan.people": _PERSON,
    "store.plan.subdivisions": ("number", "ref", "name", "hco", "email", "sites", "people", "names"),
    "store.plan.subdivisions.people": _PERSON,
    "store.plan.subdivisions.sites": ("number", "ref", "name", "hco", "email", "people", "names"),
    "store.plan.subdivisions.sites.people": _PERSON,
}
"""The lists among them, with the fields of their items."""
