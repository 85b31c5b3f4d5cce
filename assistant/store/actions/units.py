"""Sub-divisions and sites: one way for both, since depth is data (T6, A6, A6b, A7)."""

from __future__ import annotations

from sqlmodel import col, select

from assistant.domain.vocabulary import Level, Role, State, UnitStatus
from assistant.domain.words import words
from assistant.store.actions.deed import LEVELS, Deed, unit_at
from assistant.store.actions.leaving import remove_unit
from assistant.store.actions.managers import appoint, confirm_with
from assistant.store.actions.order import need_capacity, need_parent
from assistant.store.actions.registry import action
from assistant.store.actions.renaming import rename
from assistant.store.actions.result import Refusal
from assistant.store.actions.ticks import tick_all
from assistant.store.exchange.unit_path import depth, joined, number_and_name, parent_of, step
from assistant.store.tables import PlannedUnit, Registration, Unit, id_of


def _level(deed: Deed) -> Level:
    """Return the level that the action's name says."""
    return Level(deed.asked.name.partition(".")[0])


def _ready_for_new(deed: Deed) -> None:
    """The path is that of the new unit, or of the one above it with the HCO number or name among the data."""
    level = LEVELS.index(_level(deed))
    if deed.asked.person:
        deed.need_person()
    number, name = deed.data.get("hco"), deed.data.get("name")
    if depth(deed.path) == level - 1 and (number or name):
        deed.path = joined(deed.path, step(number, name))
    elif depth(deed.path) != level:
        raise Refusal(
            "invalid", words("unit: geef het pad van de nieuwe eenheid, bijvoorbeeld {example}."), (),
            example="/".join(["90005", "90001"][:level]),
        )  # fmt: skip
    in_path, _ = number_and_name(deed.path)
    if number and in_path and number != in_path:
        raise Refusal("invalid", words("unit en data.hco zeggen een ander HCO-nummer."))
    if number and not in_path:
        deed.path = joined(parent_of(deed.path), number)
    if deed.path != deed.asked.unit:  # else both were looked up already
        deed.unit, deed.parent = unit_at(deed, deed.path), unit_at(deed, parent_of(deed.path))
    need_parent(deed)


@action("subdivision.add", "site.add", ready=_ready_for_new)
def add(deed: Deed) -> None:
    """Make a unit, with its manager (the action's person, else the one who acts) and its ticks on one screen.

    Of one that stood in the portal already it may be unknown who manages it.
    """
    level, planned = _level(deed), _plan(deed)
    assert deed.parent is not None
    number, name = number_and_name(deed.path)
    unit = Unit(
        enterprise_id=deed.enterprise_id,
        level=level,
        parent_id=id_of(deed.parent),
        capacity_id=id_of(deed.need_capacity()),
        capacity=deed.asked.capacity or "",
        type=_type(deed, level, planned),
        name=deed.data.get("name") or name or (planned and planned.name) or deed.enterprise.name,
        hco=number,
        path=deed.path,
        email=deed.data.get("email") or (planned.email if planned else None),
        state=State.CONFIRMED if deed.confirmed else State.SAVED,
        created_at=deed.at,
    )
    _refuse_second(deed, unit)
    unit.position = deed.next_position(Unit, Unit.parent_id == unit.parent_id)
    deed.unit = deed.add(unit)
    deed.subject = id_of(unit)
    warn_without_email(deed, unit)
    _warn_of_level_and_order(deed, level)
    manager = deed.person or deed.actor
    if manager is not None and deed.data.get("manager_known") is not False:
        appoint(deed, Role.SB, unit, manager, confirmed=deed.confirmed)
    tick_all(deed, unit, deed.data.get("applications") or ())


def _plan(deed: Deed) -> PlannedUnit | None:
    return deed.tx.exec(
        select(PlannedUnit).where(
            PlannedUnit.enterprise_id == deed.enterprise_id,
            PlannedUnit.capacity == deed.asked.capacity,
            PlannedUnit.unit == deed.path,
        )
    ).first()


def _type(deed: Deed, level: Level, planned: PlannedUnit | None) -> str:
    """Return the type given, planned, or the only one of its level; else that of a sister, with a warning."""
    types = deed.capacity_kind.types_on(level) if deed.capacity_kind else ()
    sure: str | None = deed.data.get("type") or (planned.type if planned else None)
    if not types:  # no type of this capacity is known, so that one is unknown says nothing
        deed.warnings = [one for one in deed.warnings if one.code != "tree.unknown-type"]
    if sure or len(types) == 1:
        return sure or types[0].label
    sisters = select(Unit.type).where(Unit.capacity_id == id_of(deed.need_capacity()), Unit.level == level)
    assumed = deed.tx.exec(sisters).first() or (types[0].label if types else deed.asked.capacity or "")
    deed.warn("unit.type-assumed", words("De subdivisie is niet gezegd. Ik neem aan: {type}."), type=assumed)
    return assumed


