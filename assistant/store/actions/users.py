"""Users: people registered on a unit (T7, A8, N1)."""

from __future__ import annotations

from sqlmodel import col, select

from assistant.domain.vocabulary import State, UserStatus
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.leaving import remove_registration
from assistant.store.actions.order import need_confirmed, need_place_for_users
from assistant.store.actions.people import can_be_described, described_person
from assistant.store.actions.registry import action
from assistant.store.actions.result import Refusal
from assistant.store.actions.ticks import tick_all
from assistant.store.tables import Person, PlannedUnit, Registration, Unit, id_of


def _ready_for_new(deed: Deed) -> None:
    can_be_described(deed)
    if "email" not in deed.data and not (deed.person and deed.person.email):
        raise Refusal("invalid", words("data.email: dit ontbreekt. Het e-mailadres van een gebruiker is verplicht."))
    need_place_for_users(deed)
    _need_wrong_levels_left(deed)


def _need_wrong_levels_left(deed: Deed) -> None:
    """Refuse someone on the right level who is still a user on a wrong one: that goes first (O5)."""
    kind = deed.capacity_kind
    if deed.person is None or kind is None or not kind.wrong_levels_first or deed.need_unit().level != kind.users_on:
        return
    misplaced = (
        select(Unit.path)
        .join(Registration, col(Registration.unit_id) == Unit.id)
        .where(Unit.capacity_id == id_of(deed.need_capacity()), Unit.level != kind.users_on)
        .where(Registration.person_id == id_of(deed.person))
    )
    if (path := deed.tx.exec(misplaced).first()) is not None:
        raise Refusal(
            "not-yet",
            words("Deze persoon is nog gebruiker op een verkeerd niveau ({unit}). Verwijder hem daar eerst."),
            ["user.delete"],
            unit=path or kind.label,
        )


@action("user.register", ready=_ready_for_new)
def register(deed: Deed) -> None:
    """Add a person as user on a unit; on the wrong level too, as the portal lets people do, with a warning."""
    unit = deed.need_unit()
    if deed.registration() is not None:
        raise Refusal("exists", words("Deze persoon is hier al gebruiker."))
    username = _username(deed, deed.data.get("username"))
    person = described_person(deed)
    if deed.data.get("language"):
        person.language = deed.data["language"]
    user = deed.add(
        Registration(
            enterprise_id=deed.enterprise_id,
            unit_id=id_of(unit),
            person_id=id_of(person),
            username=username,
            email=deed.data.get("email", person.email),
            local_email=deed.data.get("local_email"),
            state=State.CONFIRMED if deed.confirmed else State.SAVED,
            changed_at=deed.at,
            position=deed.next_position(Registration, Registration.unit_id == id_of(unit)),
        )
    )
    deed.subject = id_of(unit)
    if user.email is None:
        deed.warn("user.no-email", words("Het portaal vraagt een e-mailadres van elke gebruiker. Er is er geen bewaard."))
    _warn_of_level_and_order(deed, unit)
    tick_all(deed, user, deed.data.get("applications") or ())


def _username(deed: Deed, wanted: str | None) -> str | None:
    """Return the user name to keep: one for all of a person's registrations, of nobody else, never changed (N1)."""
    own = deed.tx.exec(
        select(Registration.username)
        .join(Person, col(Person.id) == Registration.person_id)
        .where(Person.insz == deed.asked.person, col(Registration.username).is_not(None))
    ).first()
    if wanted is None or wanted == own:
        return own
    if own is not None:
        raise Refusal("exists", words("Deze persoon heeft al een gebruikersnaam. Die verandert nooit: {username}."), (),
                      username=own)  # fmt: skip
    taken = deed.tx.exec(
        select(Registration.id)
        .join(Person, col(Person.id) == Registration.person_id)
        .where(Registration.username == wanted, Person.insz != deed.asked.person)
    ).first()
    if taken is not None:
        raise Refusal(
            "exists",
            words("De gebruikersnaam {username} is al van iemand anders. Kies een andere."),
            (),
            username=wanted,
            symptom="username.taken",
        )
    return wanted


def _warn_of_level_and_order(deed: Deed, unit: Unit) -> None:
    kind = deed.capacity_kind
    if kind is None:
        return
    if kind.users_on and unit.level != kind.users_on:
        deed.warn("user.wrong-level", words("Gebruikers van deze hoedanigheid horen op een ander niveau."))
    if kind.units_before_users and _units_missing(deed):
        deed.warn(
            "order.users-before-sites",
            words("Er zijn nog eenheden te maken. Maak eerst alle subafdelingen en sites, daarna de gebruikers."),
        )


def _units_missing(deed: Deed) -> bool:
    there = select(Unit.path).where(Unit.capacity_id == id_of(deed.need_capacity()))
    missing = select(PlannedUnit.id).where(
        PlannedUnit.enterprise_id == deed.enterprise_id,
        PlannedUnit.capacity == deed.asked.capacity,
        col(PlannedUnit.unit).not_in(there),
    )
    return deed.tx.exec(missing).first() is not None


def _ready(deed: Deed) -> None:
    deed.known_registration()


def _ready_to_confirm(deed: Deed) -> None:
    _ready(deed)
    need_confirmed(deed.need_unit())


def _changed(deed: Deed) -> Registration:
    """Return the registration, whose change is in force 20 minutes later (O6)."""
    user = deed.known_registration()
    user.changed_at = deed.at
    deed.subject = user.unit_id
    return user


@action("user.confirm", ready=_ready_to_confirm)
def confirm(deed: Deed) -> None:
    """Press 'Bevestigen' (O2)."""
    if deed.known_registration().state == State.CONFIRMED:
        raise Refusal("exists", words("Deze gebruiker is al bevestigd."))
    _changed(deed).state = State.CONFIRMED.value


@action("user.edit", ready=_ready)
def edit(deed: Deed) -> None:
    """Change a user's data; a user name can only be added where none was known."""
    username = _username(deed, deed.data.get("username"))
    user = _changed(deed)
    user.username = user.username or username
    for name in ("email", "local_email"):
        if name in deed.data:
            setattr(user, name, deed.data[name])
    if deed.data.get("language"):
        deed.need_person().language = deed.data["language"]


@action("user.block", "user.unblock", ready=_ready)
def block(deed: Deed) -> None:
    """Block a user on this unit, or let him work again."""
    status = UserStatus.BLOCKED if deed.asked.name.endswith(".block") else UserStatus.ACTIVE
    if deed.known_registration().status == status:
        raise Refusal("exists", words("Deze gebruiker heeft al de status {status}."), (), status=status.value)
    _changed(deed).status = status.value


@action("user.delete", ready=_ready)
def delete(deed: Deed) -> None:
    """Remove a user from this unit, with ticks and functions."""
    user = deed.known_registration()
    deed.subject = user.unit_id
    remove_registration(deed, user)
