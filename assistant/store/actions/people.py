"""People as actions meet them: described already, or with the action itself."""

from __future__ import annotations

from assistant.domain.words import words
from assistant.store.actions.deed import Deed, no_person
from assistant.store.tables import Person

FIELDS = ("surname", "first_name", "email", "language", "title", "doctor")


def can_be_described(deed: Deed) -> None:
    """Refuse someone of whom nothing is known, not even from the action itself."""
    if deed.person is None and not (deed.data.get("surname") and deed.data.get("first_name")):
        raise no_person()


def described_person(deed: Deed) -> Person:
    """Return the action's person, adding who is new to the enterprise. Raises `Refusal`.

    What the action says otherwise about someone known is not taken over: that is `person.describe`.
    """
    can_be_described(deed)
    if deed.person is None:
        known = {name: deed.data[name] for name in FIELDS if name in deed.data}
        deed.person = deed.add(
            Person(
                enterprise_id=deed.enterprise_id,
                insz=deed.asked.person or "",
                position=deed.next_position(Person),
                **known,
            )
        )
        return deed.person
    for name in ("surname", "first_name"):
        if deed.data.get(name) not in (None, getattr(deed.person, name)):
            deed.warn(
                "person.other-name",
                words("Deze persoon is bekend onder een andere naam: {known}. Die is gebleven."),
                known=f"{deed.person.first_name} {deed.person.surname}",
            )
            break
    return deed.person
