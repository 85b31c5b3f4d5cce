"""F5: the list as a file, and letters to all who hold something up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain.days import BRUSSELS
from assistant.domain.words import words
from assistant.screens.board.desk import Form, Letters, Stop, Told
from assistant.screens.board.working import Working
from assistant.screens.faults import not_kept
from assistant.screens.helpdesk.dialogs import AskLine
from assistant.screens.picker import Item, Picker

if TYPE_CHECKING:
    from assistant.screens.board.screen import BoardScreen

_FORMS: dict[Form, tuple[str, str]] = {
    "xlsx": (words("Een werkblad (.xlsx)"), words("Met een samenvatting en grafieken; opent in een rekenblad.")),
    "html": (
        words("Een bladzijde (.html)"),
        words("Met grafieken en een tabel; opent in de browser, ook om af te drukken."),
    ),
    "csv": (words("Een lijst (.csv)"), words("Voor een ander programma, of een rekenblad.")),
    "json": (words("Een JSON-bestand (.json)"), words("Voor een ander programma: readiness/1.")),
}
_LETTERS = "letters"


async def choose_giving(screen: BoardScreen) -> None:
    """Ask what to give out, of what is shown or marked, and where to keep it."""
    say = screen.speech
    if screen.standing is None:
        return
    items = [Item(form, say(name), say(about)) for form, (name, about) in _FORMS.items()]
    letters = say(words("Een brief voor elke persoon die in een niet-klare organisatie iets moet doen (.eml en .pdf)."))
    items.append(Item(_LETTERS, say(words("Brieven voor wie iets ophoudt")), letters))
    title = _what(screen)
    picked = await screen.app.push_screen_wait(Picker(title, items, say))
    if picked == _LETTERS:
        await _write_letters(screen)
    elif picked in _FORMS:
        await _write_report(screen, picked)


def _what(screen: BoardScreen) -> str:
    say = screen.speech
    if len(screen.marks) == 1:
        return say(words("Wat wilt u bewaren van de ene gemerkte?"))
    if screen.marks:
        return say(words("Wat wilt u bewaren van de {count} gemerkte?"), count=len(screen.marks))
    if screen.sums.rows == 1:
        return say(words("Wat wilt u bewaren van de ene die u nu ziet?"))
    return say(words("Wat wilt u bewaren van de {count} die u nu ziet?"), count=screen.sums.rows)


async def _write_report(screen: BoardScreen, form: Form) -> None:
    say, chosen = screen.speech, screen.chosen
    name = f"{say(words('overzicht'))}-{_day(screen)}.{form}"
    path = await _ask_where(screen, say(words("Waar wilt u het bewaren?")), name)
    if path is None:
        return

    def job(_told: Any, _stop: Any) -> None:
        screen.desk.write_report(chosen, form, path, say.language)

    done = await screen.app.push_screen_wait(Working(say(words("Het wordt bewaard …")), say, job))
    _tell(screen, done, path, say(words("Bewaard: {path}"), path=str(path)))


async def _write_letters(screen: BoardScreen) -> None:
    say, chosen = screen.speech, screen.chosen
    name = f"{say(words('brieven'))}-{_day(screen)}"
    folder = await _ask_where(screen, say(words("In welke nieuwe map komen de brieven?")), name)
    if folder is None:
        return

    def job(told: Told, stop: Stop) -> Letters:
        return screen.desk.write_letters(chosen, folder, told, stop, say.language)

    done = await screen.app.push_screen_wait(Working(say(words("De brieven worden geschreven …")), say, job))
    _tell(screen, done, folder, _of_letters(screen, done, folder) if isinstance(done, Letters) else "")


def _of_letters(screen: BoardScreen, done: Letters, folder: Path) -> str:
    say = screen.speech
    written = words("{files} bestanden voor {count} organisaties in {folder}.")
    written = written if done.organisations != 1 else words("{files} bestanden voor {count} organisatie in {folder}.")
    told = [say(written, files=done.files, count=done.organisations, folder=str(folder))]
    if done.stopped:
        told.append(say(words("U stopte ervoor dat alles er was.")))
    if done.skipped:
        treeless = words("Van {count} organisaties is er geen boom, dus ook geen brief.")
        treeless = treeless if done.skipped != 1 else words("Van {count} organisatie is er geen boom, dus ook geen brief.")
        told.append(say(treeless, count=done.skipped))
    return " ".join(told)


def _tell(screen: BoardScreen, done: Any, place: Path, told: str) -> None:
    if isinstance(done, OSError):
        screen.tell(not_kept(done, place, screen.speech), severity="error")
    elif isinstance(done, BaseException):
        screen.alert(done)
    else:
        screen.tell(told)


def _day(screen: BoardScreen) -> str:
    return screen.app.now().astimezone(BRUSSELS).date().isoformat()


async def _ask_where(screen: BoardScreen, title: str, name: str) -> Path | None:
    line = AskLine(title, screen.speech, value=str(Path.cwd() / name), fault=lambda text: _place_fault(screen, text))
    typed = await screen.app.push_screen_wait(line)
    return None if typed is None else Path(typed.strip()).expanduser()


def _place_fault(screen: BoardScreen, text: str) -> str:
    """Return what is wrong with a place for something new; nothing is ever written over."""
    say = screen.speech
    if not text.strip():
        return say(words("Typ een naam."))
    try:
        path = Path(text.strip()).expanduser()
        if path.exists():
            return say(words("Dit bestaat al: kies een andere naam."))
        if not path.parent.is_dir():
            return say(words("De map {folder} bestaat niet."), folder=str(path.parent))
    except (OSError, ValueError, RuntimeError):
        return say(words("Dit kan geen naam zijn."))
    return ""
