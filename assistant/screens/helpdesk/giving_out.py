"""F5: texts to copy or to keep: for the caller, for a ticket, the cause, the plan, the clicks of a step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.words import words
from assistant.screens.faults import not_kept
from assistant.screens.helpdesk.cases import Step, WrittenAs
from assistant.screens.helpdesk.dialogs import AskLine
from assistant.screens.helpdesk.panes import PlanPane, TroublePane
from assistant.screens.helpdesk.telling import trouble_text
from assistant.screens.helpdesk.telling_plan import clicks_text, plan_text
from assistant.screens.picker import Item, Picker

if TYPE_CHECKING:
    from assistant.screens.helpdesk.cases import Asked, Case, Trouble, Written
    from assistant.screens.helpdesk.screen import HelpdeskScreen

_WRITES: dict[WrittenAs, str] = {
    "answer": words("Kopieer het antwoord voor de beller"),
    "ticket": words("Kopieer een samenvatting voor een ticket"),
    "mail": words("Bewaar het antwoord als mail (.eml)"),
}


def choose_text(screen: HelpdeskScreen) -> None:
    """Copy what is selected; else ask what to give out."""
    selected = screen.get_selected_text()
    if selected:
        screen.app.copy(selected)
    elif screen.case is not None and screen.has_class("-case"):
        screen.run_worker(_give(screen, screen.case), group="dialog")


async def _give(screen: HelpdeskScreen, case: Case) -> None:
    say = screen.speech
    trouble = screen.query_one(TroublePane).trouble
    asked = _about(case, trouble)
    who = case.people.get(asked.person or "", "")
    now = case.asked.as_of is None  # what is given out tells how things stand, not how they stood
    items = [Item(name, say(told), beside=who) for name, told in _WRITES.items() if now]
    if trouble is not None:
        items.append(Item("trouble", say(words("Kopieer deze oorzaak")), trouble.title))
    if screen.plan is not None and screen.plan.steps:
        items.append(Item("plan", say(words("Kopieer het hele plan"))))
    step = screen.query_one(PlanPane).item
    if isinstance(step, Step):
        items.append(Item("step", say(words("Kopieer de kliks van stap {number}"), number=step.number), step.title))
    empty = say(words("Hier is niets om te kopiëren."))
    picked = await screen.app.push_screen_wait(Picker(say(words("Wat wilt u meegeven?")), items, say, empty=empty))
    if picked == "trouble" and trouble is not None:
        screen.app.copy(trouble_text(trouble, say), trouble.title)
    elif picked == "plan" and screen.plan is not None:
        screen.app.copy(plan_text(screen.plan, say), say(words("Het plan")))
    elif picked == "step" and isinstance(step, Step):
        screen.app.copy(clicks_text(step, say), step.title)
    elif picked in ("answer", "ticket", "mail"):
        written = await screen.do(lambda: screen.desk.write(picked, asked, say.language))  # type: ignore[arg-type]
        if written is not None and picked == "mail":
            await _keep(screen, written)
        elif written is not None:
            screen.app.copy(written.text)


def _about(case: Case, trouble: Trouble | None) -> Asked:
    """Return what is written about: what was asked, else the person of the finding that is looked at."""
    if case.asked.person or trouble is None or trouble.place.person not in case.people:
        return case.asked
    return case.asked._replace(person=trouble.place.person)


async def _keep(screen: HelpdeskScreen, written: Written) -> None:
    """Ask where to keep a file, and write it; never over another one."""
    say = screen.speech

    def fault(text: str) -> str:
        path = Path(text.strip()).expanduser()
        if not text.strip():
            return say(words("Typ een naam voor het bestand."))
        if path.exists():
            return say(words("Dit bestand bestaat al: kies een andere naam."))
        if not path.parent.is_dir():
            return say(words("De map {folder} bestaat niet."), folder=str(path.parent))
        return ""

    title = say(words("Waar wilt u de mail bewaren?"))
    typed = await screen.app.push_screen_wait(AskLine(title, say, value=str(Path.cwd() / written.file_name), fault=fault))
    if typed is None:
        return
    path = Path(typed.strip()).expanduser()
    try:
        with path.open("xb") as file:
            file.write(written.file)
    except OSError as error:
        screen.tell(not_kept(error, path, say), severity="error")
    else:
        screen.tell(say(words("Bewaard: {path}"), path=str(path)))
