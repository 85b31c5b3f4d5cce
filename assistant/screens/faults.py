"""What the user is told when something goes wrong: what it is, what to do, never a traceback."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.system_faults import why_not_made
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, row
from assistant.screens.widgets.text import content
from assistant.store.fault import StoreFault


def what_happened(error: BaseException, say: Speech) -> list[Row]:
    """An error as rows."""
    if isinstance(error, StoreFault):
        first, then = say(error.text, **error.facts), say(error.what_to_do, **error.facts)
    else:
        first = say(words("Er liep iets mis in het programma ({what})."), what=f"{type(error).__name__}: {error}"[:200])
        then = say(
            words("Uw antwoord is niet bewaard, maar staat er nog. Probeer het opnieuw, of stop met F10 en begin opnieuw.")
        )
    mark = content("✗", "bold $error")
    return [row(first, mark, style="bold"), row(then, indent=2)]


def not_kept(fault: OSError, place: Path, say: Speech) -> str:
    """What is said of a file or folder that could not be made at a place."""
    return say(words("Het is niet bewaard. {place}: {why}."), place=fault.filename or place, why=say(why_not_made(fault)))
