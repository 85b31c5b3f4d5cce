"""Reading a JSON document key by key, with every fault and its place, instead of stopping at the first."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from assistant.domain.malformed import Malformed
from assistant.domain.words import words
from assistant.store.remark import Remark

T = TypeVar("T")

LONGEST_TEXT = 500
_MOST_FAULTS = 100


class TreeFaults(Malformed):
    """A document that was refused: `faults` are places (`capacities[0].hco`) with what is wrong there.

    The message tells the first one, and how many there are besides.
    """

    def __init__(self, faults: list[tuple[str, Malformed]]) -> None:
        place, first = faults[0]
        more = len(faults) - 1
        super().__init__(
            first.code,
            words("{place}: {what} (En nog {more} andere fouten.)") if more else words("{place}: {what}"),
            place=place or words("het document"),
            what=str(first),
            more=more,
        )
        self.faults = tuple(faults)


class Reading:
    """What came up while a document was read."""

    def __init__(self) -> None:
        self._faults: list[tuple[str, Malformed]] = []
        self._remarks: dict[tuple[str, str], Remark] = {}

    def fault(self, place: str, code: str, text: str, **facts: object) -> None:
        """Note a fault; a document full of them is given up."""
        self.malformed(place, Malformed(code, text, **facts))

    def malformed(self, place: str, fault: Malformed) -> None:
        """Note a fault that a reader of texts found."""
        self._faults.append((place, fault))
        if len(self._faults) >= _MOST_FAULTS:
            self.end()

    def remark(self, code: str, text: str, **facts: object) -> None:
        """Note a warning, once for the same facts."""
        self._remarks.setdefault((code, repr(facts)), Remark(code, text, facts))

    def end(self) -> tuple[Remark, ...]:
        """Return the warnings. Raises `TreeFaults` when anything was wrong."""
        if self._faults:
            raise TreeFaults(self._faults)
        return tuple(self._remarks.values())


class Node:
    """One object of the document. What is read of it is noted, so that the rest can be named at the end."""

    def __init__(self, reading: Reading, place: str, value: object) -> None:
        self.reading = reading
        self.place = place
        self._values: dict[str, Any] = value if isinstance(value, dict) else {}
        self._unread = set(self._values)
        if not isinstance(value, dict):
            reading.fault(place, "not-an-object", words("hier hoort een object te staan: {{…}}."))

    def at(self, key: str) -> str:
        """Return the place of a key."""
        return f"{self.place}.{key}" if self.place else key

    def fault(self, key: str, code: str, text: str, **facts: object) -> None:
        """Note a fault at a key."""
        self.reading.fault(self.at(key), code, text, **facts)

    def _take(self, key: str) -> Any:
        self._unread.discard(key)
        return self._values.get(key)

    def maybe(self, key: str, read: Callable[[str], T]) -> T | None:
        """Return a text as `read` understands it, None where it is absent, null or wrong."""
        value = self._take(key)
        return None if value is None else self._read(self.at(key), value, read)

    def must(self, key: str, read: Callable[[str], T], instead: T) -> T:
        """Return a text as `read` understands it; absent is a fault, and then `instead` is returned."""
        value = self._take(key)
        if value is None:
            self.fault(key, "missing", words("dit ontbreekt."))
            return instead
        found = self._read(self.at(key), value, read)
        return instead if found is None else found

    def flag(self, key: str) -> bool | None:
        """Return true, false, or None where it is absent or null."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        self.fault(key, "not-a-boolean", words("hier hoort true, false of null te staan."))
        return None

    def node(self, key: str) -> Node:
        """Return an object, an empty one where it is absent or null."""
        value = self._take(key)
        return Node(self.reading, self.at(key), {} if value is None else value)

    def nodes(self, key: str) -> Iterator[Node]:
        """Yield the objects of a list; absent and null are an empty list."""
        for place, value in self._items(key):
            yield Node(self.reading, place, value)

    def texts(self, key: str, read: Callable[[str], T]) -> list[T]:
        """Return the texts of a list as `read` understands them, without those that are wrong."""
        found = (self._read(place, value, read) for place, value in self._items(key))
        return [one for one in found if one is not None]

    def maybe_texts(self, key: str, read: Callable[[str], T]) -> list[T] | None:
        """Return the texts of a list, None where the list as a whole is absent or null."""
        return None if self._values.get(key) is None else self.texts(key, read)

    def _items(self, key: str) -> Iterator[tuple[str, Any]]:
        value = self._take(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fault(key, "not-a-list", words("hier hoort een lijst te staan: […]."))
            return
        for number, item in enumerate(value):
            yield f"{self.at(key)}[{number}]", item

    def _read(self, place: str, value: object, read: Callable[[str], T]) -> T | None:
        if not isinstance(value, str):
            self.reading.fault(
                place, "not-a-text", words("hier hoort een tekst te staan, tussen aanhalingstekens. Ook een nummer.")
            )
            return None
        try:
            return read(value)
        except Malformed as fault:
            self.reading.malformed(place, fault)
            return None

    def close(self) -> None:
        """Name the keys that nobody asked for: they are left out."""
        for key in sorted(self._unread):
            self.reading.remark(
                "tree.unknown-key",
                words("{place}: dit ken ik niet, het is overgeslagen."),
                place=self.at(key[:LONGEST_TEXT]),
            )


def free_text(text: str) -> str:
    """Return a text kept as it was written. Raises `Malformed` for control characters, and for a whole book."""
    if len(text) > LONGEST_TEXT:
        raise Malformed("too-long", words("Dit is te lang: er is plaats voor {longest} tekens."), longest=LONGEST_TEXT)
    if not text.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise Malformed("control-characters", words("Hier staan onleesbare tekens in."))
    return text


def named_text(text: str) -> str:
    """Return a text kept as it was written, in which something stands. Raises `Malformed`."""
    if not text.strip():
        raise Malformed("empty", words("Hier staat niets."))
    return free_text(text)
