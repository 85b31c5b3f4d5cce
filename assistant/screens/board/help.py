"""F1 on the overview: how it works, and the keys."""

from __future__ import annotations

from assistant.domain.words import words
from assistant.screens.board.keys import BOARD_DEEDS
from assistant.screens.board.telling import MARKS
from assistant.screens.helpdesk.dialogs import Page
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import row, spaced
from assistant.screens.widgets.text import content

_HOW = (
    words("Typ boven een naam of een nummer om te zoeken. Met ↑ ↓ en PgUp PgDn gaat u door de lijst, met Enter opent u "
          "de organisatie: haar boom, wat er mis is en het plan."),
    words("Onder de lijst staat wat er in deze organisatie eerst moet gebeuren, en wie dat mag doen."),
    words("F3 toont alleen één sector, stadium, toepassing, fout of rol. Zo ziet u wie op wie wacht. Esc toont weer alles."),
    words("F2 toont de cijfers: hoeveel er in elk stadium zijn, op wie er gewacht wordt, en hoeveel er al klaar waren."),
    words("F8 merkt een rij. F5 bewaart een lijst of brieven: van wat gemerkt is, of anders van alles wat u ziet."),
    words("De cijfers zijn van het tijdstip dat bovenaan staat. F9 leest alles opnieuw; u kunt intussen verder werken."),
)  # fmt: skip

_MARKS = (
    (True, words("klaar")),
    (False, words("niet klaar: dit stadium is nog niet af")),
    (None, words("niet geweten: dat is iets anders dan niet klaar")),
)


def help_page(say: Speech) -> Page:
    """The page."""
    return Page(
        say(words("Overzicht: zo werkt het")),
        spaced(
            [row(say(how), "›") for how in _HOW],
            [
                row(say(words("De tekens")), style="bold $primary"),
                *(row(say(what), content(*MARKS[ready]), indent=3) for ready, what in _MARKS),
            ],
            [
                row(say(words("Toetsen")), style="bold $primary"),
                *(row(say(deed.long), content(deed.shown, "bold"), indent=5) for deed in BOARD_DEEDS),
            ],
        ),
        say,
    )
