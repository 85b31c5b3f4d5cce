"""What the user is told when something goes wrong: what it is, what to do, never a traceback."""

from __future__ import annotations

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
