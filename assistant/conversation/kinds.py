"""The kinds of answer: what a person types, read into the value that is kept, and shown again.

Reading raises `Malformed` with one clear message. Values are plain JSON: strings, numbers, lists and objects.
Libraries that are slow to load are loaded by the domain's readers, when a kind first needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from assistant.conversation.flow import Ask
from assistant.conversation.people_list import read_people
from assistant.conversation.shapes import shaped
from assistant.domain import days, numbers, people
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import masked_insz
from assistant.domain.typed import one_line
from assistant.domain.words import words

LONGEST_TEXT = 200
MOST_ITEMS = 500


class Around(msgspec.Struct, frozen=True):
    """What a reader may need besides the text: the question and the present day."""

    ask: Ask
    today: date


Reader = Callable[[str, Around], Any]


def _text(text: str, around: Around) -> str:
    return one_line(text, longest=LONGEST_TEXT)


def _count(text: str, around: Around) -> int:
    line = one_line(text)
    words_for = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}
    number = words_for.get(line.casefold())
    if number is None:
        if not line.isascii() or not line.isdigit() or len(line) > 6:
            raise Malformed("no-number", words("Dat is geen geheel getal. Typ bijvoorbeeld 2."))
        number = int(line)
    least = around.ask.at_least if around.ask.at_least is not None else 0
    most = around.ask.at_most if around.ask.at_most is not None else MOST_ITEMS
    if number < least:
        raise Malformed("too-few", words("Dat is te weinig. Het moeten er minstens {least} zijn."), least=least)
    if number > most:
        raise Malformed("too-many", words("Dat is te veel. Het mogen er hoogstens {most} zijn."), most=most)
    return number


def _password(text: str, around: Around) -> str:
    """A password is looked at and forgotten; what is kept is only that it was fine."""
    for fault in people.password_faults(text):
        raise fault
    return "ok"


_READERS: dict[str, Reader] = {
    "text": _text,
    "count": _count,
    "enterprise-number": lambda text, _: numbers.enterprise_number(text),
    "insz": lambda text, _: numbers.insz(text),
    "hco": lambda text, _: numbers.hco(text),
    "rsz": lambda text, _: numbers.rsz_number(text),
    "username": lambda text, _: people.username(text),
    "email": lambda text, _: people.email(text),
    "telephone": lambda text, _: people.telephone(text),
    "date": lambda text, around: days.day(text, today=around.today).isoformat(),
    "moment": lambda text, _: days.moment(text).isoformat(),
    "people": lambda text, _: read_people(text),
    "password": _password,
}


def read(text: str, around: Around) -> Any:
    """The value of a typed answer to a question that has no options. Raises `Malformed`."""
    return _READERS[around.ask.kind](text, around)


def shown(kind: str, value: Any) -> str:
    """A value as a person reads it back. Options and yes or no are shown by their own words, not here."""
    if value is None:
        return ""
    if kind == "people":
        return ", ".join(map(_named, value))
    return shaped(_SHAPE_OF.get(kind, ""), value)


def _named(person: Mapping[str, Any]) -> str:
    """A person by name; while only the number is known, by that, masked."""
    return f"{person.get('first_name', '')} {person.get('surname', '')}".strip() or masked_insz(person["insz"])


_SHAPE_OF = {"enterprise-number": "number", "insz": "insz", "date": "day"}
