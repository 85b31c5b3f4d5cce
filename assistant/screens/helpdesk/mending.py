"""Carrying out a plan: one step or all of them, by whom, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Actor, Alternative, Plan, Step
from assistant.screens.helpdesk.telling_plan import clicks_text
from assistant.screens.picker import Item, Picker

if TYPE_CHECKING:
    from assistant.screens.helpdesk.screen import HelpdeskScreen


def choose_deed(screen: HelpdeskScreen, plan: Plan, step: Step) -> None:
    """Ask what to do with a step, and do it."""
    screen.run_worker(_deed(screen, plan, step), group="dialog")


def go_another_way(screen: HelpdeskScreen, plan: Plan, way: Alternative) -> None:
    """Ask whether to go another way than the plan, and go it."""

    async def ask() -> None:
        say = screen.speech
        text = words("Voer deze {count} stappen uit in plaats van het plan")
        text = text if len(way.steps) > 1 else words("Voer deze ene stap uit in plaats van het plan")
        go = Item("go", say(text, count=len(way.steps)))
        if await screen.app.push_screen_wait(Picker(way.what, [go], say)):
            await _carry_out(screen, plan, way.steps)

    screen.run_worker(ask(), group="dialog")


async def _deed(screen: HelpdeskScreen, plan: Plan, step: Step) -> None:
    say = screen.speech
    first = plan.steps[0]
    items = [Item("preview", say(words("Toon de boom zoals hij na het plan is")))]
    if step is first:
        items.insert(0, Item("one", say(words("Voer deze stap uit als {who}"), who=step.by), step.about))
        if len(plan.steps) > 1:
            items.insert(
                1,
                Item(
                    "all", say(words("Voer alle stappen uit")), beside=say(words("{count} stappen"), count=len(plan.steps))
                ),
            )
    else:
        told = say(words("Stap {number} komt pas na de stappen ervoor."), number=step.number)
        items.insert(0, Item("until", say(words("Voer stap 1 tot {number} uit"), number=step.number), told))
    items.append(Item("actor", say(words("Iemand anders voert het plan uit …"))))
    items.append(Item("copy", say(words("Kopieer de kliks van deze stap"))))
    title = say(words("Stap {number}: {what}"), number=step.number, what=step.title)
    picked = await screen.app.push_screen_wait(Picker(title, items, say))
    if picked == "preview":
        await preview(screen, plan)
    elif picked == "actor":
        await _choose_actor(screen)
    elif picked == "copy":
        screen.app.copy(clicks_text(step, say), step.title)
    elif picked:
        until = {"one": 1, "all": len(plan.steps), "until": step.number}[picked]
        await _carry_out(screen, plan, plan.steps[:until])


async def preview(screen: HelpdeskScreen, plan: Plan) -> None:
    """Show the tree as it will be."""
    twig = await screen.do(lambda: screen.desk.preview(plan, screen.speech.language))
    if twig is not None and screen.plan is plan:
        screen.view.show_after(twig)


async def _choose_actor(screen: HelpdeskScreen) -> None:
    say, case = screen.speech, screen.case
    if case is None or screen.plan is None:
        return
    items = [Item(str(index), name) for index, (_, name) in enumerate(case.actors)]
    empty = say(words("Van deze onderneming is geen enkele beheerder gekend."))
    picked = await screen.app.push_screen_wait(Picker(say(words("Wie voert het uit?")), items, say, empty=empty))
    if picked is not None:
        actor: Actor = case.actors[int(picked)][0]
        screen.view.plan_as(actor)


async def _carry_out(screen: HelpdeskScreen, plan: Plan, steps: Sequence[Step]) -> None:
    """Perform steps; where something has to be chosen, it is asked first."""
    chosen: list[Step] = []
    for step in steps:
        if not step.choices:
            chosen.append(step)
            continue
        picked = await _choose(screen, step)
        if picked is None:
            return
        chosen.append(picked)
    say = screen.speech
    applied = await screen.do(lambda: screen.desk.apply(plan, chosen, say.language))
    if applied is None:
        screen.view.reopen()
        return
    told = (
        say(words("Eén stap uitgevoerd."))
        if applied.done == 1
        else say(words("{count} stappen uitgevoerd."), count=applied.done)
    )
    if applied.refused:
        screen.tell(f"{told} {applied.refused}", severity="warning")
    else:
        screen.tell(f"{told} {say(words('Ctrl+Z maakt dit ongedaan.'))}")
    screen.view.reopen()


async def _choose(screen: HelpdeskScreen, step: Step) -> Step | None:
    case = screen.case
    assert case is not None
    items = [Item(value, case.people.get(value, value)) for value in step.choices]
    title = screen.speech(words("{what}: welke kiest u?"), what=step.title)
    picked = await screen.app.push_screen_wait(Picker(title, items, screen.speech))
    return step.with_choice(picked) if picked is not None else None


def take_back(screen: HelpdeskScreen) -> None:
    """Undo what was carried out last in this enterprise."""
    case = screen.case
    if case is None:
        return

    async def undo() -> None:
        say = screen.speech
        taken = await screen.do(lambda: screen.desk.undo(case.asked.enterprise, say.language))
        if taken is not None:
            screen.tell(say(words("Ongedaan gemaakt: {what}."), what="; ".join(taken)))
            screen.view.reopen()

    screen.run_worker(undo(), group="deed")
