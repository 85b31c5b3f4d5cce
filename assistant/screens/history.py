"""F3: the answers so far, to read back or to change."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.turn import Line, Turn, plain
from assistant.domain.words import words
from assistant.screens.picker import Item, Picker
from assistant.screens.speech import Speech


def history_picker(lines: Sequence[Line], turn: Turn, say: Speech) -> Picker:
    """The list; picking one comes back with its key."""
    titles = {section.id: section.title for section in turn.progress}
    items = [
        Item(
            line.key,
            plain(line.question),
            under="› " + (line.answer or say(words("(geen antwoord)"))),
            beside=titles.get(line.section, "") if line.changeable else say(words("staat vast")),
            able=line.changeable,
        )
        for line in reversed(lines)
    ]
    return Picker(
        say(words("Eerdere antwoorden: kies er een om het te wijzigen")),
        items,
        say,
        empty=say(words("U hebt nog niets geantwoord.")),
    )
