"""An access tree (`access-tree/1`, interface §2) from the rows of one enterprise.

Keys stand in the order of the interface. What the interface calls further optional keys is left out where it holds
its default, so that a tree that never had them comes back as it went in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from assistant.store.exchange.rows import Rows, Values

FORMAT = "access-tree/1"

Document = dict[str, Any]


def document(rows: Rows) -> Document:
    """Return the tree of the one enterprise in `rows`."""
    return _Writer(rows).document()


class _Writer:
    """Rows grouped by what they stand under, each group in its order."""

    def __init__(self, rows: Rows) -> None:
        (self._enterprise,) = rows["enterprise"].values()
        self._rows = rows
        self._insz = {row_id: row["insz"] for row_id, row in rows["person"].items()}
        self._units = self._under("unit", "parent_id")
        self._managers = self._under("manager", "unit_id")
        self._unit_ticks = self._under("unit_tick", "unit_id")
        self._users = self._under("registration", "unit_id")
        self._user_ticks = self._under("registration_tick", "registration_id")
        self._functions = self._under("function_given", "registration_id")
        self._coworkers = self._under("coworker", "responsibility_id")
        self._listed = self._under("listed_person", "listed_as")
        self._responsibilities = defaultdict(list)
        for row_id, row in _ordered(rows["responsibility"].items()):
            self._responsibilities[rows["unit"][row["unit_id"]]["capacity_id"]].append((row_id, row))

    def _under(self, table: str, owner: str) -> dict[Any, list[tuple[int, Values]]]:
        groups = defaultdict(list)
        for row_id, row in _ordered(self._rows[table].items()):
            groups[row[owner]].append((row_id, row))
        return groups

    def document(self) -> Document:
        extra = {
            "planned_units": [_planned(row) for _, row in _ordered(self._rows["planned_unit"].items())],
            "observations": [self._observation(row) for _, row in _ordered(self._rows["observation"].items())],
        }
        return {
            "format": FORMAT,
            "enterprise": self._about(),
            "people": [_person(row) for _, row in _ordered(self._rows["person"].items())],
            "managers": self._managers_of(None),
            "capacities": [self._capacity(row_id, row) for row_id, row in self._units[None]],
            "expected": [self._expected(row) for _, row in _ordered(self._rows["expected_access"].items())],
            "external": {
                "head_radiologist_reported": self._enterprise["head_radiologist_reported"],
                "heracles_roles": self._list("heracles_roles"),
            },
            **_unless_default(extra, {"planned_units": [], "observations": []}),
        }

    def _about(self) -> Document:
        return {
            "number": self._enterprise["number"],
            "name": self._enterprise["name"],
            **_unless_default({"sector": self._enterprise["sector"]}, {"sector": None}),
            "legal_representatives": self._list("legal_representatives"),
            "employees": self._list("employees"),
        }

    def _list(self, name: str) -> list[str] | None:
        if not self._enterprise[f"{name}_known"]:
            return None
        return [self._insz[row["person_id"]] for _, row in self._listed[name]]

    def _managers_of(self, unit_id: int | None) -> list[Document]:
        return [
            {
                "role": row["role"],
                "person": self._insz[row["person_id"]],
                "status": row["status"],
                "since": _day(row["since"]),
                **_unless_default({"state": row["state"]}, {"state": "confirmed"}),
            }
            for _, row in self._managers[unit_id]
        ]

    def _capacity(self, row_id: int, row: Values) -> Document:
        technical_user = self._insz.get(row["technical_user_id"])
        responsibilities = [self._responsibility(*found) for found in self._responsibilities[row_id]]
        return {
            "name": row["capacity"],
            "state": row["state"],
            "email": row["email"],
            **self._inside(row_id, row),
            "subdivisions": [self._subdivision(*found) for found in self._units[row_id]],
            **_unless_default(
                {"technical_user": technical_user, "responsibilities": responsibilities},
                {"technical_user": None, "responsibilities": []},
            ),
        }

    def _subdivision(self, row_id: int, row: Values) -> Document:
        return {
            **_facility(row),
            **self._inside(row_id, row),
            "sites": [{**_facility(site), **self._inside(site_id, site)} for site_id, site in self._units[row_id]],
            **_unless_default({"status": row["status"]}, {"status": "active"}),
        }

    def _inside(self, row_id: int, row: Values) -> Document:
        """Return what a capacity, a sub-division and a site all hold."""
        return {
            "created_at": _moment(row["created_at"]),
            "managers": self._managers_of(row_id),
            "applications": [tick["application"] for _, tick in self._unit_ticks[row_id]],
            "users": [self._user(*found) for found in self._users[row_id]],
        }

    def _user(self, row_id: int, row: Values) -> Document:
        return {
            "person": self._insz[row["person_id"]],
            "username": row["username"],
            "email": row["email"],
            "status": row["status"],
            "applications": [tick["application"] for _, tick in self._user_ticks[row_id]],
            "changed_at": _moment(row["changed_at"]),
            "functions": [_function(function) for _, function in self._functions[row_id]],
            **_unless_default(
                {"local_email": row["local_email"], "state": row["state"]}, {"local_email": None, "state": "confirmed"}
            ),
        }

    def _responsibility(self, row_id: int, row: Values) -> Document:
        return {
            "function": row["function"],
            "unit": self._rows["unit"][row["unit_id"]]["path"],
            "responsible": self._insz[row["responsible_id"]],
            "coworkers": [self._insz[coworker["person_id"]] for _, coworker in self._coworkers[row_id]],
        }

    def _expected(self, row: Values) -> Document:
        where = {name: row[name] for name in ("unit", "capacity", "function")}
        return {
            "person": self._insz[row["person_id"]],
            "application": row["application"],
            **_unless_default(where, dict.fromkeys(where)),
        }

    def _observation(self, row: Values) -> Document:
        where = {"capacity": row["capacity"], "unit": row["unit"], "person": self._insz.get(row["person_id"])}
        return {"code": row["code"], "at": _moment(row["at"]), **_unless_default(where, dict.fromkeys(where))}


def _ordered(rows: Iterable[tuple[int, Values]]) -> list[tuple[int, Values]]:
    return sorted(rows, key=lambda found: (found[1].get("position", 0), found[0]))


def _unless_default(values: Document, defaults: Document) -> Document:
    return {name: value for name, value in values.items() if value != defaults[name]}


def _person(row: Values) -> Document:
    return {name: row[name] for name in ("insz", "surname", "first_name", "email", "language", "title", "doctor")}


def _facility(row: Values) -> Document:
    return {name: row[name] for name in ("type", "name", "hco", "email", "state")}


def _function(row: Values) -> Document:
    return {
        "function": row["function"],
        "start": _day(row["first_day"]),
        "end": _day(row["last_day"]),
        "changed_at": _moment(row["changed_at"]),
    }


def _planned(row: Values) -> Document:
    return {name: row[name] for name in ("capacity", "unit", "name", "type", "email")}


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
