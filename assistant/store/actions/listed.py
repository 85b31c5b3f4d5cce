"""The enterprise's own lists of people: legal representatives, employees, who has a role inside Heracles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from assistant.store.actions.deed import Deed
from assistant.store.tables import ListedPerson, Person, id_of


def listed(deed: Deed, name: str) -> list[Person]:
    """Return the people on a list, in order."""
    query = (
        select(Person)
        .join(ListedPerson, col(ListedPerson.person_id) == Person.id)
        .where(ListedPerson.enterprise_id == deed.enterprise_id, ListedPerson.listed_as == name)
    )
    return list(deed.tx.exec(query.order_by(col(ListedPerson.position))))


def list_people(deed: Deed, name: str, people: Iterable[Person] | None) -> None:
    """Make a list hold just these people; None: who is on it is not known."""
    wanted = [id_of(person) for person in people or ()]
    present = {}
    for row in deed.tx.exec(
        select(ListedPerson).where(ListedPerson.enterprise_id == deed.enterprise_id, ListedPerson.listed_as == name)
    ):
        if row.person_id in wanted:
            present[row.person_id] = row
        else:
            deed.remove(row)
    for position, person_id in enumerate(wanted):
        if person_id in present:
            present[person_id].position = position
        else:
            common = {"enterprise_id": deed.enterprise_id, "position": position}
            deed.add(ListedPerson(listed_as=name, person_id=person_id, **common))
    setattr(deed.enterprise, f"{name}_known", people is not None)
