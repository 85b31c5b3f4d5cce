"""What the overview can do with keys."""

from __future__ import annotations

from assistant.domain.words import words
from assistant.screens.keys import APP_DEEDS, Deed

BOARD_DEEDS = (
    Deed("help", ("f1",), "F1", words("Hulp"), words("Uitleg bij dit scherm"), "board", 1),
    Deed("figures", ("f2",), "F2", words("Cijfers"), words("De sommen, per stadium en door de tijd"), "board", 2),
    Deed("narrow", ("f3",), "F3", words("Filter"), words("Alleen één sector, stadium, toepassing, fout of rol"), "board", 1),
    Deed("order", ("f4",), "F4", words("Volgorde"), words("Een andere volgorde"), "board", 5),
    Deed("give", ("f5",), "F5", words("Bewaar"), words("Een lijst of brieven bewaren"), "board", 2),
    Deed("conversations", ("f7",), "F7", words("Begin"), words("Terug naar het begin"), "board", 8),
    Deed("mark", ("f8",), "F8", words("Merk"), words("Deze rij merken, of niet meer"), "board", 4),
    Deed("renew", ("f9",), "F9", words("Vernieuw"), words("Alles opnieuw lezen"), "board", 6),
    Deed("unmark", ("ctrl+n",), "^N", words("Merken weg"), words("Alle merken weghalen"), "board", 10),
    *APP_DEEDS,
)
"""In the order of the bar."""