def _refuse_second(deed: Deed, unit: Unit) -> None:
    """A unit is known by parent, type and HCO number together; without a number, by its name."""
    for sister in deed.tx.exec(select(Unit).where(Unit.parent_id == unit.parent_id, Unit.type == unit.type)):
        if sister is not unit and step(sister.hco, sister.name) == step(unit.hco, unit.name):
            saved = sister.state == State.SAVED
            raise Refusal(
                "exists",
                words("De eenheid {unit} is er al, nog te bevestigen.") if saved else words("De eenheid {unit} is er al."),
                [f"{unit.level}.confirm"] if saved else [],
                unit=unit.path,
            )


def warn_without_email(deed: Deed, unit: Unit) -> None:
    """Say that the portal asks an e-mail address where none was given (T4, T6)."""
    if unit.email is None:
        deed.warn("unit.no-email", words("Het portaal vraagt hier een e-mailadres. Er is er geen bewaard."))


def _warn_of_level_and_order(deed: Deed, level: Level) -> None:
    kind = deed.capacity_kind
    if kind is None:
        return
    if kind.users_on and level not in kind.levels:
        deed.warn("unit.level-not-used", words("Deze hoedanigheid heeft dit soort eenheden niet."))
    if kind.units_before_users:
        below = select(Registration.id).join(Unit, col(Unit.id) == Registration.unit_id)
        if deed.tx.exec(below.where(Unit.capacity_id == id_of(deed.need_capacity()))).first() is not None:
            deed.warn(
                "order.users-before-sites",
                words("Er zijn al gebruikers. Maak ook de andere eenheden nu. Weigert het portaal, vraag dan het CvKO."),
            )


def _of_its_level(deed: Deed) -> Unit:
    """Return the unit. Raises `Refusal` when it is not of the level that the action says."""
    if not deed.path:
        raise Refusal("invalid", words("unit: geef het pad van de eenheid, bijvoorbeeld 90005."))
    unit = deed.need_unit()
    if unit.level != _level(deed):
        raise Refusal("invalid", words("unit: {unit} is een eenheid van een ander niveau."), (), unit=deed.path)
    deed.subject = id_of(unit)
    return unit


def _ready(deed: Deed) -> None:
    if deed.asked.person:
        deed.need_person()
    _of_its_level(deed)


def _ready_to_confirm(deed: Deed) -> None:
    _ready(deed)
    need_capacity(deed)


@action("subdivision.confirm", "site.confirm", ready=_ready_to_confirm)
def confirm(deed: Deed) -> None:
    """Press 'Bevestigen' (O2), for the unit and the manager chosen with it."""
    unit = _of_its_level(deed)
    if unit.state == State.CONFIRMED:
        raise Refusal("exists", words("De eenheid {unit} is al bevestigd."), (), unit=deed.path)
    unit.state = State.CONFIRMED.value
    confirm_with(deed, unit)


def _rights_to_edit(deed: Deed) -> tuple[str, ...]:
    """Appointing a manager is part of making the unit (A6, A7): who only manages it may change its data alone."""
    own = deed.asked.name
    return (own, f"{_level(deed)}.add") if deed.asked.person else (own,)


@action("subdivision.edit", "site.edit", ready=_ready, rights=_rights_to_edit)
def edit(deed: Deed) -> None:
    """Change a unit's data, and its manager when a person is named."""
    unit = _of_its_level(deed)
    with deed.tx.no_autoflush:  # first refused in words, if there is such a unit already
        for name in ("type", "name", "hco"):
            if deed.data.get(name):
                setattr(unit, name, deed.data[name])
        _refuse_second(deed, unit)
    if "email" in deed.data:
        unit.email = deed.data["email"]
    if deed.data.get("status"):
        _set_status(unit, deed.data["status"])
    rename(deed, unit)
    if deed.person:
        appoint(deed, Role.SB, unit, deed.person, confirmed=unit.state == State.CONFIRMED)


def _set_status(unit: Unit, status: str) -> None:
    if unit.level != Level.SUBDIVISION:
        raise Refusal("invalid", words("data.status: alleen een subafdeling kan geblokkeerd worden."))
    unit.status = status


@action("subdivision.block", "subdivision.unblock", ready=_ready)
def block(deed: Deed) -> None:
    """Block a sub-division, or let it work again."""
    unit = _of_its_level(deed)
    status = UnitStatus.BLOCKED if deed.asked.name.endswith(".block") else UnitStatus.ACTIVE
    if unit.status == status:
        raise Refusal("exists", words("Dat is al zo: er is niets veranderd."))
    unit.status = status.value


def _ready_to_delete(deed: Deed) -> None:
    """What stands in a unit goes first (O5)."""
    unit = _of_its_level(deed)
    inside = {
        "site.delete": select(Unit.id).where(Unit.parent_id == id_of(unit)),
        "user.delete": select(Registration.id).where(Registration.unit_id == id_of(unit)),
    }
    needs = [name for name, query in inside.items() if deed.tx.exec(query).first() is not None]
    if needs:
        raise Refusal(
            "not-yet", words("In {unit} staan nog sites of gebruikers. Verwijder die eerst."), needs, unit=deed.path
        )


@action("subdivision.delete", "site.delete", ready=_ready_to_delete)
def delete(deed: Deed) -> None:
    """Remove an empty unit, with its managers and ticks."""
    remove_unit(deed, _of_its_level(deed))
