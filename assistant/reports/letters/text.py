"""A letter as plain text: 76 columns, for a terminal, a mail or a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from assistant.conversation.turn import Field, plain
from assistant.domain.printable import printable
from assistant.reports.letters.letter import Letter, Others, Task
from assistant.reports.letters.wording import Words

WIDTH = 76


def as_text(letter: Letter) -> str:
    """The letter, one line after the other, ending with a new line."""
    return printable("\n".join(_lines(letter, Words(letter)))) + "\n"


def _lines(letter: Letter, say: Words) -> Iterator[str]:
    yield say.title.upper()
    yield from _wrapped(say.to)
    yield ""
    yield from (line for text in (letter.about, say.sender, say.day) if text for line in _wrapped(text))
    if letter.bring:
        yield from _heading(say.bring)
        for thing in letter.bring:
            yield from _item("[ ]", plain(thing.text))
            if thing.missing:
                yield from _item("   ", f"{say.missing} {plain(thing.missing)}")
    if not letter.tasks:
        yield ""
        yield say.nothing
    for part in letter.parts:
        yield from _task(part, say) if isinstance(part, Task) else _others(part)
    if letter.outside:
        yield from _heading(say.outside)
        yield from (line for one in letter.outside for line in _item("-", plain(one)))
    if letter.waits:
        yield from _heading(say.waits)
        for wait in letter.waits:
            yield from _item("-", f"{say.when(wait)}: {wait.title}")
            yield from _item(" ", wait.text)
    if letter.notes:
        yield ""
        yield from (line for note in letter.notes for line in _wrapped(plain(note)))
    yield from _heading(say.help)
    for one in letter.help:
        yield from _item("-", f"{one.name}: {say.contact(one)}")


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text
    yield "-" * min(len(text), WIDTH)


def _others(part: Others) -> Iterator[str]:
    yield from _heading(part.title)
    yield from (line for one in part.lines for line in _item("-", plain(one)))


def _task(task: Task, say: Words) -> Iterator[str]:
    number = f"{task.number}."
    indent = " " * (len(number) + 1)
    yield ""
    yield from _item(number, plain(task.title))
    clicks: list[str] = [say.where(task.address)] if task.address else []
    clicks += [plain(click) for click in (*task.place, *task.clicks)]
    for click in clicks:
        yield from _item(f"{indent}-", click)
    if task.fields:
        yield from _item(indent[:-1], say.fill)
        for field in task.fields:
            yield from _item(f"{indent} ", field_line(field))
    if task.success:
        yield from _item(indent[:-1], f"{say.success()} {plain(task.success)}")
    if task.again:
        yield from _item(indent[:-1], say.again)
        for one in task.again:
            yield from _item(f"{indent}-", plain(one))
    for after in task.after:
        yield from _item(indent[:-1], plain(after))


def field_line(field: Field) -> str:
    """A field of the portal's screen and what goes in it."""
    value = f"{field.label}: {field.value}".rstrip()
    return f"{value} ({plain(field.note)})" if field.note else value


def _item(mark: str, text: str) -> Iterator[str]:
    """A line behind a mark, its further lines under the first."""
    yield from _wrapped(text, f"{mark} ")


def _wrapped(text: str, mark: str = "") -> Iterator[str]:
    lines = wrap(text, WIDTH - len(mark), break_long_words=False, break_on_hyphens=False) or [""]
    yield (mark + lines[0]).rstrip()
    yield from (" " * len(mark) + line for line in lines[1:])
