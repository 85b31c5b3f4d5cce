"""The names and fields of what a step may read from the store; the reading itself is `store_facts`, which loads SQLModel."""

from __future__ import annotations

from collections.abc import Mapping

READINGS: Mapping[str, tuple[str, ...]] = {
    "enterprise": ("known", "name", "has_wv"),
    "kbo": ("standing", "day", "name", "line", "situation"),
    "htb": ("status", "insz", "name"),
    "capacity": ("state", "email", "manager", "manager_name", "applications"),
    "unit": ("state", "applications"),
    "units": ("subdivisions", "sites", "names", "missing"),
    "plan": ("subdivisions", "people", "names"),
    "leftovers": ("any", "users", "units", "registrations"),
    "user": ("state", "known", "username", "applications", "functions", "surname", "first_name", "email", "doctor"),
    "companions": ("missing",),
    "people": ("number",),
    "found": ("number", "people", "insz"),
    "somebody": ("known", "surname", "first_name", "email"),
    "standing": (
        "known",
        "surname",
        "first_name",
        "email",
        "username",
        "registrations",
        "roles",
        "groups",
        "expected",
        "outside",
        "keys",
        "names",
        "held",
        "colleagues",
    ),
    "places": ("units", "capacities", "keys"),
    "openings": ("functions", "relogin"),
}
"""`store.<name>.<field>` in a flow. docs/writing-a-guide.md says what each means."""

_PERSON = ("insz", "surname", "first_name", "email", "doctor", "username", "function")
_PLACE = ("number", "key", "capacity", "unit", "level", "name", "line", "email", "kept")
_OFFER = ("number", "name", "label", "judged")

ITEMS: Mapping[str, tuple[str, ...]] = {
    "store.leftovers.registrations": ("person", "name", "unit", "unit_name"),
    "store.plan.people": _PERSON,
    "store.plan.subdivisions": ("number", "ref", "name", "hco", "email", "sites", "people", "names"),
    "store.plan.subdivisions.people": _PERSON,
    "store.plan.subdivisions.sites": ("number", "ref", "name", "hco", "email", "people", "names"),
    "store.plan.subdivisions.sites.people": _PERSON,
    "store.found.people": ("number", "insz", "line"),
    "store.standing.registrations": (
        *_PLACE,
        "username",
        "status",
        "state",
        "applications",
        "functions",
        "function",
        "offers",
        "ticked",
    ),
    "store.standing.registrations.offers": _OFFER,
    "store.standing.registrations.ticked": _OFFER,
    "store.standing.roles": ("number", "key", "role", "title", "status", "capacity", "unit", "level", "name", "kept"),
    "store.standing.groups": (*_PLACE, "function", "responsible", "own"),
    "store.standing.expected": ("number", "application", "capacity", "unit"),
    "store.standing.outside": ("number", "application", "who", "listed"),
    "store.places.units": (*_PLACE, "offers"),
    "store.places.units.offers": _OFFER,
    "store.places.capacities": _PLACE,
    "store.openings.functions": ("number", "name"),
}
"""The lists among them, with the fields of their items."""
