"""Functions of users, and who is responsible for which co-workers (T8, T9, A9)."""

from __future__ import annotations

from datetime import date

from sqlmodel import col, select

from assistant.domain.catalogue import Application, catalogue
from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.leaving import remove_responsibility
from assistant.store.actions.order import need_confirmed, need_relogin
from assistant.store.actions.registry import action
from assistant.store.actions.result import Refusal
from assistant.store.actions.ticks import ticked
from assistant.store.tables import Coworker, FunctionGiven, Registration, Responsibility, Unit, id_of


def _applications(function: str) -> tuple[Application, ...]:
    """Return the applications that a function has to do with: one of them has to be ticked for the user."""
    known = catalogue().function(function)
    names = set(known.named_for) if known else set()
    return tuple(
        one for one in catalogue().applications if one.name in names or function in (*one.functions, *one.neutral_functions)
    )


def _ready_to_give(deed: Deed) -> None:
    start, end = deed.data["start"], deed.data.get("end")
    if end and end < start:
        raise Refusal("invalid", words("data.end: de einddatum ligt voor de begindatum."))
    user = deed.need_registration()
    if user.state == "saved":
        raise Refusal(
            "not-yet", words("De gebruiker is bewaard maar niet bevestigd. Klik eerst op 'Bevestigen'."), ["user.confirm"]
        )
    need_confirmed(deed.need_unit())
    _need_tick(deed, user)
    need_relogin(deed)


def _need_tick(deed: Deed, user: Registration) -> None:
    """A function is given only to a user who has the right for its application (T8)."""
    applications = _applications(deed.data["function"])
    if applications and not any(ticked(deed, user, one.name) for one in applications):
        raise Refusal(
            "not-yet",
            words("Vink eerst de toepassing aan bij de gebruiker: {application}."),
            ["application.tick"],
            application=applications[0].name,
        )


@action("function.give", ready=_ready_to_give)
def give(deed: Deed) -> None:
    """Give a function; on the wrong level too, as the portal lets people do, with a warning."""
    user, unit = deed.need_registration(), deed.need_unit()
    function, start, end = deed.data["function"], deed.data["start"], deed.data.get("end")
    if any(_overlap(row, start, end) for row in _given(deed, user, function)):
        raise Refusal("exists", words("De gebruiker heeft de functie {function} al in die tijd."), (), function=function)
    deed.add(
        FunctionGiven(
            enterprise_id=deed.enterprise_id,
            registration_id=id_of(user),
            function=function,
            first_day=start,
            last_day=end,
            changed_at=deed.at,
            position=deed.next_position(FunctionGiven, FunctionGiven.registration_id == id_of(user)),
        )
    )
    deed.subject = id_of(unit)
    levels = {one.function_on for one in _applications(function)} - {None}
    if levels and unit.level not in levels:
        deed.warn("function.wrong-level", words("Op dit niveau geeft de functie geen toegang."))


def _overlap(row: FunctionGiven, start: date, end: date | None) -> bool:
    return (end is None or row.first_day <= end) and (row.last_day is None or start <= row.last_day)


def _given(deed: Deed, user: Registration, function: str) -> list[FunctionGiven]:
    query = select(FunctionGiven).where(FunctionGiven.registration_id == id_of(user), FunctionGiven.function == function)
    return list(deed.tx.exec(query.order_by(col(FunctionGiven.first_day).desc(), col(FunctionGiven.id).desc())))


def _ready_to_end(deed: Deed) -> None:
    user = deed.known_registration()
    if not _given(deed, user, deed.data["function"]):
        raise Refusal(
            "unknown", words("De gebruiker heeft de functie {function} hier niet."), (), function=deed.data["function"]
        )


@action("function.end", ready=_ready_to_end)
def end(deed: Deed) -> None:
    """End a function, today unless another last day is given; one that would end before it began goes altogether."""
    last = deed.data.get("end") or deed.at.astimezone(BRUSSELS).date()
    (row, *_) = _given(deed, deed.need_registration(), deed.data["function"])
    if row.last_day is not None and row.last_day <= last:
        raise Refusal("exists", words("De functie is al beëindigd: {day}."), (), day=shown_day(row.last_day))
    deed.subject = id_of(deed.need_unit())
    if last < row.first_day:
        deed.remove(row)
    else:
        row.last_day, row.changed_at = last, deed.at


def _ready_for_group(deed: Deed) -> None:
    deed.need_person()
    for insz in deed.data.get("coworkers") or ():
        deed.need_described(insz)
    need_confirmed(deed.need_unit())


def _group(deed: Deed, unit: Unit) -> Responsibility | None:
    return deed.tx.exec(
        select(Responsibility).where(
            Responsibility.unit_id == id_of(unit),
            Responsibility.function == deed.data["function"],
            Responsibility.responsible_id == id_of(deed.need_person()),
        )
    ).first()


def _coworkers(deed: Deed, group: Responsibility) -> list[Coworker]:
    query = select(Coworker).where(Coworker.responsibility_id == id_of(group))
    return list(deed.tx.exec(query.order_by(col(Coworker.position))))


@action("responsibility.add", ready=_ready_for_group)
def add_coworkers(deed: Deed) -> None:
    """Put co-workers under the action's person, who is responsible for them in one function."""
    unit = deed.need_unit()
    capacity_id = id_of(deed.need_capacity())
    group = _group(deed, unit)
    if group is None:
        in_capacity = col(Responsibility.unit_id).in_(select(Unit.id).where(Unit.capacity_id == capacity_id))
        group = deed.add(
            Responsibility(
                enterprise_id=deed.enterprise_id,
                unit_id=id_of(unit),
                function=deed.data["function"],
                responsible_id=id_of(deed.need_person()),
                position=deed.next_position(Responsibility, in_capacity),
            )
        )
    present = {row.person_id for row in _coworkers(deed, group)}
    coming = [person for insz in deed.data["coworkers"] if id_of(person := deed.need_described(insz)) not in present]
    if not coming:
        raise Refusal("exists", words("Deze medewerkers horen al bij deze verantwoordelijke."))
    for person in coming:
        place = deed.next_position(Coworker, Coworker.responsibility_id == id_of(group))
        common = {"enterprise_id": deed.enterprise_id, "responsibility_id": id_of(group)}
        deed.add(Coworker(**common, person_id=id_of(person), position=place))
    deed.subject = id_of(unit)


def _ready_to_take_from_group(deed: Deed) -> None:
    deed.need_person()
    if _group(deed, deed.need_unit()) is None:
        raise Refusal("unknown", words("Deze persoon is hier voor niemand verantwoordelijk in die functie."))


@action("responsibility.remove", ready=_ready_to_take_from_group)
def remove_coworkers(deed: Deed) -> None:
    """Take co-workers away; without any named, or with the last one, the whole group."""
    group = _group(deed, deed.need_unit())
    assert group is not None
    leaving = {person.id for insz in deed.data.get("coworkers") or () if (person := deed.described(insz))}
    rows = _coworkers(deed, group)
    going = [row for row in rows if row.person_id in leaving]
    deed.subject = group.unit_id
    if deed.data.get("coworkers") and not going:
        raise Refusal("exists", words("Deze medewerkers horen niet bij deze verantwoordelijke."))
    if len(going) in (0, len(rows)):
        remove_responsibility(deed, group)
    else:
        deed.remove(*going)
