"""`repair`: the shortest plan that mends what blocks, shown, carried out, or taken back (interface §5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from assistant.cli import case_options
from assistant.cli.case_options import ActorParam, Chosen
from assistant.cli.faults import BadInput
from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document, warn
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.checks.repair import Plan
    from assistant.checks.repair.applying import Applied
    from assistant.reports.helpdesk.case import Case
    from assistant.store.opening import Store


@click.command(
    "repair",
    cls=Work,
    help=words(
        "Geeft het kortste plan om weg te nemen wat iemand tegenhoudt: elke stap met wie ze doet en waar te klikken. "
        "Zonder --apply verandert er niets. Met --apply worden de stappen in de opslag uitgevoerd, elk helemaal of niet, "
        "tot er iets te kiezen valt. Met --undo staat de opslag weer zoals voor het laatste plan."
    ),
    examples=(
        "toegangswijzer repair --enterprise 0123.456.749",
        "toegangswijzer repair --enterprise 0123.456.749 --application Heracles --as TB:90.01.01-999.92 --apply",
        "toegangswijzer repair --enterprise 0123.456.749 --undo",
    ),
)
@case_options.enterprise
@case_options.application
@case_options.person
@click.option(
    "--as", "actor", type=ActorParam(), metavar="ROL:INSZ", help=words("Wie elke stap doet die hij mag, bijvoorbeeld TB.")
)
@click.option("--apply", "perform", is_flag=True, help=words("Voer het plan uit in de opslag."))
@click.option(
    "--alternative", type=click.IntRange(1, 100), metavar="NUMMER",
    help=words("Neem in plaats van het plan deze andere weg, waar het plan er een noemt."),
)  # fmt: skip
@click.option("--undo", is_flag=True, help=words("Neem het laatst uitgevoerde plan terug, als er daarna niets gebeurde."))
@click.pass_context
def repair(
    ctx: click.Context,
    /,
    enterprise: str,
    application: str | None,
    person: str | None,
    *,
    actor: dict[str, Any] | None,
    perform: bool,
    alternative: int | None,
    undo: bool,
) -> int:
    """Plan, perform or take back. Exit code 1 when something is left."""
    asked = wishes(ctx)
    if undo and (perform or actor or application or person or alternative):
        raise BadInput(told("--undo neemt het hele laatste plan terug: geef alleen --enterprise mee."))
    chosen = Chosen(enterprise, application, person)
    with opened(asked, create=False) as store:
        if undo:
            return _take_back(store, asked, chosen)
        case, plan = _planned(store, asked, chosen, actor)
        if alternative is not None:
            plan = _instead(plan, alternative)
        _say_where_actor_may_nothing(plan, actor, perform)
        applied = _apply(store, asked, plan) if perform else None
    _tell(asked, case, plan, applied)
    left = bool(applied and applied.left)
    return int(left or not _clears(plan.document))


def _planned(store: Store, asked: Wishes, chosen: Chosen, actor: dict[str, Any] | None) -> tuple[Case, Plan]:
    from assistant.checks.repair import planned  # noqa: PLC0415
    from assistant.reports.helpdesk.case import saying  # noqa: PLC0415

    with store.reading() as transaction:
        case = case_options.read(transaction, asked, chosen)
        about: dict[str, Any] = {"application": chosen.application, "person": chosen.person, "actor": actor}
        plan = planned(transaction, chosen.enterprise, **about, at=case.at, say=saying(case.texts))
    return case, plan


def _say_where_actor_may_nothing(plan: Plan, actor: dict[str, Any] | None, perform: bool) -> None:
    """Warn that the one who was chosen may do no step. Raises `BadInput` when others would act at once in that place."""
    steps = plan.document["steps"]
    if actor is None or not steps or any(step["by"] == actor for step in steps):
        return
    text = told(
        "Wie u met --as koos, mag hier geen enkele stap doen als {role}. Het plan noemt wie het wel mag.", role=actor["role"]
    )
    if perform:
        raise BadInput(text)
    warn(text)


def _instead(plan: Plan, number: int) -> Plan:
    """The plan with another way in its place. Raises `BadInput` when it does not name that one."""
    others = plan.alternatives
    if number > len(others):
        raise BadInput(told("Dit plan noemt geen andere weg met nummer {number}.", number=number))
    return others[number - 1]


def _apply(store: Store, asked: Wishes, plan: Plan) -> Applied:
    from assistant.checks.repair.applying import apply_plan  # noqa: PLC0415

    return apply_plan(store, plan.document, asked.clock())


def _clears(plan: Mapping[str, Any]) -> bool:
    """Whether nothing is left for others, or for time, once the plan is done (interface §8)."""
    return not plan["outside"] and not any(one["severity"] == "blocking" for one in plan["after"]["findings"])


def _tell(asked: Wishes, case: Case, plan: Plan, applied: Applied | None) -> None:
    if asked.json:
        say_document(plan.document if applied is None else {**plan.document, "applied": _applied_row(applied)})
        return
    from assistant.reports.helpdesk.plan_text import plan_lines  # noqa: PLC0415

    for line in plan_lines(case, plan.document, plan.tree):
        say(line)
    if applied is not None and plan.document["steps"]:
        say()
        _tell_applied(applied)


def _tell_applied(applied: Applied) -> None:
    if applied.done:
        say(told("Uitgevoerd in de opslag: stap {steps}.", steps=_numbers(applied.done)))
    if not applied.left:
        return
    if applied.choice_at is not None:
        say(told("Gestopt voor stap {step}: daar moet u eerst kiezen.", step=applied.choice_at))
    elif applied.refused is not None:
        reason = told(applied.refused.text, **applied.refused.facts)
        say(told("Gestopt bij stap {step}: {reason}", step=applied.left[0], reason=reason))
    say(told("Nog te doen: stap {steps}.", steps=_numbers(applied.left)))


def _numbers(steps: tuple[int, ...]) -> str:
    return ", ".join(map(str, steps))


def _applied_row(applied: Applied) -> dict[str, Any]:
    refused = applied.refused and {
        **applied.refused.as_json(),
        "reason": told(applied.refused.text, **applied.refused.facts),
    }
    return {
        "done": list(applied.done),
        "left": list(applied.left),
        "choice_at": applied.choice_at,
        "refused": refused,
    }


def _take_back(store: Store, asked: Wishes, chosen: Chosen) -> int:
    from assistant.checks.repair.applying import take_back  # noqa: PLC0415

    with store.transaction() as transaction:
        case = case_options.read(transaction, asked, chosen)
        taken = take_back(transaction, chosen.enterprise, asked.clock()())
    if asked.json:
        say_document({"format": "repair-undone/1", "enterprise": chosen.enterprise, "actions": taken})
        return 0
    from assistant.reports.helpdesk.plan_text import taken_back_lines  # noqa: PLC0415

    for line in taken_back_lines(case, taken):
        say(line)
    return 0
