"""The rows of one enterprise from its access tree: the way back of `document`.

The rows have ids of their own, counted from 1 in each table, that mean nothing outside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from assistant.domain.vocabulary import Level
from assistant.store.exchange.document import Document
from assistant.store.exchange.rows import Rows, Values, no_rows
from assistant.store.exchange.unit_path import joined, step

_LISTS = ("legal_representatives", "employees")


def rows_from(tree: Document) -> Rows:
    """Return the rows of a tree in its normal form (`form.checked` gives that)."""
    return _Planter(tree).rows


class _Planter:
    """Adds row after row; ids are handed out in passing."""

    def __init__(self, tree: Document) -> None:
        self.rows = no_rows()
        about, external = tree["enterprise"], tree["external"]
        lists = {name: about[name] for name in _LISTS} | {"heracles_roles": external["heracles_roles"]}
        self._enterprise_id = self._add(
            "enterprise",
            number=about["number"],
            name=about["name"],
            sector=about.get("sector"),
            head_radiologist_reported=external["head_radiologist_reported"],
            version=0,
            **{f"{name}_known": people is not None for name, people in lists.items()},
        )
        self._people: dict[str, int] = {}
        for position, person in enumerate(tree["people"]):
            self._people[person["insz"]] = self._under("person", position, **person)
        for name, people in lists.items():
            for position, insz in enumerate(people or ()):
                self._under("listed_person", position, listed_as=name, person_id=self._people[insz])
        self._managers(None, tree["managers"])
        for position, capacity in enumerate(tree["capacities"]):
            self._capacity(position, capacity)
        for position, entry in enumerate(tree["expected"]):
            self._expected(position, entry)
        for position, unit in enumerate(tree.get("planned_units", ())):
            self._under("planned_unit", position, **unit)
        for position, seen in enumerate(tree.get("observations", ())):
            self._observation(position, seen)

    def _add(self, table: str, **values: Any) -> int:
        rows = self.rows[table]
        row_id = len(rows) + 1
        rows[row_id] = values
        return row_id

    def _under(self, table: str, position: int, **values: Any) -> int:
        return self._add(table, enterprise_id=self._enterprise_id, position=position, **values)

    def _managers(self, unit_id: int | None, managers: Iterable[Document]) -> None:
        for position, manager in enumerate(managers):
            self._under(
                "manager",
                position,
                unit_id=unit_id,
                person_id=self._people[manager["person"]],
                role=manager["role"],
                status=manager["status"],
                state=manager.get("state", "confirmed"),
                since=_day(manager["since"]),
            )

    def _capacity(self, position: int, capacity: Document) -> None:
        technical_user = capacity.get("technical_user")
        row_id = self._unit(
            position,
            capacity,
            level=Level.CAPACITY,
            parent_id=None,
            capacity=capacity["name"],
            path="",
            type=None,
            name=None,
            hco=None,
            technical_user_id=self._people[technical_user] if technical_user else None,
        )
        below = {"capacity": capacity["name"], "capacity_id": row_id, "technical_user_id": None}
        paths = {"": row_id}
        for number, subdivision in enumerate(capacity["subdivisions"]):
            path = step(subdivision["hco"], subdivision["name"])
            unit_id = self._unit(
                number,
                subdivision,
                level=Level.SUBDIVISION,
                parent_id=row_id,
                path=path,
                status=subdivision.get("status", "active"),
                **_facility(subdivision),
                **below,
            )
            paths.setdefault(path, unit_id)
            for place, site in enumerate(subdivision["sites"]):
                site_path = joined(path, step(site["hco"], site["name"]))
                site_id = self._unit(
                    place, site, level=Level.SITE, parent_id=unit_id, path=site_path, **_facility(site), **below
                )
                paths.setdefault(site_path, site_id)
        for number, responsibility in enumerate(capacity.get("responsibilities", ())):
            self._responsibility(number, responsibility, paths)

    def _unit(self, position: int, unit: Document, **values: Any) -> int:
        row_id = self._under(
            "unit",
            position,
            email=unit["email"],
            state=unit["state"],
            created_at=_moment(unit["created_at"]),
            **({"status": "active"} | values),
        )
        self.rows["unit"][row_id].setdefault("capacity_id", row_id)
        self._managers(row_id, unit["managers"])
        for place, application in enumerate(unit["applications"]):
            self._under("unit_tick", place, unit_id=row_id, application=application)
        for place, user in enumerate(unit["users"]):
            self._user(place, row_id, user)
        return row_id

    def _user(self, position: int, unit_id: int, user: Document) -> None:
        row_id = self._under(
            "registration",
            position,
            unit_id=unit_id,
            person_id=self._people[user["person"]],
            username=user["username"],
            email=user["email"],
            local_email=user.get("local_email"),
            status=user["status"],
            state=user.get("state", "confirmed"),
            changed_at=_moment(user["changed_at"]),
        )
        for place, application in enumerate(user["applications"]):
            self._under("registration_tick", place, registration_id=row_id, application=application)
        for place, function in enumerate(user["functions"]):
            self._under(
                "function_given",
                place,
                registration_id=row_id,
                function=function["function"],
                first_day=_day(function["start"]),
                last_day=_day(function["end"]),
                changed_at=_moment(function["changed_at"]),
            )

    def _responsibility(self, position: int, group: Document, paths: dict[str, int]) -> None:
        row_id = self._under(
            "responsibility",
            position,
            unit_id=paths[group["unit"]],
            function=group["function"],
            responsible_id=self._people[group["responsible"]],
        )
        for place, insz in enumerate(group["coworkers"]):
            self._under("coworker", place, responsibility_id=row_id, person_id=self._people[insz])

    def _expected(self, position: int, entry: Document) -> None:
        where = {name: entry.get(name) for name in ("unit", "capacity", "function")}
        person_id = self._people[entry["person"]]
        self._under("expected_access", position, person_id=person_id, application=entry["application"], **where)

    def _observation(self, position: int, seen: Document) -> None:
        where = {name: seen.get(name) for name in ("capacity", "unit")}
        person_id = self._people[seen["person"]] if seen.get("person") else None
        at = _moment(seen["at"])
        self._under("observation", position, code=seen["code"], at=at, person_id=person_id, **where)


def _facility(unit: Document) -> Values:
    return {name: unit[name] for name in ("type", "name", "hco")}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
