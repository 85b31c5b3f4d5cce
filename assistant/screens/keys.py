"""What the user can do with keys: one table for the bindings, the bar at the bottom, the palette and the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.binding import Binding

from assistant.domain.words import words

Where = Literal["app", "chat", "helpdesk", "board"]
"""Whose action it is: the program's, or that of a screen."""


class Deed(NamedTuple):
    """Something the user can do. `short` stands in the bar, `long` in the palette and the help; both are source texts."""

    action: str
    keys: tuple[str, ...]
    shown: str
    short: str
    long: str
    where: Where
    rank: int
    """Which leave the bar first when it is too narrow: the highest."""


DEEDS = (
    Deed("help", ("f1",), "F1", words("Hulp"), words("Uitleg bij deze vraag"), "chat", 0),
    Deed("panel", ("f2",), "F2", words("Overzicht"), words("De boom van de onderneming en de voortgang"), "chat", 2),
    Deed("history", ("f3",), "F3", words("Antwoorden"), words("Eerdere antwoorden bekijken of wijzigen"), "chat", 3),
    Deed("back", ("f4",), "F4", words("Terug"), words("Naar de vorige vraag"), "chat", 1),
    Deed("copy", ("f5",), "F5", words("Kopieer"), words("Het veld, de instructie of de vraag kopiëren"), "chat", 4),
    Deed("theme", ("f6",), "F6", words("Kleuren"), words("Andere kleuren"), "app", 6),
    Deed("conversations", ("f7",), "F7", words("Gesprekken"), words("Andere gesprekken, of een nieuw"), "chat", 7),
    Deed("letter", ("f8",), "F8", words("Brief"), words("Een brief voor wie deze stap doet"), "chat", 8),
    Deed("board", ("ctrl+o",), "^O", words("Overzicht"), words("Het overzicht van alle organisaties"), "app", 11),
    Deed("palette", ("ctrl+p",), "^P", words("Meer"), words("Alles wat u kunt doen"), "app", 5),
    Deed("stop", ("f10", "ctrl+q"), "F10", words("Stop"), words("Stoppen: alles is bewaard"), "app", 0),
)


APP_DEEDS = tuple(deed for deed in DEEDS if deed.where == "app")
"""What can be done on every screen."""


def bindings(where: Where, deeds: Sequence[Deed] = DEEDS) -> list[Binding]:
    """The bindings of a place. Their labels are not used: the bar asks for its words when it draws."""
    return [
        Binding(",".join(deed.keys), deed.action, "", show=False, priority=deed.action == "stop")
        for deed in deeds
        if deed.where == where
    ]
