"""What the help desk can do with keys."""

from __future__ import annotations

from assistant.domain.words import words
from assistant.screens.keys import APP_DEEDS, Deed

HELPDESK_DEEDS = (
    Deed("help", ("f1",), "F1", words("Hulp"), words("Uitleg bij dit scherm"), "helpdesk", 1),
    Deed("search", ("ctrl+f",), "^F", words("Zoek"), words("Iets anders zoeken"), "helpdesk", 2),
    Deed("pane('tree')", ("f2",), "F2", words("Boom"), words("De boom, met wat er mis is op zijn plaats"), "helpdesk", 3),
    Deed("pane('troubles')", ("f3",), "F3", words("Oorzaak"), words("Wat er mis is, en waarom"), "helpdesk", 3),
    Deed("pane('plan')", ("f4",), "F4", words("Plan"), words("Wat te doen, in welke volgorde, door wie"), "helpdesk", 2),
    Deed("copy", ("f5",), "F5", words("Kopieer"), words("Antwoord, ticket of mail kopiëren of bewaren"), "helpdesk", 4),
    Deed("conversations", ("f7",), "F7", words("Begin"), words("Terug naar het begin"), "helpdesk", 8),
    Deed("filter", ("f8",), "F8", words("Filter"), words("Alleen één persoon of toepassing"), "helpdesk", 5),
    Deed("since", ("f9",), "F9", words("Sinds"), words("Sinds wanneer: wat was er anders"), "helpdesk", 6),
    Deed("undo", ("ctrl+z",), "^Z", words("Herstel"), words("Het laatst uitgevoerde ongedaan maken"), "helpdesk", 9),
    Deed("plan_all", ("ctrl+g",), "^G", words("Alles"), words("Een plan voor iedereen tegelijk"), "helpdesk", 10),
    *APP_DEEDS,
)
"""In the order of the bar."""
