"""The card of a portal step: who does it, where, which clicks, what to fill in, how success looks."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.message import Message

from assistant.conversation.turn import Field, Instruction, plain
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, Rows, row, spaced
from assistant.screens.widgets.text import QUIET, content, join, meant

_INDENT = 4
_WIDEST = 36
"""Cells of the labels' column; a longer label stands above its value."""


class InstructionCard(Rows):
    """The card. Its fields are copied by F5, one after the other, or by a click on the field."""

    class Copy(Message):
        """A field's value is to go to the clipboard."""

        def __init__(self, label: str, value: str) -> None:
            super().__init__()
            self.label = label
            self.value = value

    def __init__(self, instruction: Instruction | None, speech: Speech, **kwargs: Any) -> None:
        """Without an instruction nothing is to be seen of it."""
        self.instruction = instruction
        self._speech = speech
        self._next = 0
        super().__init__(self._card(), **kwargs)

    def tell(self, instruction: Instruction | None, speech: Speech) -> None:
        """Another step's, or none."""
        if (instruction, speech) != (self.instruction, self._speech):
            self.instruction, self._speech, self._next = instruction, speech, 0
            self.show(self._card())

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that have something to copy."""
        return tuple(field for field in self.instruction.fields if field.value) if self.instruction else ()

    def copy_next(self) -> bool:
        """Copy the field whose turn it is; False when the card has none."""
        if not self.fields:
            return False
        self.copy(self._next)
        return True

    def copy(self, index: int) -> None:
        """Copy one of the `fields`; the one after it is next."""
        field = self.fields[index]
        self._next = (index + 1) % len(self.fields)
        self.show(self._card())
        self.post_message(self.Copy(field.label, field.value))

    def on_click(self, event: events.Click) -> None:
        """A field that was clicked."""
        index = event.style.meta.get("field")
        if isinstance(index, int) and index < len(self.fields):
            event.stop()
            self.copy(index)

    def plain(self) -> str:
        """The whole card as text, for the clipboard."""
        say, card = self._speech, self.instruction
        if card is None:
            return ""
        lines = [f"{say(words('Wie'))}: {card.who}"] if card.who else []
        lines += [f"{say(words('Waar'))}: {card.address}"] if card.address else []
        lines += [f"› {plain(click)}" for click in card.place]
        lines += [f"{number}. {plain(click)}" for number, click in enumerate(card.clicks, 1)]
        lines += [f"{field.label}: {field.value or plain(field.note)}" for field in card.fields]
        lines += [f"{say(words('Gelukt als'))}: {plain(card.success)}"] if card.success else []
        lines += [plain(card.after)] if card.after else []
        return "\n".join(lines)

    def _card(self) -> list[Row]:
        card = self.instruction
        if card is None:
            return []
        return spaced(self._where(card), self._way(card), self._clicks(card), self._fields(card), self._success(card))

    def _where(self, card: Instruction) -> list[Row]:
        say = self._speech
        facts = [(say(words("Wie")), content(card.who) if card.who else None)]
        facts.append((say(words("Waar")), content(card.address, "underline $primary") if card.address else None))
        wide = 1 + max(len(name) for name, _ in facts)
        return [row(text, content(name, QUIET), indent=wide + 1) for name, text in facts if text]

    def _way(self, card: Instruction) -> list[Row]:
        """How to get there, a click a line; whoever is there already reads on below."""
        if not card.place:
            return []
        title = row(self._speech(words("Zo komt u er:")), style=QUIET)
        return [title, *(row(click, content(" ›", QUIET), indent=_INDENT) for click in card.place)]

    def _clicks(self, card: Instruction) -> list[Row]:
        return [
            row(click, content(f"{number:>2}", "bold $primary"), indent=_INDENT)
            for number, click in enumerate(card.clicks, 1)
        ]

    def _fields(self, card: Instruction) -> list[Row]:
        fields = card.fields
        if not fields:
            return []
        wide = min(_WIDEST, 2 + max(len(field.label) for field in fields))
        rows = [row(self._speech(words("Vul in:")), style=QUIET)]
        index = 0
        for field in fields:
            told = content(field.note, QUIET)
            if field.value:
                value = meant(field.value, {"field": index}, "bold $secondary")
                hint = "F5" if index == self._next else self._speech(words("klik om te kopiëren"))
                key = meant(f"[{hint}]", {"field": index}, "bold" if index == self._next else QUIET)
                told = join([value, key, *([told] if field.note else [])], "  ")
                index += 1
            label = content(field.label, "bold $accent")
            if len(field.label) + 2 > wide:
                rows += [row(label), row(told, indent=_INDENT)]
            else:
                rows.append(row(told, label, indent=wide))
        return rows

    def _success(self, card: Instruction) -> list[Row]:
        say = self._speech
        rows = []
        if card.success:
            text = join([content(say(words("Gelukt als u dit ziet:")), "bold"), card.success])
            rows.append(row(text, content("✓", "$success"), indent=_INDENT))
        if card.after:
            rows.append(row(card.after, content("!", "bold $warning"), indent=_INDENT))
        return rows
