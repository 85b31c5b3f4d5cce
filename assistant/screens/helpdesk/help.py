"""F1 on the help desk: how it works, what the marks mean, the keys."""

from __future__ import annotations

from assistant.domain.words import words
from assistant.screens.helpdesk.dialogs import Page
from assistant.screens.helpdesk.keys import HELPDESK_DEEDS
from assistant.screens.helpdesk.telling import mark
from assistant.screens.speech import Speech
from assistant.screens.twigs import Tone
from assistant.screens.widgets.rows import row, spaced
from assistant.screens.widgets.text import content

_HOW = (
    words("Typ boven wat u weet: een nummer, een naam, een gebruikersnaam of de foutmelding. Kies met ↑ ↓ en Enter."),
    words("Plak gerust een heel scherm van het portaal: u ziet eerst wat ervan ingelezen wordt."),
    words("F2 toont de boom, F3 wat er mis is, F4 wat te doen. Op een breed scherm staan ze naast elkaar."),
    words("Enter op een stap van het plan: uitvoeren in deze opslag, door wie u kiest. Ctrl+Z neemt het terug."),
    words("F8 toont één persoon of toepassing. F9 vraagt sinds wanneer, en toont wat er toen anders was."),
    words("F5 geeft de tekst om te kopiëren: voor de beller, voor een ticket, of de kliks van een stap."),
)

_MARKS: tuple[tuple[Tone, str], ...] = (
    ("good", words("in orde, of: mag binnen")),
    ("bad", words("houdt iemand tegen")),
    ("warn", words("niet volgens de regels, maar houdt niemand tegen")),
    ("unknown", words("niet geweten: dat is iets anders dan verkeerd")),
    ("wait", words("opgeslagen maar niet bevestigd, of pas straks van kracht")),
    ("plan", words("gepland, maar er nog niet")),
)


def help_page(say: Speech) -> Page:
    """The page."""
    return Page(
        say(words("Er is iets mis: zo werkt het")),
        spaced(
            [row(say(how), "›") for how in _HOW],
            [
                row(say(words("De tekens")), style="bold $primary"),
                *(row(say(what), mark(tone), indent=3) for tone, what in _MARKS),
            ],
            [
                row(say(words("Toetsen")), style="bold $primary"),
                *(row(say(deed.long), content(deed.shown, "bold"), indent=5) for deed in HELPDESK_DEEDS),
            ],
        ),
        say,
    )
