"""The plain door: the same conversation as plain lines, one after the other.

No cursor is moved and no colour is needed: for screen readers, pipes and scripts. `lines_of` puts a turn into lines;
`converse` leads a conversation to its end, to "stop" or to where the answers run out. Nothing has to be saved by hand:
whatever was accepted is in the store already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from getpass import getpass
from typing import Protocol, TextIO

from assistant.conversation.script import Given, Item, Script
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Choice, Field, Instruction, Turn, plain
from assistant.domain.words import words

PROMPT = "> "
LONGEST_LINE = 100_000
"""Characters of a typed line that are read; a conversation refuses far shorter ones, and memory is not for filling."""


class Answerable(Protocol):
    """What the plain door needs of a conversation (`assistant.conversation.session.Conversation`)."""

    @property
    def turn(self) -> Turn:
        """What to show now."""

    def answer(self, given: Given) -> Answered:
        """Give an answer or a command."""


class Answered(Protocol):
    """What an answer led to (`assistant.conversation.session.Reply`)."""

    @property
    def turn(self) -> Turn:
        """What to show now."""

    @property
    def outcome(self) -> str:
        """`accepted`, `refused`, `aside` or `stopped`."""


class Source(Protocol):
    """Where answers come from."""

    def next_for(self, turn: Turn) -> Given | None:
        """The answer to this turn, `None` when there are no more."""

    def refused(self, turn: Turn) -> None:
        """The last answer was refused; `turn.said` says why. May raise."""


def converse(conversation: Answerable, source: Source, say: Callable[[str], None], texts: Texts) -> Turn:
    """Show, ask and answer until the end, "stop" or no more answers. Returns the turn at which it ended."""
    shown = Progress(texts)
    for line in lines_of(conversation.turn, texts, shown):
        say(line)
    while conversation.turn.kind != "end":
        given = source.next_for(conversation.turn)
        if given is None:
            say(texts.text(words("Alles is bewaard.")))
            break
        reply = conversation.answer(given)
        for line in _lines_after(reply, texts, shown):
            say(line)
        if reply.outcome == "refused":
            source.refused(reply.turn)
        if reply.outcome == "stopped":
            break
    return conversation.turn


def _lines_after(reply: Answered, texts: Texts, progress: Progress) -> Iterator[str]:
    """What an answer led to: after a refusal the question without its instructions, which stand just above."""
    match reply.outcome:
        case "stopped":
            yield from said_lines(reply.turn, texts)
        case "refused":
            yield from said_lines(reply.turn, texts)
            yield plain(reply.turn.text)
            yield from _answer_lines(reply.turn, texts)
        case _:
            yield from lines_of(reply.turn, texts, progress)


class Progress:
    """Which section was announced last, so that a line tells only of a new one."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._section = ""

    def line(self, turn: Turn) -> str | None:
        """The line that announces the section of this turn, if it is another one than before."""
        if turn.section in ("", self._section):
            return None
        self._section = turn.section
        parts = [part for part in turn.progress if part.state != "passed"]
        for number, part in enumerate(parts, 1):
            if part.id == turn.section:
                if not turn.counted:
                    return part.title
                line = words("Deel {number} van {total}: {title}")
                return self._texts.text(line, number=number, total=len(parts), title=part.title)
        return None


def lines_of(turn: Turn, texts: Texts, progress: Progress) -> Iterator[str]:
    """A turn as lines: what was said, the section if it is a new one, the question or portal step, the options."""
    yield from said_lines(turn, texts)
    yield ""
    if section := progress.line(turn):
        yield from (f"=== {section} ===", "")
    yield plain(turn.text)
    if turn.help and not turn.section:  # no step of the guide, so "help" would come too late
        yield plain(turn.help)
    if turn.given is not None:
        yield texts.text(words("Uw antwoord was: {given}"), given=turn.given)
    if turn.instruction:
        yield from _instruction_lines(turn.instruction, texts)
    if turn.kind == "end":
        yield from (f"- {plain(message.text)}" for message in turn.waiting)
    else:
        yield from _answer_lines(turn, texts)


def _answer_lines(turn: Turn, texts: Texts) -> Iterator[str]:
    """What may be answered: an example, what an empty line means, the numbered options."""
    if turn.example:
        yield texts.text(words("Bijvoorbeeld: {example}"), example=plain(turn.example))
    if turn.kind == "people":
        yield texts.text(words("Zet elke persoon op een eigen lijn. Sluit af met een lege lijn."))
        yield texts.text(words("Of typ 'bestand' en de naam van een CSV-bestand."))
    for number, choice in enumerate(turn.choices, 1):
        yield _choice_line(number, choice)
    if turn.kind == "multi":
        yield texts.text(words("Meer dan een mag: typ de nummers met een komma ertussen."))
    if turn.default is not None:
        chosen = next((plain(choice.text) for choice in turn.choices if choice.value == turn.default), turn.default)
        yield texts.text(words("Een lege lijn betekent: {default}"), default=chosen)


BEFORE = {"warning": words("Let op:"), "refused": words("Nog niet goed:"), "wait": words("Wachten:")}
"""The word before a message, for its tone: what a screen shows with a colour and a glyph."""


