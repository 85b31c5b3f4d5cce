"""Ctrl+P: everything that can be done here, by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.conversation.texts import LANGUAGES
from assistant.domain.words import words
from assistant.screens import themes
from assistant.screens.keys import APP_DEEDS, Deed
from assistant.screens.picker import Item, Picker
from assistant.screens.widgets.instruction import InstructionCard
from assistant.screens.widgets.text import content

if TYPE_CHECKING:
    from assistant.screens.program import Assistant

NATIVE = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English"}
"""What each language calls itself."""


async def open_palette(app: Assistant) -> None:
    """Show the palette and do what was picked."""
    picked = await app.push_screen_wait(Picker(app.speech(words("Wat wilt u doen?")), palette_items(app), app.speech))
    kind, _, name = (picked or "").partition(":")
    if kind == "app":
        await app.run_action(f"app.{name}")
    elif kind == "screen":
        await app.run_action(f"screen.{name}")
    elif kind == "theme":
        app.set_colours(name)
    elif kind == "language":
        await app.set_language(name)
    elif kind == "field":
        app.screen.query_one(InstructionCard).copy(int(name))


def palette_items(app: Assistant) -> list[Item]:
    """What there is to pick now."""
    say = app.speech
    deeds: Sequence[Deed] = getattr(app.screen, "deeds", APP_DEEDS)
    items = [
        Item(f"{'app' if deed.where == 'app' else 'screen'}:{deed.action}", _named(deed.shown, say(deed.long)))
        for deed in deeds
        if deed.action != "palette"
    ]
    for card in app.screen.query(InstructionCard):
        items += [
            Item(f"field:{index}", _named("", say(words("Kopieer {field}"), field=field.label)))
            for index, field in enumerate(card.fields)
        ]
    items += [
        Item(f"theme:{name}", _named("", say(words("Kleuren: {name}"), name=say(themes.NAMES[name]))))
        for name in themes.THEMES
        if name != app.theme
    ]
    items += [Item(f"language:{code}", _named("", NATIVE.get(code, code))) for code in LANGUAGES if code != say.language]
    return items


def _named(key: str, text: str) -> Content:
    """A deed with its key in a column before it."""
    return content(f"{key:<5}", "bold $primary") + content(text)
