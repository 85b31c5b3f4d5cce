"""A list of users from the portal, exported or pasted: people in roles, users and the managers among them (T7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.lexicon import lexicon, term_for
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import insz
from assistant.domain.people import username
from assistant.domain.typed import one_line
from assistant.domain.vocabulary import Role, UserStatus
from assistant.domain.words import words
from assistant.store.exchange import labels
from assistant.store.portal.place import PortalPlace, place_of
from assistant.store.portal.tables import Table, columns_of, find_table


@dataclass(frozen=True, slots=True)
class PortalUser:
    """A row. `role` is `Role.USER` for a user; `line` counts from 1. What the list does not say is None."""

    line: int
    insz: str
    surname: str
    first_name: str
    role: Role
    status: str
    username: str | None = None
    email: str | None = None

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class PortalList:
    """What was read. `columns` says by heading what it was taken for (None: left); `refused` holds rows by line."""

    place: PortalPlace
    users: tuple[PortalUser, ...]
    columns: Mapping[str, str | None]
    refused: tuple[tuple[int, Malformed], ...]


def is_portal_list(text: str) -> bool:
    """Tell whether a text that somebody pasted holds a list of users with their numbers."""
    try:
        table = find_table(text.encode("utf-8", "replace"), {})
        return table is not None and "insz" in columns_of(table.headings, {})
    except Malformed:
        return False


def read_portal_list(content: bytes, told: Mapping[str, str] | None = None) -> PortalList:
    """Read an exported file or a pasted screen. `told` maps headings that are not known to fields.

    Raises `Malformed` when it holds no list of users, or one without INSZ numbers.
    """
    table = find_table(content, told or {})
    if table is None:
        raise Malformed(
            "no-users",
            words(
                "Hier staat geen lijst van gebruikers in. Kopieer het scherm met de koppen erbij (Naam, Voornaam, "
                "Gebruikersnaam, Type, INSZ, Status), of geef het bestand dat het portaal uitvoerde."
            ),
        )
    fields = columns_of(table.headings, told or {})
    if "insz" not in fields:
        raise Malformed(
            "no-insz",
            words('Geen kolom met het INSZ. De koppen zijn: {headings}. Zeg welke het is: --column "Kop=insz".'),
            headings=", ".join(table.headings)[:300],
        )
    return _read(table, fields)


def _read(table: Table, fields: Mapping[str, str]) -> PortalList:
    users: dict[tuple[str, Role], PortalUser] = {}
    refused = list(table.refused)
    for row in table.rows:
        cells = {field: row.cells[heading] for field, heading in fields.items()}
        try:
            one = _user(row.number, cells)
            if (one.insz, one.role) in users:
                raise Malformed("twice", words("Deze persoon staat al hoger in de lijst."))
            users[one.insz, one.role] = one
        except Malformed as fault:
            refused.append((row.number, fault))
    named = {heading: field for field, heading in fields.items()}
    columns = {heading: named.get(heading) for heading in table.headings}
    return PortalList(place_of(table.above), tuple(users.values()), columns, tuple(sorted(refused, key=lambda one: one[0])))


def _user(line: int, cells: Mapping[str, str]) -> PortalUser:
    """Read one row. Raises `Malformed`."""
    name, first_name = cells.get("surname", ""), cells.get("first_name", "")
    if not cells["insz"]:
        raise Malformed(
            "no-insz",
            words("Bij {name} staat geen INSZ. Zonder nummer is niet zeker wie het is."),
            name=f"{first_name} {name}",
        )
    return PortalUser(
        line,
        insz(cells["insz"]),
        one_line(name) if name else "",  # what the portal shows is how it knows someone: no stricter than that
        one_line(first_name) if first_name else "",
        _role(cells.get("user_type", "")),
        _status(cells.get("status", "")),
        username(cells["username"].lower()) if cells.get("username") else None,
        labels.address(one_line(cells["email"])) if cells.get("email") else None,
    )


def _role(text: str) -> Role:
    """Return what a type stands for (T7: LB, SB, USER, …); without a type it is a user. Raises `Malformed`."""
    if not text:
        return Role.USER
    term = term_for(text)
    if term is lexicon()["gebruiker"]:
        return Role.USER
    roles = {role.value: role for role in (Role.TB, Role.CO_TB, Role.SB)}
    if term is None or term.short not in roles:
        raise Malformed(
            "unknown-type",
            words("Het type '{given}' ken ik niet in een lijst van gebruikers. Mogelijk: USER, LB, SB."),
            given=text[:40],
        )
    return roles[term.short]


def _status(text: str) -> str:
    if not text:
        return UserStatus.ACTIVE.value
    return labels.one_of(UserStatus)(text)