def said_lines(turn: Turn, texts: Texts) -> Iterator[str]:
    """What the assistant said since the last answer, one line a message."""
    for message in turn.said:
        before = texts.text(BEFORE[message.tone]) + " " if message.tone in BEFORE else ""
        yield before + plain(message.text)


def _choice_line(number: int, choice: Choice) -> str:
    text = f"{number}. {plain(choice.text)}"
    return f"{text} ({plain(choice.help)})" if choice.help else text


def _instruction_lines(step: Instruction, texts: Texts) -> Iterator[str]:
    if step.who:
        yield texts.text(words("Wie: {who}"), who=step.who)
    if step.address:
        yield texts.text(words("Waar: {address}"), address=step.address)
    for number, click in enumerate((*step.place, *step.clicks), 1):
        yield texts.text(words("Stap {number}: {click}"), number=number, click=plain(click))
    if step.fields:
        yield texts.text(words("Vul in:"))
        yield from (_field_line(field) for field in step.fields)
    if step.success:
        yield texts.text(words("Gelukt als u dit ziet: {success}"), success=plain(step.success))
    if step.after:
        yield texts.text(words("Daarna: {after}"), after=plain(step.after))


def _field_line(field: Field) -> str:
    line = f"  {field.label}: {field.value}".rstrip()
    return f"{line} ({plain(field.note)})" if field.note else line


class Typed:
    """Answers typed on a terminal or read from a pipe, a line each; a list of people ends at an empty line.

    `prompt` writes without a new line. What comes from a pipe is shown behind it, so that what is written reads as a whole.
    """

    def __init__(
        self, stream: TextIO | None, say: Callable[[str], None], prompt: Callable[[str], None], texts: Texts
    ) -> None:
        self._stream = stream
        self._say = say
        self._prompt = prompt
        self._texts = texts
        self._at_terminal = stream is not None and stream.isatty()

    def next_for(self, turn: Turn) -> Given | None:
        """The next line; several, or the name of a file, for a list of people."""
        line = self.line(secret=turn.kind == "password")
        if line is None or turn.kind != "people":
            return line
        if file := _FILE.fullmatch(line.strip()):
            return {"file": file[1].strip("'\"")}
        if not _names_people(line):
            return line
        lines = [line]
        while line := self.line():
            lines.append(line)
        return "\n".join(lines)

    def refused(self, turn: Turn) -> None:
        """The person reads why, and answers again."""

    def line(self, *, secret: bool = False) -> str | None:
        """One line, `None` at the end. A secret one is not shown on a terminal."""
        while True:
            line = self._read_secret() if secret and self._at_terminal else self._read(secret=secret)
            if line is None or "\N{REPLACEMENT CHARACTER}" not in line:
                return line
            unread = words("Let op: deze lijn is geen leesbare tekst. Typ ze opnieuw, of plak ze zonder opmaak.")
            self._say(self._texts.text(unread))

    def _read(self, *, secret: bool) -> str | None:
        self._prompt(PROMPT)
        line = self._stream.readline(LONGEST_LINE) if self._stream else ""
        rest = line
        while rest and not rest.endswith("\n") and self._stream:
            rest = self._stream.readline(LONGEST_LINE)  # the end of a line that is far too long
        if not line:
            self._say("")
            return None
        line = line.rstrip("\r\n")
        if not self._at_terminal:
            self._say("…" if secret else line)
        return line

    def _read_secret(self) -> str | None:
        try:
            return getpass(PROMPT)
        except EOFError:
            self._say("")
            return None


_FILE = re.compile(r"bestand[ :]+(.+)", re.IGNORECASE)


def _names_people(line: str) -> bool:
    """Whether a line begins a list of people: it holds a number, or columns. Any other is a command or a question."""
    return not line.rstrip().endswith("?") and (any(c.isdigit() for c in line) or any(mark in line for mark in ";,\t|"))


class Refusal(Exception):
    """An answer of a script was refused: which, and at which turn. `str()` is why, in the words of the conversation."""

    def __init__(self, item: Item, turn: Turn) -> None:
        super().__init__(item, turn)
        self.item = item
        self.turn = turn

    def __str__(self) -> str:
        refused = [plain(message.text) for message in self.turn.said if message.tone == "refused"]
        return " ".join(refused or [plain(message.text) for message in self.turn.said])


class Scripted:
    """Answers of a script, shown as they are given. Raises `Refusal` when one is refused."""

    def __init__(self, script: Script, say: Callable[[str], None]) -> None:
        self._script = script
        self._say = say
        self._last: Item | None = None

    def next_for(self, turn: Turn) -> Given | None:
        """The script's answer for this step."""
        self._last = self._script.answer_for(turn)
        if self._last is None:
            return None
        self._say(PROMPT + ("…" if turn.kind == "password" else shown_answer(self._last.answer)))
        return self._last.answer

    def refused(self, turn: Turn) -> None:
        """Stop at the answer that was refused."""
        if self._last is not None:
            raise Refusal(self._last, turn)


def shown_answer(given: Given) -> str:
    """An answer of a script as a person would have typed it."""
    if isinstance(given, list):
        return ", ".join(shown_answer(part) for part in given)
    if isinstance(given, dict):
        return ", ".join(f"{name}: {shown_answer(part)}" for name, part in given.items())
    return given
